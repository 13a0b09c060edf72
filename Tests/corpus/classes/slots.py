"""__slots__: storage, inheritance, errors, defaults, weak references."""
class P:
    __slots__ = ("x", "y")
    def __init__(self, x): self.x = x
p = P(1)
print(p.x, hasattr(p, "y"), hasattr(p, "__dict__"), P.__slots__, type(P.x).__name__, P.x.__get__(p))
p.y = 2
del p.x
for s in ("p.x", "p.z = 1", "del p.x", "p.__dict__", "import weakref; weakref.ref(p)"):
    try:
        exec(s)
    except (AttributeError, TypeError) as e:
        print(s, "->", type(e).__name__, e)
class Q(P):
    __slots__ = ("z",)
class R(P): pass
q, r = Q(1), R(1)
q.z, r.anything = 3, 4
print(q.z, r.__dict__, hasattr(q, "__dict__"))
class S:
    __slots__ = ["a", "__dict__", "__weakref__"]
s = S()
s.a, s.b = 1, 2
print(s.__dict__, s.a)
class One:
    __slots__ = "single"
o = One()
o.single = 5
print(o.single)
class Private:
    __slots__ = ("__secret",)
    def __init__(self): self.__secret = 1
print(hasattr(Private(), "_Private__secret"))
for source in ("class A:\n __slots__ = ('x',)\n x = 1", "class A:\n __slots__ = (1,)", "class A:\n __slots__ = ('a b',)", "class A(int):\n __slots__ = ('x',)", "class A:\n __slots__ = ('__dict__', '__dict__')",
               "class A:\n __slots__ = ('a',)\nclass B:\n __slots__ = ('b',)\nclass C(A, B): pass", "class A:\n __slots__ = {'a': 'doc a'}\nprint(A.a.__doc__)", "class A(tuple):\n __slots__ = ('x',)"):
    try:
        exec(source)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
