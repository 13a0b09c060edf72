"""Classes changed while instances and loops use them: methods replaced, attributes moved, __class__ assigned, globals rebound."""
class A:
    def f(self): return "A.f"
class B:
    def f(self): return "B.f"
a = A()
out = []
for i in range(6):
    if i == 1: A.f = lambda self: "patched"
    if i == 2: a.f = lambda: "instance"
    if i == 3: del a.f
    if i == 4: a.__class__ = B
    if i == 5: del A.f
    out.append(a.f())
print(out)
def g(): return 1
total = []
for i in range(4):
    if i == 2:
        def g(): return 2
    total.append(g())
print(total)
class P:
    x = "class"
p = P()
seen = []
for i in range(5):
    if i == 1: p.x = "instance"
    if i == 2: P.x = property(lambda s: "property")
    if i == 3: P.x = "class again"
    if i == 4: del p.__dict__["x"]
    seen.append(p.x)
print(seen)
import builtins
old = builtins.len
r = []
for i in range(4):
    if i == 1: len = lambda x: "global"
    if i == 2: del len
    if i == 3: builtins.len = lambda x: "builtin"
    r.append(len("abc"))
builtins.len = old
print(r, len("abc"))
class M: pass
m = M()
for name in ("b", "a", "c"): setattr(m, name, name)
del m.a
m.a = "again"
print(m.__dict__, list(vars(m)))
m.__dict__ = {"replaced": 1}
m.more = 2
print(m.__dict__, m.replaced, hasattr(m, "b"))
m.__dict__.update(z=3); m.__dict__["more"] = 20; m.__dict__.pop("replaced")
print(m.z, m.more, hasattr(m, "replaced"))
class Counted:
    def __init__(self): self.n = 0
    def __add__(self, o): self.n += 1; return self
c = Counted()
for i in range(3):
    c = c + 1
Counted.__add__ = lambda s, o: s.n + o
print(c.n, c + 100)
def adder(a, b): return a + b
print([adder(*p) for p in [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), (2**62, 2**62), (True, 1j)]])
