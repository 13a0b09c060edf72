# Arithmetic in loops that become compiled with one kind of number and then meet others.
import math

BIG = 2**62
INTS = [0, 1, -1, 7, -7, 2**31, -2**31, 2**53, 2**53 + 1, BIG, -BIG, 2**63 - 1, -2**63, 2**63, 10**30]
FLOATS = [0.0, -0.0, 1.5, -2.5, 1e308, -1e308, float("inf"), float("-inf"), float("nan"), 5e-324, 2.0**53]
BOOLS = [True, False]


def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def div(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def power(a, b): return a ** b
def lshift(a, b): return a << b
def rshift(a, b): return a >> b
def both(a, b): return a & b
def either(a, b): return a | b
def xor(a, b): return a ^ b
def lt(a, b): return a < b
def le(a, b): return a <= b
def eq(a, b): return a == b
def ne(a, b): return a != b
def gt(a, b): return a > b
def ge(a, b): return a >= b
def same(a, b): return a is b
def first(a, b): return a and b
def second(a, b): return a or b
def negate(a, b): return -a if b else +a
def invert(a, b): return ~a
def no(a, b): return not a
def square(a, b): return a ** 2
def smaller(a, b): return min(a, b), max(a, b)
def absolute(a, b): return abs(a)
def convert(a, b): return int(a), float(b)


def shown(f, a, b):
    try:
        return repr(f(a, b))
    except (ArithmeticError, ValueError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


def warm(f, a, b):
    for _ in range(12):
        shown(f, a, b)


def checksum(text, total):
    for ch in text:
        total = (total * 31 + ord(ch)) % 1000000007
    return total


SMALL = [0, 1, -1, 3, 62, 63, 64, 200]
for f in (add, sub, mul, div, floordiv, mod, both, either, xor, lt, le, eq, ne, gt, ge, first, second, negate, no, square, smaller, absolute, convert):
    for warmers in ((3, 4), (1.5, 2.5), (True, False), (3, 2.5), (True, 3)):
        warm(f, *warmers)
        total = 0
        for a in INTS + FLOATS + BOOLS:
            for b in INTS + FLOATS + BOOLS:
                total = checksum(shown(f, a, b), total)
        print(f.__name__, warmers, total)
for f in (lshift, rshift, power):
    warm(f, 3, 4)
    print(f.__name__, checksum(" ".join(shown(f, a, b) for a in INTS[:-1] for b in SMALL + [-5] if f is not power or abs(b) < 9), 0))

nan = float("nan")
print([shown(same, a, b) for a, b in ((None, None), (nan, nan), (1, True), ("a", "a"), (2**70, None))])


def folded():
    out = []
    for k in range(20):
        x = -0.0
        y = 0.0
        out = [x + y, x * 3, -x, x == y, x - y, 1 / (y - 1), 7 // -2, -7 // 2, 7 % -3, -7 % 3, 7.5 // -2, -7.5 % 2, True + True, True - 3, 2 ** -1]
    return out


print(folded())


def counting(limit):
    k = 2**63 - 20
    steps = 0
    while k < limit:
        k += 3
        steps += 1
    return k, steps, k - limit


print(counting(2**63 + 20))


def ranges():
    out = []
    for start, stop, step in ((0, 10, 3), (10, 0, -3), (2**63 - 5, 2**63 - 1, 1), (-2**63, -2**63 + 9, 4), (5, 5, 1), (2**63 - 3, -2**63, -2**62), (0, 3, 2**62), (2**64, 2**64 + 3, 1)):
        got = []
        for k in range(start, stop, step):
            got.append(k)
        out.append(got)
    return out


for _ in range(20):
    r = ranges()
print(r)


def product(n):
    p = 1
    for k in range(1, n):
        p *= k
    return p


print(product(15), product(30), product(20))
print(math.isnan(sum([nan] * 3)))


def indices(xs, ks):
    out = []
    for k in ks:
        try:
            out.append(xs[k])
        except IndexError as e:
            out.append(str(e))
    return out


for xs in ([1, 2, 3], (1, 2, 3), "abc", [1.5, 2.5, 3.5], ["a", None, 2]):
    for _ in range(5):
        r = indices(xs, [0, -1, 2, -3, 3, -4, True, 2**63 - 1, -2**63])
    print(r)
