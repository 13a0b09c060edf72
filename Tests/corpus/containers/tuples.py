"""tuple: construction, operators, comparison, hashing, immutability."""
t = (1, "a", 2.5)
print(t, (), (1,), 1, tuple([1, 2]), tuple("ab"), tuple(), t + (4,), t * 2, t[0], t[-1], t[1:], t[::-1], len(t), "a" in t, t.index("a"), t.count(1))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), () < (0,), (1, 2) == (1.0, 2.0), (1, "a") != (1, "b"), hash((1, 2)) == hash((1, 2)), {(1, 2): "x"}[1, 2])
a, b = b, a = 1, 2
print(a, b, (a, b), (lambda *x: x)(1, 2), (yield_ := (1, 2)), *t)
for f in (lambda: t[5], lambda: t.__setitem__(0, 1), lambda: t + [1], lambda: t.index(9), lambda: t < 5, lambda: (1, "a") < (1, 2), lambda: hash(([],)), lambda: tuple(5), lambda: t["a"], lambda: exec("t[0] = 1"), lambda: exec("del t[0]"), lambda: t.x):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
t2 = ([1],)
try:
    t2[0] += [2]
except TypeError as e:
    print(e, t2)
class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)
    def total(self):
        return sum(self)
x = T(1, 2, 3)
print(x, x.total(), x == (1, 2, 3), x + (4,), type(x + (4,)).__name__, type(x[:]).__name__, isinstance(x, tuple), hash(x) == hash((1, 2, 3)))
