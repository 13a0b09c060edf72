"""sort and sorted: stability, key, reverse, errors, comparisons counted."""
words = ["banana", "Apple", "cherry", "apple", "Banana", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs, key=lambda p: -p[0]))
print(sorted([3, 1.5, True, -2]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted("hello"), sorted({3: 1, 1: 2}), sorted([[2], [1, 5], [1]]))
class C:
    compared = 0
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        C.compared += 1
        return self.v < other.v
    def __repr__(self):
        return f"C{self.v}"
print(sorted([C(i * 7 % 10) for i in range(10)]), C.compared, max([C(3), C(5), C(1)], key=lambda c: c.v), min(C(3), C(2)))
C.compared = 0
sorted([C(i) for i in range(100)])
print(C.compared)
a = [3, 2, 1]
print(a.sort(), a)
for f in (lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted(5), lambda: sorted([1], 2), lambda: sorted([1], key=5), lambda: sorted([1, 2], key=lambda a, b: 0), lambda: sorted([1j, 2j]), lambda: min([]), lambda: max(5), lambda: min(), lambda: max([], default="none")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
b = [1, 2, 3]
def bad(x):
    b.append(x)
    return x
try:
    b.sort(key=bad)
except ValueError as e:
    print(e, b)
seed = 1
values = []
for _ in range(3000):
    seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
    values.append(seed % 1000)
s = sorted(enumerate(values), key=lambda p: p[1])
assert all(x[1] < y[1] or (x[1] == y[1] and x[0] < y[0]) for x, y in zip(s, s[1:]))
print(s[:3], [x for x in sorted(values, reverse=True)[:5]], sorted(values + [0.5])[:3])
