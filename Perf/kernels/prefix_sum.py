from _kernel import measure


def prefix_sum(x, y):
    s = 0
    for i in range(len(x)):
        s += x[i]
        y[i] = s
    return s


measure(prefix_sum, [k * 7919 % 1009 for k in range(10000)], [0] * 10000)
