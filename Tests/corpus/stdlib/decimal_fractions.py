"""decimal and fractions: arithmetic, contexts, formatting, errors."""
from decimal import *
from fractions import Fraction
D = Decimal
print(D("1.10") + D("2.2"), D(1) / D(3), D("0.1") * 3, D("1e3"), D("-0"), D("NaN"), D("Infinity"), D(0.1), D("1.23456789") * D("9.87654321"), D(7) // 2, D(-7) // 2, D(-7) % 3, divmod(D("7.5"), 2), D(2) ** 10, D(2) ** D("0.5"), -D(5), abs(D("-1.5")))
print(D("2.675").quantize(D("0.01")), D("2.665").quantize(D(".01"), ROUND_HALF_EVEN), D("1.55").quantize(D("0.1"), ROUND_DOWN), round(D("2.5")), round(D("2.675"), 2), D("1.200").normalize(), D("123.45").as_tuple(), D("1E+5").to_integral_value(), D("123").adjusted(), D("2").sqrt(), D("10").ln(), D("1").exp(), D("100").log10())
print(D("1.0") == D("1"), D("1.0") == 1.0, D("0.1") == 0.1, D(1) < 2, hash(D("1.0")) == hash(1), max(D(1), D(3)), sorted([D("2.5"), D(1)]), D("1.10"), str(D("1E-10")), D("0.000001"), D("1e-7"), f"{D('1234567.891'):,.2f} {D('0.5'):%} {D('1e10'):f} {D(5):>6} {D('1.5'):.3e}", int(D("3.9")), float(D("0.25")), D("0.75").as_integer_ratio(), D.from_float(0.5), D((1, (1, 2), -1)))
with localcontext() as c:
    c.prec = 5
    print(D(1) / 7, D("123456") + 1, c.prec)
    c.traps[DivisionByZero] = False
    print(D(1) / 0, -D(1) / 0)
    c.rounding = ROUND_UP
    print(D(1) / 3)
print(getcontext().prec, D("sNaN").is_nan(), D("1e400") * 2, D(1).compare(D(2)), D("1.5").copy_negate(), D("12.3").scaleb(2), D("-3").is_signed())
for f in (lambda: D(1) / 0, lambda: D("abc"), lambda: D(0) / 0, lambda: D("NaN") < 1, lambda: D(1) + 1.5, lambda: D(-1).sqrt(), lambda: D("1e999999") * D("1e999999"), lambda: int(D("NaN")), lambda: D([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(Fraction(3, 6), Fraction("0.25"), Fraction(0.5), Fraction("3/4") + 1, Fraction(1, 3) * Fraction(3, 2), Fraction(1, 3) / 2, Fraction(7, 2) // 1, Fraction(-7, 2) % 2, Fraction(2, 3) ** 2, Fraction(2, 3) ** -1, Fraction(1, 2) + 0.5, repr(Fraction(-1, 2)), Fraction(1, 3) < 0.5, round(Fraction(7, 2)), float(Fraction(1, 4)), Fraction(3.14159).limit_denominator(100), hash(Fraction(1)) == hash(1), Fraction(5).numerator, f"{Fraction(1, 3):.3f}")
try:
    Fraction(1, 0)
except ZeroDivisionError as e:
    print(e)
