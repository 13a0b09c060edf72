"""Decimal under many contexts: results, flags, signals, formats, conversions."""
import decimal
from decimal import Context, Decimal, localcontext
from fractions import Fraction

NUMBERS = [Decimal(s) for s in ("0", "-0", "1", "-2.50", "123456789.123456789", "9.99E+20", "1E-30", "-7E+3", "5", "0.05", "Infinity", "-Infinity", "NaN12")]
ROUNDINGS = ("ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP")
CONTEXTS = [Context(prec=p, rounding=r, Emin=-30, Emax=30, clamp=p & 1, traps=[]) for p, r in zip((1, 3, 9, 28, 2, 7, 16, 5), ROUNDINGS)]
UNARY = "abs minus plus next_minus next_plus normalize to_integral_exact sqrt logb number_class to_eng_string".split()
BINARY = "add subtract multiply divide divide_int remainder remainder_near compare max min_mag quantize compare_total copy_sign scaleb".split()
for c in CONTEXTS:
    for a in NUMBERS:
        c.clear_flags()
        print(c.prec, a, [str(getattr(c, op)(a)) for op in UNARY], [f.__name__ for f, on in c.flags.items() if on])
        for b in NUMBERS[1::4]:
            c.clear_flags()
            print(a, b, *[getattr(c, op)(a, b) for op in BINARY], [f.__name__ for f, on in c.flags.items() if on])
for n in ("2", "0.5", "10", "1.0001", "123.456"):
    d = Decimal(n)
    print(d.exp(), d.ln(), d.log10(), d ** 5, d ** -3, d ** Decimal("0.5"), d.sqrt())
for spec in ("", "f", ".2f", "e", ".3e", "g", ".3g", "%", "10", "<10", "^10", "=+10", "010", ",", "020,.2f", "z.1f", "#.0f", "n"):
    print(spec, [format(d, spec) for d in NUMBERS])
for text in ("abc", " 1_000 ", "1e", ".", "+.5e-3", "sNaN3", "1e9999999999999999999", "\u0661\u0662"):
    try:
        print(repr(Decimal(text)))
    except decimal.InvalidOperation as e:
        print(text, e)
for f in (lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal(1) + 1.5, lambda: Decimal("sNaN") < 1, lambda: hash(Decimal("sNaN")),
          lambda: Context(prec=0), lambda: Context(rounding="x"), lambda: int(Decimal("nan")), lambda: round(Decimal("inf")), lambda: format(Decimal(1), "zz")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
with localcontext(prec=5) as c:
    print(Decimal(1) / 3, c)
print(Decimal("0.5") == Fraction(1, 2), Decimal(1) == 1 + 0j, hash(Decimal("2.50")) == hash(2.5), Decimal("1.10").as_tuple(), Decimal("-3.25").as_integer_ratio())
