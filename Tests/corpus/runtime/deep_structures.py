"""Deeply nested and self-containing structures: the error is RecursionError, never a crash."""
import copy
l = []
for _ in range(100000):
    l = [l]
d = {}
for _ in range(100000):
    d = {"k": d}
m = []
for _ in range(100000):
    m = [m]
t = ()
for _ in range(100000):
    t = (t,)
for name, f in (("repr list", lambda: repr(l)), ("repr dict", lambda: repr(d)), ("== lists", lambda: l == m), ("deepcopy", lambda: copy.deepcopy(l)), ("str tuple", lambda: str(t)), ("< lists", lambda: l < m)):
    try:
        f()
        print(name, "ok")
    except RecursionError as e:
        print(name, "RecursionError")
for source in ("(" * 300 + ")" * 300, "[" * 100000, "-" * 5000 + "1", "f(" * 500 + ")" * 500, "1" + "+1" * 2000, "x" + ".a" * 3000, "lambda: " * 500 + "1"):
    try:
        compile(source, "s", "eval")
        print(source[:10], "ok")
    except (SyntaxError, RecursionError, MemoryError) as e:
        print(source[:10], type(e).__name__, e)
a, b = [], []
a.append(b)
b.append(a)
try:
    print(a == b)
except RecursionError:
    print("RecursionError")
for x in (l, m):
    while x:
        x = x.pop()
while d:
    d = d.pop("k")
class N:
    def __init__(self, n): self.n = n
head = None
for _ in range(100000):
    head = N(head)
while head:
    head = head.n
while t:
    t = t[0]
print("done")
