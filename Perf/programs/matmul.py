"""Multiplies matrices held as lists of lists of floats, and one of ints."""
from _bench import run


def matrix(n, seed):
    rows = []
    for i in range(n):
        row = []
        for j in range(n):
            seed = (seed * 1103515245 + 12345) % 2147483648
            row.append(seed / 2147483648.0 - 0.5)
        rows.append(row)
    return rows


def multiply(a, b, zero):
    n = len(a)
    m = len(b[0])
    inner = len(b)
    result = []
    for i in range(n):
        ai = a[i]
        row = [zero] * m
        for j in range(m):
            total = zero
            for k in range(inner):
                total += ai[k] * b[k][j]
            row[j] = total
        result.append(row)
    return result


def main(n):
    a = matrix(n, 42)
    b = matrix(n, 1729)
    c = multiply(a, b, 0.0)
    ia = [[int(x * 1000) for x in row] for row in a]
    ib = [[int(x * 1000) for x in row] for row in b]
    ic = multiply(ia, ib, 0)
    trace = 0.0
    itrace = 0
    for i in range(n):
        trace += c[i][n - 1 - i]
        itrace += ic[i][i]
    return "%.9f %d" % (trace, itrace)


DEFAULT = 170
EXPECTED = {
    10: "0.227823206 811494",
    170: "-16.096691927 -18019740",
    240: "-22.737405416 -17290558",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
