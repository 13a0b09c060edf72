"""in, ==, is and identity shortcuts over containers; __contains__ and __eq__ protocols."""
class Never:
    def __eq__(self, other):
        return False
    def __hash__(self):
        return 0
n = Never()
print(n == n, n in [n], [n] == [n], n in (1, n), (n,) == (n,), n in {n}, {n: 1} == {n: 1}, [n].index(n), [n].count(n))
class Always:
    def __eq__(self, other):
        return True
a = Always()
print(a in [], 5 in [a], a in [1], [a] == [7], a != 1, (1, a) == (1, 2))
class Box:
    def __contains__(self, item):
        return "yes" if item > 3 else []
print(5 in Box(), 1 in Box(), 1 not in Box())
class NotImp:
    def __eq__(self, other):
        return NotImplemented
x, y = NotImp(), NotImp()
print(x == y, x == x, x != y, x == 1, 1 == x, x.__eq__(y))
print(None == 0, None is None, [] is [], () == [], "" == b"", 1 == "1", {} == [], float("nan") in [float("nan")], not 1 in [2], 1 not in [2] == True)
print([1, [2, [3]]] == [1, [2, [3]]], {"a": [1]} == {"a": [1]}, {1: {2: {3}}} == {1: {2: {3}}}, [1, 2] != [1, 2], (1, 2) == [1, 2], {1, 2} == frozenset([1, 2]), b"a" == bytearray(b"a"), 1.0 in {1}, "a" in {"a": 1})
