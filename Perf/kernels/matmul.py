from _kernel import measure


def matmul(a, b, c, n):
    for i in range(n):
        for j in range(n):
            c[i * n + j] = 0.0
        for k in range(n):
            v = a[i * n + k]
            for j in range(n):
                c[i * n + j] += v * b[k * n + j]
    return c[n + 1]


measure(matmul, [k * 0.5 for k in range(3600)], [k * 0.25 for k in range(3600)], [0.0] * 3600, 60)
