from collections import OrderedDict, defaultdict
class D(dict):
    def __iter__(self): return iter("zy")
class S(set):
    def __iter__(self): return iter("zy")
d = {k: 1 for k in (3, "a", None, 2.5, (1, 2))}
del d["a"]
o = OrderedDict(a=1, b=2); o.move_to_end("a")
for x in (d, {}, D(a=1), S("ab"), {1}, frozenset({2}), set(), o, defaultdict(int, q=1), vars(type("T", (), {"u": 1})()), {5, 6, 7} - {6}):
    print(sorted(map(str, sorted(x, key=str))), len(list(x)), len(tuple(x)), len([*x]), len((lambda *a: a)(*x)))
print(sorted(D(a=1)), sorted(S("ab")), sorted(o), list(o), tuple(d), sorted({3: 0, 1: 0, 2: 0}))
class I:
    pass
i = I(); i.b = 1; i.a = 2
print(sorted(i.__dict__), list(i.__dict__), sorted(globals())[-2:])
