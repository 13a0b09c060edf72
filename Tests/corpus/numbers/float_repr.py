"""float repr, str and rounding to shortest."""
for x in (0.0, -0.0, 1.0, 0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308,
          2.5, 100.0, 1e100, 3.14, 9007199254740993.0, 0.1 + 0.2, 1e16 - 1, float("inf"), float("-inf"), float("nan")):
    print(repr(x), str(x), [x])
print(1e308 * 10, -1e308 * 10, 1e-320, 2.2250738585072014e-308)
for n in range(-3, 18, 3):
    print(round(1234567.891011121314, n), end=" ")
print()
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1e300), round(-1.5), round(0.125, 2), round(5.5, 0))
print((0.1).hex(), (-1.5).hex(), (0.0).hex(), float.fromhex("0x1.8p1"), float.fromhex("-0x1p-1074"), float.fromhex("inf"))
print((0.75).as_integer_ratio(), (1e20).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer())
print(hash(0.5), hash(1e300), hash(float("inf")), hash(-0.0), hash(1.5) == hash(1.5), hash(3.0) == hash(3))
