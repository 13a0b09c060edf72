"""Recursive functions of small ints: Fibonacci, Takeuchi, Ackermann, Hanoi."""
from _bench import run


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, source, target, spare):
    if n == 0:
        return 0
    moves = hanoi(n - 1, source, spare, target)
    return moves + 1 + hanoi(n - 1, spare, target, source)


def main(n):
    return "%d %d %d %d" % (fib(n), tak(n * 2 // 3, n // 3, n // 6), ackermann(2, n * 6), hanoi(n * 2 // 3, "a", "b", "c"))


DEFAULT = 32
EXPECTED = {
    10: "55 3 123 63",
    32: "2178309 10 387 2097151",
    34: "5702887 11 411 4194303",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
