import copy
class N:
    def __init__(self, a): self.a = a; self.kids = []; self.up = None; self.t = {a, "x"}
class S:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
class P(N):
    @property
    def __dict__(self): return {"fake": 1}
def ids(xs):
    seen = {}
    for x in xs:
        seen[id(x)] = x
    return len(seen), all(seen[id(x)] is x for x in xs)
xs = [N(1), N(2), [], [1], {}, {1: 2}, set(), {1}, (1,), (1,), "a", "b", None, True, 1, 2, 3, -1, 10**30, 1.5, 2**60, -2**59, 2**59, S(1, 2), int, len, ids, b"q"]
for i in range(6): print(ids(xs))
def attrs(xs):
    out = []
    for x in xs:
        d = x.__dict__
        d["z"] = 1
        d.update({"w": 2})
        out.append((sorted(map(str, d)), getattr(x, "z", None), x.a))
        x.q = 5
        out.append((len(d), x.__dict__ is d, x.q))
    return out
for i in range(6):
    r = attrs([N(i) for _ in range(4)]); print(r[:2])
    print([p.__dict__ for p in (P(1), P(2))])
class D(dict): pass
for i in range(5):
    n = N(3); n.__dict__ = D(a=1); print(type(n.__dict__).__name__, n.__dict__, n.a)
def rec(xs):
    out = []
    for x in xs:
        r = x.__reduce_ex__(4)
        out.append((r[0].__name__, len(r)))
    return out
for i in range(5): print(rec([N(1), S(1, 2), {1}, N(2), N, {3}, S(2, 3)][:4] + [S(1, 1)]))
def spread(fs, n):
    out = []
    for f in fs:
        out.append(f(*(k * 2 for k in range(n))))
    return out
def add3(a, b, c): return a + b + c
for i in range(6): print(spread([add3, max, min, lambda *a: a], 3))
def bad(f, n):
    try: return f(*(k // (k - 1) for k in range(n)))
    except Exception as e: return type(e).__name__, str(e)
for i in range(6): print(bad(add3, 3), bad(add3, 1), bad(max, 1))
t = {"n": [N("a"), S(1, [2]), (1, [2]), {"k": {1, 2}}], "same": None}; t["same"] = t["n"]
for i in range(8):
    u = copy.deepcopy(t); print(u["same"] is u["n"], u["n"][0].t == t["n"][0].t, u["n"][1].y, u["n"][2], u["n"][3]); t = u
