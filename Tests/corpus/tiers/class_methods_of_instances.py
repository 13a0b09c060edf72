"""Class methods and static methods that are called on instances, hot: of plain classes, of heirs of built-in ones, and of those that change."""
from collections import namedtuple


def made(limit):
    class Local(tuple):
        @classmethod
        def of(cls, items, more=0):
            if len(items) > limit:
                raise ValueError("%s takes %d" % (cls.__name__, limit))
            return cls(tuple(items) + (more,))

        @staticmethod
        def twice(x):
            return 2 * x

        def grown(self):
            return self.of(self[:limit - 1], self.twice(self[0]))

    return Local


class Plain:
    def __init__(self, n):
        self.n = n

    @classmethod
    def of(cls, n):
        return cls.__name__, n

    def call(self):
        return self.of(self.n)


class Heir(Plain):
    @classmethod
    def of(cls, n):
        return super().of(n + 1000)


Point = namedtuple("Point", "x y name")


class Named(Point):
    pass


def replace(points):
    out = []
    for p in points:
        out.append(p._replace(x=p.x + 1, name="n"))
    return out


A, B = made(3), made(2)
for cls in (A, B):
    t = cls((1, 2, 3))
    for _ in range(20):
        t = t.grown()
    print(cls.__name__, t, type(t) is cls)
try:
    for n in range(9):
        B((1, 2)).of(range(n))
except ValueError as e:
    print(e)
try:
    for n in range(9):
        Plain(1).of(*range(n // 8 + 1))
except TypeError as e:
    print(e)
objects = [Plain(1), Heir(2), Plain(3)]
for o in objects * 5:
    print(o.call(), end=" ")
print()
objects[0].of = lambda n: ("own", n)
print([o.call() for o in objects for _ in range(4)])
Plain.of = classmethod(lambda cls, n: ("changed", cls.__name__, n))
print([o.call() for o in objects for _ in range(4)])
print(replace([Point(i, 2, "a") for i in range(12)])[-1], replace([Named(i, 2, "b") for i in range(12)])[-1])
print(type(replace([Named(1, 2, "b")])[0]).__name__, Point._make(range(3)), tuple(map(max, range(9), [3] * 9)), tuple(map(abs, range(-12, 0))))
for bad in ({"z": 1}, {"x": 1, "q": 2}):
    try:
        Point(1, 2, "c")._replace(**bad)
    except TypeError as e:
        print(e)
try:
    tuple(map(lambda a, b: a // b, [1, 2, 3], [1, 1, 0]))
except ZeroDivisionError as e:
    print(e)
