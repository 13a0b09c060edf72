"""hash and equality across numeric types; dict keys that are equal share a slot."""
from decimal import Decimal
from fractions import Fraction
groups = [(1, 1.0, True, 1 + 0j, Decimal(1), Fraction(1)), (0, 0.0, -0.0, False, 0j), (2**70, float(2**70), Fraction(2**70)), (-1, -1.0), (0.5, Fraction(1, 2), Decimal("0.5"))]
for g in groups:
    print(len(set(g)), len({hash(x) for x in g}), all(a == b for a in g for b in g), {g[0]: "first", g[-1]: "last"})
print(hash(10), hash(-1), hash(2**61 - 2), hash(2**61 - 1), hash(2**61), hash(1.5), hash(-2.25), hash(float("-inf")), hash(1j), hash(Fraction(1, 3)), hash(Decimal("1.5")), hash(True), hash(1e18), hash(2**300))
print(hash((1, 2)) == hash((1.0, 2.0)), hash(()) == hash(()), hash((1, (2, 3))) == hash((1, (2.0, 3))), hash(frozenset([1, 2])) == hash(frozenset([2.0, 1])), hash("a") == hash("a"), hash(b"a") == hash("a") or True, hash(None) == hash(None))
print(hash(()), hash((1,)), hash((1, 2)), hash((1, 2, 3)), hash(((),)), hash((0.5, -1)))
d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, d[1 + 0j], d[Decimal(1)], 1.0 in d, 2**64 in {2.0**64}, (1, 2.0) in {(1.0, 2)})
