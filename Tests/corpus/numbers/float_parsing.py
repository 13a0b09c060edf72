"""float() of strings and its errors."""
for s in ("1", " 1.5 ", "-.5", "5.", "1e3", "1E-3", "1_000.5", "inf", "-Infinity", "NaN", "+nan", "1e400", "1e-400", "0x1", "",
          "1__0", "_1", "1_", ".", "e5", "1e", "1 2", "１２.5", "--1", "infin", "1,5", "\t3\n", "1_e5", "1e1_0"):
    try:
        print(repr(s), float(s))
    except ValueError as e:
        print(type(e).__name__, e)
for v in (None, [], 1j, b"2.5", bytearray(b"1e2"), True, 10**400):
    try:
        print(float(v))
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
class F:
    def __float__(self):
        return 2.25
class I:
    def __index__(self):
        return 3
class B:
    def __float__(self):
        return 1
print(float(F()), float(I()))
try:
    float(B())
except TypeError as e:
    print(e)
