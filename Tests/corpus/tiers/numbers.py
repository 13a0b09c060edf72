# Loops in which numbers of several types meet, and ints grow past 64 bits.
import math


def mixed(values):
    total = 0
    big = 0
    for a in values:
        for b in values:
            total += a * b - b
            if a < b:
                big += 1
            if a == b:
                big += 100
    return repr(total), big


def factorials(n):
    out = []
    f = 1
    for i in range(1, n):
        f *= i
        out.append(f % 1000007)
        if f >> 70:
            f //= 3
    return out[-3:], f


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def powers(n):
    total = 0
    for i in range(n):
        total += 2 ** i + i ** 2 - (-3) ** (i % 5)
        total ^= 1 << i
        total = total * 3 if i == n - 2 else total
    return total


def divided(values):
    out = []
    for a in values:
        for b in values:
            try:
                out.append(a // b + a % b)
                out.append(divmod(a, b))
                out.append(a / b)
            except ZeroDivisionError as e:
                out.append(str(e))
    return out[:5], len(out), sum(len(repr(x)) for x in out)


def rounded(values):
    out = []
    for v in values:
        out.append(round(v, 1))
        out.append(int(v) + abs(v) + pow(v, 2) - -v)
        out.append(math.floor(v) + math.hypot(v, 3) + math.gcd(int(v), 12))
        try:
            out.append(math.sqrt(v))
        except ValueError as e:
            out.append(str(e))
    return out[-8:]


class Odd(int):
    def __add__(self, other):
        return 1000

    def __lt__(self, other):
        return True


def subclassed(values):
    total = less = 0
    for v in values:
        total = v + 1 + total
        if v < 0:
            less += 1
    return total, less


for _ in range(3):
    print(mixed([1, 2.5, True, -3, 10 ** 20, 0.0, False, 2 ** 62]))
    print(factorials(60))
    print(fibonacci(200))
    print(powers(90))
    print(divided([7, -2, 2.5, True, 0, 10 ** 25, -0.5]))
    print(rounded([2.25, -1.5, 3, 10.0] * 10))
    print(subclassed([1, 2, 3.5] * 20 + [Odd(5)] + [4] * 3))
