"""The spectral norm of an infinite matrix by the power method: calls in float comprehensions."""
from _bench import run


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(u):
    size = range(len(u))
    return [sum([element(i, j) * u[j] for j in size]) for i in size]


def times_transposed(u):
    size = range(len(u))
    return [sum([element(j, i) * u[j] for j in size]) for i in size]


def main(n):
    u = [1.0] * n
    for _ in range(8):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    vbv = vv = 0.0
    for a, b in zip(u, v):
        vbv += a * b
        vv += b * b
    return "%.9f" % (vbv / vv) ** 0.5


DEFAULT = 260
EXPECTED = {
    20: "1.273839841",
    260: "1.274223898",
    480: "1.274224111",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
