"""math functions over integers."""
import math
print([math.isqrt(n) for n in (0, 1, 15, 16, 17, 10**40, 2**127 - 1)])
print(math.gcd(), math.gcd(12, 18), math.gcd(-12, 0, 8), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.gcd(10**30, 6**40))
print(math.factorial(25), math.comb(40, 20), math.perm(10, 3), math.perm(5), math.comb(3, 5))
print(math.prod([1, 2, 3, 4]), math.prod([], start=7), math.prod([2.0, 3]))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(10**30), math.ceil(1e20))
for f in (lambda: math.factorial(-1), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.sqrt(-1), lambda: math.log(0),
          lambda: math.factorial(2.0), lambda: math.gcd(1.5), lambda: math.exp(1000), lambda: math.fmod(1, 0), lambda: math.acos(2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
