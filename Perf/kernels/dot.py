from _kernel import measure


def dot(x, y):
    s = 0.0
    for i in range(len(x)):
        s += x[i] * y[i]
    return s


measure(dot, [k * 0.25 for k in range(10000)], [1.0 / (k + 1) for k in range(10000)])
