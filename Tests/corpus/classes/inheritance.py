"""Inheritance, super in all forms, method resolution order, conflicts."""
class A:
    def f(self): return ["A"]
    def g(self): return "A.g"
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
    def g(self): return "C.g"
class D(B, C):
    def f(self): return ["D"] + super(D, self).f()
d = D()
print(d.f(), d.g(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__), super(B, d).f(), super(C, d).g())
print(issubclass(D, A), issubclass(D, (int, C)), isinstance(d, B), D.__base__, A.__subclasses__(), bool.__mro__)
class X: pass
class Y(X): pass
for source in ("class Z(X, Y): pass", "class Z(X, X): pass", "class Z(5): pass", "class Z(bool): pass", "class Z(int, str): pass", "class Z(type(None)): pass", "class Z(X, a=1): pass", "class Z(range): pass", "class Z(*[X]): ok = 1", "class Z(lambda: 1): pass"):
    try:
        exec(source)
        print(source, "ok")
    except TypeError as e:
        print(source, "->", e)
class P:
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def st(): return "P.st"
    @property
    def v(self): return "P.v"
class Q(P):
    @classmethod
    def make(cls): return "Q+" + super().make()
    @staticmethod
    def st(): return "Q+" + super(Q, Q).st()
    @property
    def v(self): return "Q+" + super().v
print(Q.make(), Q().make(), Q.st(), Q().v, super(Q, Q()).v)
class S:
    def __init__(self): print("S init"); super().__init__()
class T:
    def __init__(self): print("T init"); super().__init__()
class U(S, T):
    def __init__(self): print("U init"); super().__init__()
U()
def loose(self):
    return super().f()
B.loose = loose
for f in (lambda: d.loose(), lambda: super(), lambda: super(B, 5), lambda: super(5, d), lambda: super(B, d).nope, lambda: issubclass(5, int), lambda: isinstance(5, "a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
A.f = lambda self: ["patched"]
print(d.f())
B.__bases__ = (C,)
print([k.__name__ for k in B.__mro__])
