"""User containers: __getitem__, __setitem__, __delitem__, __len__, __contains__, __iter__, __reversed__, __missing__, __length_hint__."""
class Grid:
    def __init__(self): self.d = {}
    def __getitem__(self, k): print("get", k); return self.d[k]
    def __setitem__(self, k, v): print("set", k, v); self.d[k] = v
    def __delitem__(self, k): print("del", k); del self.d[k]
    def __len__(self): return len(self.d)
    def __contains__(self, k): return k in self.d
    def __iter__(self): return iter(sorted(self.d))
    def __reversed__(self): return iter(["r"])
    def __call__(self, *a, **k): return a, k
    def __bool__(self): return False
g = Grid()
g[1, 2] = "a"
g[3] = 5
g[3] += 1
print(len(g), 3 in g, bool(g), g(1, k=2), list(reversed(g)), callable(g))
del g[1, 2]
g[1:2] = "s"
print(g[1:2], sorted(map(str, g.d)))
class It:
    def __iter__(self):
        yield from (3, 1, 2)
print(sorted(It()), 1 in It(), list(It()), max(It()), *It(), sum(It()), tuple(zip(It(), It())))
a, *b = It()
print(a, b, [x for x in It() if x > 1], dict.fromkeys(It()), set(It()) == {1, 2, 3}, "".join(str(x) for x in It()))
class Hint:
    def __init__(self): self.n = 3
    def __iter__(self): return self
    def __next__(self):
        if not self.n: raise StopIteration
        self.n -= 1
        return self.n
    def __length_hint__(self): return "bad"
try:
    print(list(Hint()))
except TypeError as e:
    print(e)
class Old:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
print(list(Old()))
class BadLen:
    def __len__(self): return "x"
class BigLen:
    def __len__(self): return 2**100
class NoContains: pass
for f in (lambda: len(BadLen()), lambda: len(BigLen()), lambda: 1 in NoContains(), lambda: NoContains()[0], lambda: NoContains().__setitem__(0, 1), lambda: list(NoContains()), lambda: exec("NoContains()[0] = 1"), lambda: exec("del NoContains()[0]"), lambda: NoContains()(), lambda: len(NoContains()), lambda: reversed(NoContains())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
