"""The math module's functions on floats."""
import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
for name in ("sin", "cos", "tan", "atan", "sinh", "exp", "log1p", "sqrt", "cbrt", "erf", "gamma", "lgamma", "expm1", "degrees"):
    print(name, "%.10g" % getattr(math, name)(0.7))
print(math.log(8, 2), math.log2(8), math.log10(1000), math.log(10**400) > 921, math.pow(2, 0.5), math.hypot(3, 4), math.hypot(1, 2, 2))
print(math.atan2(1, -1), math.copysign(3, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-2.25), math.frexp(10.0), math.ldexp(0.5, 4))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2))
print(math.fsum([0.1] * 10), math.dist((0, 0), (3, 4)), math.sumprod([1, 2], [3, 4]), math.nextafter(1.0, 2.0), math.ulp(1.0))
print(math.fma(2.0, 3.0, 4.0), math.radians(180), math.trunc(2.7), math.floor(-0.5), math.ceil(0.2))
for f in (lambda: math.sqrt("a"), lambda: math.floor("x"), lambda: math.log(-1), lambda: math.ldexp(1.0, 5000), lambda: math.hypot("1"), lambda: math.sin()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
