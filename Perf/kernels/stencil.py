from _kernel import measure


def stencil(a, b, n):
    for i in range(1, n - 1):
        for j in range(1, n - 1):
            k = i * n + j
            b[k] = 0.2 * (a[k] + a[k - 1] + a[k + 1] + a[k - n] + a[k + n])
    return b[n + 1]


measure(stencil, [k * 0.5 % 17.0 for k in range(10000)], [0.0] * 10000, 100)
