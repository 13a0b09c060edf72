"""Complex numbers that are only calculated with, functions of math on hot paths, and where they raise."""
import math


class Heir(complex):
    def __add__(self, other):
        return "heir"


def orbit(c, n):
    z = 0j
    for k in range(n):
        z = z * z + c
        if abs(z) > 2.0:
            return k, z
    return n, z


def mixed(values):
    out = []
    for v in values:
        w = v * (1 + 2j) - 3
        w = 2.5 - w
        w = -w + v
        out.append((w, w.real, w.imag))
    return out


def signs():
    out = []
    for a in (0.0, -0.0, float("inf"), float("nan"), 1e308):
        for b in (0.0, -0.0, float("-inf"), 1e308):
            z = complex(a, b)
            out.append((z + 0.0, 0.0 + z, z - 0.0, -z, z * 2, z * z, complex(a), complex(1, a)))
    return repr(out)


def heirs(values):
    out = []
    for v in values:
        out.append(v + 1)
    return out


def huge(values):
    out = []
    for v in values:
        try:
            out.append(abs(v))
        except OverflowError as e:
            out.append(str(e))
    return out


def apply(functions, values):
    out = []
    for f in functions:
        for v in values:
            try:
                out.append(f(v))
            except (ValueError, OverflowError) as e:
                out.append(type(e).__name__ + ": " + str(e))
    return repr(out)


def each(values):
    out = []
    for v in values:
        try:
            out.append((math.exp(v), math.log(v), math.floor(v), math.ceil(v), math.atan2(v, 2), math.tanh(v), math.degrees(v)))
        except (ValueError, OverflowError) as e:
            out.append(type(e).__name__ + ": " + str(e))
    return repr(out)


def pairs(n):
    out = []
    for a in range(-n, n):
        for b in (1, 3, 8, -3):
            q, r = divmod(a, b)
            out.append(q * 100 + r)
    return sum(out), out[:6], divmod(7.5, 2), divmod(2 ** 70, 3)


for c in (0.1 + 0.2j, -1 + 0j, 0.5 + 0.5j, 1j, -2.1 + 0j):
    print(orbit(c, 60))
print(mixed([1, 2.5, 3j, 1 - 1j] * 12)[-4:])
print(signs())
print(heirs([1j, 2j] * 30 + [Heir(1, 2)] * 3)[-5:])
print(huge([3 + 4j] * 40 + [complex(1e308, 1e308), complex(float("inf"), 1)]))
functions = [math.exp, math.log, math.log2, math.log10, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh, math.fabs, math.radians]
print(apply(functions, [0.5, 0.25, 1, 0.125] * 3))
print(apply(functions, [-1.5, 0.0, 1e300, float("inf"), float("nan"), -0.0]))
print(each([0.5, 2, 3.75] * 15 + [-1.0, 0.0, 1e300, float("inf"), 710.0]))
print(pairs(40))
