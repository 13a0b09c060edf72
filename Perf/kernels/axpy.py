from _kernel import measure


def axpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
    return y[7]


measure(axpy, 0.0, [k * 0.25 for k in range(10000)], [1.5] * 10000)
