"""copy and pickle: shallow, deep, protocols, recursion, reduce, errors."""
import copy, pickle
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __repr__(self): return f"P({self.x})"
class R:
    def __init__(self, *a): self.a = a
    def __reduce__(self): return (R, self.a, {"extra": 1})
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
class D(dict):
    pass
l = [1, [2, 3], {"k": [4]}]
a, b = copy.copy(l), copy.deepcopy(l)
l[1].append("new")
print(a, b, copy.copy(P([1])).x, copy.deepcopy(P([1])))
r = [1]
r.append(r)
c = copy.deepcopy(r)
print(c[1] is c, copy.copy((1, 2)), copy.deepcopy({1: {2: (3, [4])}}), copy.copy({1}), copy.deepcopy(P(P(1))).x)
for proto in range(6):
    v = {"i": 1, "big": 2**100, "f": 1.5, "s": "é", "b": b"x", "l": [1, (2,), {3}], "n": None, "t": True, "p": P([1]), "fs": frozenset([1]), "c": 1 + 2j, "r": range(3), "e": ValueError("v"), "ty": int, "fn": len, "ba": bytearray(b"z"), "el": ...}
    w = pickle.loads(pickle.dumps(v, proto))
    print(proto, {k: w[k] for k in w if k != "e"} == {k: v[k] for k in v if k != "e"}, repr(w["e"]), w["fn"] is len)
r2 = pickle.loads(pickle.dumps(r))
q = pickle.loads(pickle.dumps(R(1, 2)))
s = pickle.loads(pickle.dumps(S()))
d = D(a=1)
d.attr = 2
d2 = pickle.loads(pickle.dumps(d))
print(r2[1] is r2, q.a, q.extra, s.a, hasattr(s, "b"), d2, d2.attr, type(d2).__name__, pickle.dumps([1, "a"], 0), pickle.dumps(None), pickle.loads(b"I5\n."), pickle.dumps([1, 2, "x"], 4))
shared = [1]
x, y = pickle.loads(pickle.dumps((shared, shared)))
print(x is y)
for f in (lambda: pickle.dumps(lambda: 1), lambda: pickle.loads(b""), lambda: pickle.loads(b"garbage"), lambda: pickle.dumps((i for i in [])), lambda: pickle.loads(b"cnope\nX\n."), lambda: copy.copy(5), lambda: pickle.dumps(1, 99)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0].split("<function")[0])
