"""Functions of numbers that call themselves: results, ints beyond 64 bits, errors in the middle, and the limit of recursion."""
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def growing(n, x):
    return x if n == 0 else growing(n - 1, x * 3) + growing(n - 1, x + 1)


def halves(x, depth):
    if depth == 0:
        return x
    return halves(x / 2.0, depth - 1) - halves(x * 0.75, depth - 1) * 0.5


def swapped(a, b, c, d):
    if a <= 0:
        return b * 2 - c + d
    return swapped(a - 1, c, d, b) + swapped(a - 2, d, b, c)


def mixed(n, x):
    if n < 1:
        return x
    return mixed(n - 1, x * 0.5) + mixed(n - 2, x + n)


def truth(n, flag):
    if n == 0:
        return flag
    return truth(n - 1, not flag) if n % 3 else truth(n - 2, flag)


def zero(n):
    if n < 2:
        return 10 // n
    return zero(n - 1) + zero(n - 2)


def down(n):
    return 0 if n == 0 else down(n - 1) + 1


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def show(f, *args):
    try:
        print(f.__name__, args, repr(f(*args)))
    except Exception as e:
        print(f.__name__, args, type(e).__name__, e)


for k in (3, 12, 16, 20):
    show(fib, k)
for m, n in ((1, 5), (2, 3), (2, 9), (3, 3)):
    show(ack, m, n)
for args in ((6, 4, 2), (12, 8, 4), (8, 12, 1)):
    show(tak, *args)
for n, x in ((5, 3), (10, 7), (9, 1 << 60), (11, -(1 << 62)), (3, 1 << 70)):
    show(growing, n, x)
for x in (1.5, -0.0, float("inf"), float("nan"), 1e308):
    show(halves, x, 9)
for n in (4, 9, 14):
    show(swapped, n, 1, -2, 3)
    show(mixed, n, 0.25)
    show(mixed, n, float("-inf"))
for n in range(8):
    show(truth, n, True)
for n in (1, 5, 9):
    show(zero, n)
for n in (10, 500, 900):
    show(down, n)
show(down, -1)
show(down, 5000)
show(gcd, 10 ** 15 + 37, 10 ** 9 + 7)
show(gcd, 3 ** 50, 3 ** 45)
show(fib, 10.5)
sys.setrecursionlimit(8000)
show(down, 5000)
show(down, -1)
sys.setrecursionlimit(100)
show(down, 60)
show(down, 120)
show(fib, 15)


def after(n):
    return n if n < 2 else after(n - 1) + after(n - 2)


show(after, 15)
before = after


def after(n):
    return -n


show(before, 15)
