"""float arithmetic: division, modulo, infinities, NaN, comparisons with ints."""
inf, nan = float("inf"), float("nan")
for a in (7.5, -7.5, 0.0, inf):
    for b in (2.0, -2.0, 0.5, 3):
        print(a, b, a + b, a - b, a * b, a / b, a // b, a % b)
print(divmod(-7.5, 2), divmod(7.5, -2), 5.0 % inf, -5.0 % inf, 5 // inf, -5 // inf, -0.0 % 3, 0.0 / -3)
print(2.0 ** 0.5, (-8) ** (1 / 3), 0.0 ** 0, inf ** 0, (-2.0) ** 3, 2.0 ** -1074, 10.0 ** 308, 4 ** 0.5, 1 ** nan)
print(nan == nan, nan != nan, nan < 1, inf > 10**400, -inf < -10**400, [nan] == [nan], nan in [nan], inf - inf, inf * 0)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0 ** -1, lambda: 10.0 ** 309, lambda: divmod(1.0, 0),
          lambda: int(inf), lambda: int(nan), lambda: 1 / 0, lambda: inf.as_integer_ratio(), lambda: round(nan)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(1 < 1.5, 2**53 + 1 > 2.0**53, 1.0 == True, 0.1 + 0.2 == 0.3, max(1, 1.0), min(2.0, 2), sum([0.1] * 10), sum([1, 2.5, 3]))
print(int(3.7), int(-3.7), int(1e20), float(7), float(10**22), 7.0.__floor__(), (-7.5).__ceil__(), 3.9.__trunc__())
