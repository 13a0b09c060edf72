# keys of every kind, some with __eq__ written in Python that change what surrounds them
class Eq:
    log = 0
    def __init__(self, h, v=None): self.h = h; self.v = v
    def __hash__(self): return self.h
    def __eq__(self, other):
        Eq.log += 1
        state["n"] += 1
        box.value += 1
        return self.v is not None and self.v == other
class Box:
    def __init__(self): self.value = 0
class Plain: pass
class Ident:
    def __eq__(self, o): return False
    __hash__ = object.__hash__
box = Box(); state = {"n": 0}
keys = [1, 2, "a", "b", 1.5, 2.0, True, None, b"x", (1, 2), ("a", 1), (1, (2, "z")), int, str, Plain, 10**30, (None, 1.5), frozenset({1}), (2.0, 1), float("nan")]
p1, p2, i1 = Plain(), Plain(), Ident()
keys += [p1, p2, i1, (p1, 1)]
def sets(ks, s):
    out = []
    for k in ks:
        before = box.value
        s.add(k)
        out.append((len(s), k in s, box.value > before))
    for k in ks[::2]:
        before = box.value
        s.discard(k)
        out.append((len(s), k in s, box.value > before))
    for k in ks[1::2]:
        try: s.remove(k)
        except KeyError: out.append("missing")
        out.append(len(s))
    return out
def dicts(ks, d):
    out = []
    for k in ks:
        before = box.value
        d[k] = d.get(k, 0) + 1
        d.setdefault(k, []) 
        out.append((len(d), k in d, d[k], box.value > before))
    for k in ks[::2]:
        before = box.value
        out.append((d.pop(k) if k in d else "gone", len(d), k in d, box.value > before))
    for k in ks[1::2]:
        try: del d[k]
        except KeyError: out.append("missing")
        out.append(len(d))
    return out
for rounds in range(6):
    e = [Eq(hash(k), k) for k in keys[:6]] + [Eq(hash("a")), Eq(1)]
    for s in (set(), set(e[-2:]), set(e)):
        r = sets(keys, set(s)); print(r if rounds in (0, 5) else len(r))
    for d in ({}, dict.fromkeys(e[-2:], 0), dict.fromkeys(e, 0)):
        r = dicts(keys, dict(d)); print(r if rounds in (0, 5) else len(r))
    print({k: 1 for k in e[:6] + [1, 2, "a"]} == {}, len({k for k in e[:6] + [1, 2, "a", 2.0]}), Eq.log == box.value == state["n"])
def lit(a, b, c):
    d = {a: 1, b: 2, c: 3}; s = {a, b, c}
    return len(d), len(s)
for i in range(8): print(lit(Eq(1, 1), 1, "x"), lit(1, Eq(1, 1), 1))
def member(t, items):
    n = 0
    for x in items:
        if x in t: n += 1
        if x in (1, "two", None): n += 10
        if x in ("+", "-", "*"): n += 100
    return n
for i in range(6):
    print(member((1, 2, "a", None), [1, "a", None, 3, "q", "two", "+"]), member((Eq(1, 1), "a"), [1, "a", 1.0, True]), member((1.0, True, 2), [1, 2, "x", 1.0]))
def unhash(d, s, k):
    out = 0
    for i in range(4):
        try: d[k] = 1
        except TypeError as e: out += 1
        try: s.add(k)
        except TypeError as e: out += 1
        try: d.get(k)
        except TypeError as e: out += 1
        try: k in s
        except TypeError as e: out += 1; m = str(e)
    return out, m
for i in range(3): print(unhash({}, set(), (1, [2])), unhash({}, set(), (1, {})))


class Sub(str):
    pass


class Like:
    def __init__(self, s): self.s = s
    def __hash__(self): return hash(self.s)
    def __eq__(self, o): return self.s == o


def heirs(d, s):
    out = []
    for k in (Sub("abc"), Like("abc"), Sub("zz"), Like(2.5), Like((1, 2))):
        out.append((k in d, k in s, d.get(k)))
        d[k] = 5
        s.add(k)
        out.append((len(d), len(s)))
    return out


def chain(n):
    d = {"k": None}
    for i in range(n): d = {"k": d, "n": i} if i % 3 else {"k": d}
    n = 0
    while d is not None:
        d = d.pop("k")
        n += 1
    return n


for i in range(6):
    print(heirs({"abc": 1, 2.5: 2, (1, 2): 3}, {"abc", 2.5, (1, 2)}), chain(9))
