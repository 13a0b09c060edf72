from _kernel import measure


def polynomial(x, y):
    for i in range(len(x)):
        v = x[i]
        y[i] = (((0.5 * v - 1.25) * v + 3.0) * v - 0.125) * v + 2.0
    return y[77]


measure(polynomial, [k * 0.001 for k in range(10000)], [0.0] * 10000)
