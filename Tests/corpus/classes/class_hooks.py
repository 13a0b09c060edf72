"""__init_subclass__, __class_getitem__, __mro_entries__, __new__, __set_name__ order."""
class Plugin:
    registry = {}
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry[name or cls.__name__] = cls.__name__
class A(Plugin): pass
class B(Plugin, name="bee"): pass
class C(B): pass
print(Plugin.registry)
try:
    class D(Plugin, bogus=1): pass
except TypeError as e:
    print(e)
class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item!r}]"
print(G[int], G[1, 2], list[int], dict[str, int], tuple[int, ...], type(list[int]).__name__, list[int].__origin__, dict[str, int].__args__)
class Entry:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (A,)
class E(Entry()): pass
print(E.__bases__, E.__orig_bases__[0].__class__.__name__)
class Pos:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls) if args else "not an instance"
    def __init__(self, *args, **kw): print("init", args, kw)
print(type(Pos(1, k=2)).__name__, Pos())
class Even(int):
    def __new__(cls, v): return super().__new__(cls, v - v % 2)
print(Even(7), Even(7) + 1, type(Even(3)).__name__)
class Order:
    def __set_name__(self, o, n): print("set_name", n, end=" ")
class Base:
    def __init_subclass__(cls): print("init_subclass")
class Sub(Base):
    a, b = Order(), Order()
class Abst:
    def __init__(self): raise NotImplementedError("abstract")
for f in (lambda: G[()], lambda: int[1], lambda: Abst(), lambda: A[0], lambda: object.__new__(int), lambda: object.__new__(), lambda: int.__new__(str), lambda: object.__new__(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(A.__class__, Sub.__dict__["a"].__class__.__name__, object.__init_subclass__())
