"""LU decomposition with partial pivoting and a solve, on lists of float lists."""
from _bench import run


def decompose(a):
    n = len(a)
    order = list(range(n))
    for k in range(n):
        p = k
        best = abs(a[k][k])
        for i in range(k + 1, n):
            if abs(a[i][k]) > best:
                best = abs(a[i][k])
                p = i
        if best == 0.0:
            raise ZeroDivisionError("singular")
        if p != k:
            a[k], a[p] = a[p], a[k]
            order[k], order[p] = order[p], order[k]
        ak = a[k]
        pivot = ak[k]
        for i in range(k + 1, n):
            ai = a[i]
            factor = ai[k] / pivot
            ai[k] = factor
            for j in range(k + 1, n):
                ai[j] -= factor * ak[j]
    return order


def solve(a, order, b):
    n = len(a)
    x = [b[i] for i in order]
    for i in range(n):
        ai = a[i]
        total = x[i]
        for j in range(i):
            total -= ai[j] * x[j]
        x[i] = total
    for i in range(n - 1, -1, -1):
        ai = a[i]
        total = x[i]
        for j in range(i + 1, n):
            total -= ai[j] * x[j]
        x[i] = total / ai[i]
    return x


def main(n):
    seed = 101
    a = []
    for i in range(n):
        row = []
        for j in range(n):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            row.append(seed / 2147483648.0)
        a.append(row)
    truth = [float(i % 10) for i in range(n)]
    b = [sum([x * y for x, y in zip(row, truth)]) for row in a]
    order = decompose(a)
    x = solve(a, order, b)
    error = max([abs(p - q) for p, q in zip(x, truth)])
    return "%d %s" % (sum([int(v + 0.5) for v in x]), error < 1e-6)


DEFAULT = 310
EXPECTED = {
    10: "45 True",
    310: "1395 True",
    460: "2070 True",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
