"""The shortest digits of floats that read back: powers of two and their neighbours, halves, values of 15 to 17 digits."""
import math

for e in (-1074, -1073, -958, -957, -26, -25, -24, -14, -13, 0, 1, 52, 53, 54, 1023):
    print(e, 2.0 ** e, math.nextafter(2.0 ** e, 0), math.nextafter(2.0 ** e, math.inf))

wrong = 0
for e in range(-1074, 1024):
    for x in (2.0 ** e, math.nextafter(2.0 ** e, 0), 3.0 * 2.0 ** (e - 1), -1.1 * 2.0 ** e if e < 1023 else 0.0):
        wrong += float(repr(x)) != x
        wrong += len(repr(x).split("e")[0].replace("-", "").replace(".", "").strip("0")) > 17
print(wrong)

for k in range(1, 40):
    print(k * 0.37, k / 64, k / 7, k * 1e15 / 3, k + 0.5, k * 1e-4, (k + 0.125) * 1e10, k / 3e4)
print(sum(len(repr(k * 0.37)) + len(repr(k / 1024)) * 3 + len(repr(k / 7e3)) * 5 for k in range(20000)))
print(9007199254740991.0, 9007199254740992.0, 4503599627370495.5, 4503599627370496.5, 0.0001, 0.00010000000000000002, 123456789012345.6, 99999999999999.95, 0.3, 2.5, 1e15, 1e16)
