"""Big integers: all operations over sizes around the limb boundaries."""
values = [2**n + d for n in (30, 31, 62, 63, 64, 65, 127, 200) for d in (-1, 0, 1)]
total = 0
for a in values:
    for b in values[::3] + [-3, 10**9, -10**25]:
        q, r = divmod(a, b)
        assert q * b + r == a and (r == 0 or (r < 0) == (b < 0)), (a, b)
        total = (total * 31 + q + r * 7 + (a & b) * 3 + (a | -b) + (a ^ b) + (a >> 17) + (a << 5)) % (10**30 + 57)
print(total)
print(-(10**30) // 7, -(10**30) % 7, 10**30 // -7, 10**30 % -7, (10**30) & -(10**20), ~(2**100))
print(3**200)
print((3**200) % (10**20), pow(3, 10**20, 10**18 + 9), pow(7, -1, 10**20 + 39))
f = 1
for i in range(1, 60):
    f *= i
print(f, len(str(f)), f.bit_length(), f % 2**64)
print(int("9" * 60) + 1, str(10**50 - 1), hex(10**30), int("-" + "1234567890" * 5))
print(10**25 / 10**5, 10**25 / 3, (10**400) // (10**398), 10**300 / 10**299)
for op in (lambda: 10**400 / 3.0, lambda: float(10**400), lambda: 10**400 / 1, lambda: 1 << -1, lambda: 5 // 0, lambda: 10**30 % 0):
    try:
        print(op())
    except Exception as e:
        print(type(e).__name__, e)
print(hash(2**61 - 1), hash(2**61), hash(-1), hash(-2), hash(10**40), hash(-(10**40)))
print(2**64 == float(2**64), 2**64 < 1e20, 10**22 == 1e22, 10**23 == 1e23, -10**400 < float("-inf"))
