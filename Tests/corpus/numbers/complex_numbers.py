"""complex: arithmetic, repr, parsing, functions, errors."""
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** 0.5, -a, +a, abs(a), a.conjugate(), a.real, a.imag)
print(a == 3 + 4j, a != b, a == 3, (3 + 0j) == 3, hash(3 + 0j) == hash(3), bool(0j), bool(1j))
print(repr(1j), repr(-1j), repr(0j), repr(complex(-0.0, 1)), repr(complex(1, -0.0)), repr(1e20 + 1e-20j), 5 - 0j)
print(complex("1+2j"), complex(" -j "), complex("3"), complex("(1-1j)"), complex(2), complex(1, 2), complex(1j, 1j), complex("nan+infj"))
print(f"{1+2j:.2f}", f"{3.14159j:10.3f}|", f"{1+1j}", "%s" % (2j,))
for f in (lambda: a / 0, lambda: a < b, lambda: complex("1+"), lambda: complex("1 + 2j"), lambda: int(a), lambda: a % 2, lambda: a // 2,
          lambda: complex("1", 2), lambda: complex(1, "2"), lambda: 0j ** -1, lambda: float(1j), lambda: complex([])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import cmath
print(cmath.sqrt(-4), cmath.polar(1j)[0], cmath.isnan(complex("nan")), cmath.rect(1, 0))
