"""Sums, products and quantize of Decimals at the edge of 64 bits, with contexts that round, limit, clamp and trap; contexts of threads."""
import contextvars
import threading
from decimal import *

EDGE = [Decimal(x) for x in (0, "-0", 1, -1, "0.1", "-0.25", 2**32, 2**63, 2**64 - 1, 2**64, "1E19", "9.999E-19", "123456789.123456789", "1E+25", "NaN", "-Infinity")]
UNITS = [Decimal(x) for x in ("1", "0.01", "1E3", "1E-19", "1E+20", "0E-25", "NaN")]


def flags(c):
    return "".join(sorted(f.__name__[0] for f, on in c.flags.items() if on))


def attempt(f):
    c = getcontext()
    c.clear_flags()
    try:
        return "%s %s" % (f(), flags(c))
    except ArithmeticError as e:
        return "%s %s" % (type(e).__name__, flags(c))


def all_of(c):
    setcontext(c)
    lines = []
    for a in EDGE:
        for b in EDGE:
            lines.append(" | ".join([attempt(lambda: a + b), attempt(lambda: a - b), attempt(lambda: a * b)]))
        for u in UNITS:
            for mode in (ROUND_UP, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_05UP):
                lines.append(attempt(lambda: a.quantize(u, mode)))
    return lines


for c in (Context(prec=28), Context(prec=5, rounding=ROUND_CEILING), Context(prec=20, Emin=-3, Emax=9, clamp=1), Context(traps=[Inexact]), Context(traps=[Rounded, InvalidOperation])):
    lines = all_of(c)
    total = 7
    for line in lines:
        for ch in line:
            total = (total * 31 + ord(ch)) % 1000000007
    print(len(lines), total, lines[17], lines[40])


class Money(Decimal):
    def __add__(self, other):
        return Money(Decimal.__add__(self, other))

    def __radd__(self, other):
        return "radd"


setcontext(Context(prec=6))
print(type(Money("1.5") + Decimal(2)).__name__, Decimal(2) + Money("1.5"), Decimal(2) * Money("1.5"), Decimal(1) + True, 3 - Decimal("0.5"))
total = Decimal(0)
for i in range(200):
    total += Decimal(i) * Decimal("0.0123456")
print(total, hash(total) == hash(Decimal(total)), getcontext().prec)


def third():
    return Decimal(1) / 3 + Decimal("0.1234567891")


def in_context(prec):
    getcontext().prec = prec
    return third()


results = []
thread = threading.Thread(target=lambda: results.append((third(), in_context(4), third())))
thread.start()
print(third())
thread.join()
print(results, third())
print(contextvars.copy_context().run(in_context, 3), third())
with localcontext() as c:
    c.prec = 9
    print(third())
print(third())
