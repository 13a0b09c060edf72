"""set and frozenset: algebra, methods, comparison, mutation, errors."""
def show(s):
    return sorted(s, key=str)
a, b = {1, 2, 3}, {3, 4}
print(show(a | b), show(a & b), show(a - b), show(a ^ b), a <= a, a < a, {1} < a, a > {1, 2}, a.isdisjoint({9}), a == {3, 2, 1}, set() == frozenset())
print(show(a.union([5], "x")), show(a.intersection([1, 2], {2})), show(a.difference([1])), show(a.symmetric_difference([1, 9])), a.issubset(range(9)), a.issuperset([]))
c = set(a); c.add(9); c.add(9); c.discard(1); c.discard(77); c.remove(2); c.update([5, 6], (7,)); c |= {8}; c -= {9}; c &= {3, 5, 6, 7}; c ^= {3, 100}
print(show(c), len(c), 5 in c, [] == [], c.copy() == c, bool(set()), set("aab") == {"a", "b"})
c.intersection_update([5]); print(c, c.pop(), c, c.clear(), set())
f = frozenset([1, 2])
print(f, f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, {f: 1}[frozenset([2, 1])], hash(f) == hash(frozenset([2, 1])), f.copy() is f, frozenset(), {frozenset([1]), frozenset([1])})
print(frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])}, {1, 1.0, True}, {x % 3 for x in range(10)} == {0, 1, 2}, {*[1], *(1,)})
for g in (lambda: {[]}, lambda: {1}.remove(5), lambda: set().pop(), lambda: {1} | [1], lambda: {1} < [1], lambda: hash({1}), lambda: f.add(1), lambda: {1} + {2}, lambda: set(5), lambda: {1}[0], lambda: {1}.union(5), lambda: set(1, 2), lambda: {1}.add(), lambda: {1} & 5, lambda: {1}.add([])):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
class S(set):
    pass
print(S([1]), type(S() | {1}).__name__, S([1]) == {1}, repr(S()))
