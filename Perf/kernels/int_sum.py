from _kernel import measure


def int_sum(x):
    s = 0
    for v in x:
        s += v
    return s


measure(int_sum, [k * 1000003 % 65537 - 30000 for k in range(10000)])
