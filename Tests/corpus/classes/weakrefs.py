"""Weak references, finalizers and __del__ run by gc.collect()."""
import gc, weakref
class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C{self.n}"
    def m(self): return "m"
c = C(1)
r = weakref.ref(c)
p = weakref.proxy(c)
print(r() is c, p.n, r == weakref.ref(c), weakref.getweakrefcount(c) >= 1, type(r).__name__)
d = weakref.WeakValueDictionary(a=c)
k = weakref.WeakKeyDictionary({c: "v"})
s = weakref.WeakSet([c])
wm = weakref.WeakMethod(c.m)
print(list(d.items()), list(k.values()), len(s), wm()())
gone = []
f = weakref.finalize(c, gone.append, "finalized")
print(f.alive)
for bad in (5, "a", None, (1,)):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
class Node:
    def __init__(self): self.me = self
    def __del__(self): gone.append("deleted")
n = Node()
del n
gc.collect()
print(gone)
