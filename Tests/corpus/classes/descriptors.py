"""Descriptors: data and non-data, precedence, __set_name__, __delete__, on the class."""
class Data:
    def __set_name__(self, owner, name):
        self.name = name
        print("named", name, owner.__name__)
    def __get__(self, obj, owner):
        if obj is None:
            return f"class access {owner.__name__}"
        return f"get {self.name} {obj.__dict__.get('_' + self.name)}"
    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__["_" + self.name] = value
    def __delete__(self, obj):
        print("delete", self.name)
class NonData:
    def __get__(self, obj, owner=None):
        return "nondata"
class ReadOnly:
    def __get__(self, obj, owner=None): return "ro"
    def __set__(self, obj, value): raise AttributeError("read only!")
class C:
    d = Data()
    n = NonData()
    r = ReadOnly()
c = C()
c.d = 5
print(c.d, C.d, c.n, C.n, c.r)
c.__dict__["d"] = "shadow"; c.__dict__["n"] = "shadow"; c.__dict__["r"] = "shadow"
print(c.d, c.n, c.r)
del c.d
try:
    c.r = 1
except AttributeError as e:
    print(e)
try:
    del c.r
except AttributeError as e:
    print(e)
C.d = "overwritten"
print(c.d, C.d)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner):
        print("computing")
        value = obj.__dict__[self.name] = self.f(obj)
        return value
class E:
    @Lazy
    def v(self): return 42
e = E()
print(e.v, e.v, e.__dict__)
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, o, n): self.n = n
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.n} wants {self.kind.__name__}")
        obj.__dict__[self.n] = value
class P:
    x = Typed(int)
    def __init__(self, x): self.x = x
print(P(3).x, type(P.__dict__["x"]).__name__)
try:
    P("a")
except TypeError as err:
    print(err)
def f(self): return "f of " + type(self).__name__
print(f.__get__(c)(), f.__get__(None, C) is f, type(f.__get__(c)).__name__, C.__dict__["n"].__get__(None))
class BadName:
    def __set_name__(self, owner, name): raise ValueError("bad " + name)
try:
    class Z:
        q = BadName()
except Exception as err:
    print(type(err).__name__, err, getattr(err, "__notes__", None))
