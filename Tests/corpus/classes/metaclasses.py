"""Metaclasses: __new__, __init__, __call__, __prepare__, keyword arguments, conflicts, type()."""
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": True}
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)
    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)
    def __len__(cls): return 42
    def __contains__(cls, x): return x == "in"
    def __getitem__(cls, i): return f"{cls.__name__}[{i}]"
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __iter__(cls): return iter("it")
    @property
    def p(cls): return "meta property"
    def m(cls): return "meta method of " + cls.__name__
class A(metaclass=Meta, flag=1):
    x = 1
class B(A): pass
b = B()
print(type(A).__name__, type(B).__name__, len(A), "in" in A, A[3], A, list(A), A.p, A.m(), A.prepared, isinstance(A, Meta))
try:
    b.m()
except AttributeError as e:
    print(e)
C = type("C", (int,), {"double": lambda self: self * 2})
print(C(4).double(), C.__name__, C.__module__, type("D", (), {})().__class__.__name__)
class M1(type): pass
class M2(type): pass
class X(metaclass=M1): pass
class Y(metaclass=M2): pass
for source in ("class Z(X, Y): pass", "type('a', 5, {})", "type(1, (), {})", "type('a', (), 5)", "type('a', (5,), {})", "class W(metaclass=5): pass", "type('x\\0', (), {})", "class K(X, k=1): pass"):
    try:
        exec(source)
        print(source, "ok")
    except Exception as e:
        print(source, "->", type(e).__name__, e)
class Singleton(type):
    made = {}
    def __call__(cls, *a):
        if cls not in Singleton.made:
            Singleton.made[cls] = super().__call__(*a)
        return Singleton.made[cls]
class S(metaclass=Singleton): pass
print(S() is S(), type(type(S)) is type, type.__call__(S) is S())
class F(metaclass=lambda name, bases, ns: (name, bases, sorted(ns))): y = 1
print(F)
class Inst(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, k): return k is str
class I(metaclass=Inst): pass
print(isinstance(5, I), isinstance(6, I), issubclass(str, I), isinstance(I(), I), issubclass(int, I))
