"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__."""
class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_t", target)
        object.__setattr__(self, "log", [])
    def __getattr__(self, name):
        self.log.append("get " + name)
        return getattr(self._t, name)
    def __setattr__(self, name, value):
        self.log.append(f"set {name}")
        setattr(self._t, name, value)
    def __delattr__(self, name):
        self.log.append("del " + name)
        delattr(self._t, name)
class T: x = 1
p = Proxy(T())
p.y = 5
print(p.x, p.y, hasattr(p, "nope"), getattr(p, "nope", "dflt"), p.log)
del p.y
print(p.log[-1], p._t.__dict__)
class G:
    real = 1
    def __getattribute__(self, name):
        if name.startswith("fake"):
            return "faked " + name
        if name == "hidden":
            raise AttributeError("hidden!")
        return super().__getattribute__(name)
    def __getattr__(self, name):
        return "missing " + name
g = G()
g.hidden = 5
print(g.fake1, g.real, g.hidden, g.other, g.__dict__)
class D:
    def __dir__(self): return ["z", "a"]
    def __len__(self): return 7
print(dir(D()), len(D()))
d = D()
d.__len__ = lambda: 99
print(len(d), d.__len__())
class V:
    def __getattr__(self, name):
        raise ValueError("not an attribute error")
try:
    hasattr(V(), "x")
except ValueError as e:
    print(e)
class Opt:
    __slots__ = ()
    def __getattr__(self, n): raise AttributeError(n + " is not here")
try:
    Opt().q
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
try:
    object().q
except AttributeError as e:
    print(e.name, type(e.obj))
