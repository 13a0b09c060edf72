"""Tuples, named tuples and classes derived from tuple against one another, item by item."""
import heapq
from collections import namedtuple
from itertools import product

Point = namedtuple("Point", "x y")


class Plain(tuple):
    pass


class Backwards(tuple):
    def __lt__(self, other):
        return tuple.__gt__(self, other)


class Sulky(tuple):
    def __eq__(self, other):
        return "asked"

    __hash__ = tuple.__hash__


class Loud:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        print("eq", self.value)
        return self.value == other.value

    def __lt__(self, other):
        print("lt", self.value)
        return self.value < other.value


nan = float("nan")
items = [(), (1,), (1, 2), (1, 2.0), (1, True), (1, 10 ** 30), (1, -10 ** 30), (1.5,), (1, "a"), (1, "b", 3), ("a", nan), ("a", nan, 1), ("a", 0.0),
         ("a", -0.0), ("", "\U0001f600"), ("", "\uffff"), (None, 1), ((1, 2), 3), ((1, 3), 2)]
kinds = [tuple, Plain, Backwards, Sulky]
counts = {}
for a, b in product(items, items):
    for left, right in product(kinds, kinds):
        p, q = left(a), right(b)
        row = []
        for op in ("<", "<=", "==", "!=", ">", ">="):
            try:
                row.append(eval("p " + op + " q"))
            except TypeError as e:
                row.append(str(e))
        row = tuple(row)
        counts[row] = counts.get(row, 0) + 1
for row, count in counts.items():
    print(row, count)

print((nan,) == (nan,), (nan,) < (nan,), (nan, 1) < (nan, 2))
print(Point(1, 2) < Point(1, 3), Point(1, 2) == (1, 2), (1, 2) >= Point(1, 3), Point("a", 1) < Point("b", 0))
try:
    print(Point(1, 2) < Point("a", 2))
except TypeError as e:
    print(e)
print((1, Loud(1), 5) < (1, Loud(2), 4), (1, Loud(1), 5) < (1, Loud(1), 4), (1, Loud(1)) == (2, Loud(1)))

heap = []
for i in range(60):
    heapq.heappush(heap, Point(i * 37 % 11, "n%d" % (i * 7 % 13)))
print([tuple(heapq.heappop(heap)) for _ in range(60)])
heap = [Backwards((i * 5 % 7, i)) for i in range(20)]
heapq.heapify(heap)
print([tuple(heapq.heappop(heap)) for _ in range(20)])
print(sorted([Point(2, "b"), (2, "a"), Plain((1, "z")), Point(2, "a")]))

# A class that gets a comparison later.
print(Plain((1, 2)) < Plain((2, 1)))
Plain.__lt__ = lambda self, other: "mine"
print(Plain((1, 2)) < Plain((2, 1)), (1, 2) > Plain((2, 1)), Plain((3,)) > (1,))
del Plain.__lt__
print(Plain((1, 2)) < Plain((2, 1)))
