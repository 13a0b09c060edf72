"""property: getters, setters, deleters, inheritance, errors, docs."""
class T:
    def __init__(self): self._c = 0
    @property
    def c(self):
        """Celsius."""
        return self._c
    @c.setter
    def c(self, v):
        if v < -273: raise ValueError("too cold")
        self._c = v
    @c.deleter
    def c(self): self._c = None
    @property
    def f(self): return self._c * 9 / 5 + 32
    w = property(None, lambda self, v: print("wrote", v))
    d = property(lambda self: "d", doc="D doc")
t = T()
t.c = 100
print(t.c, t.f, T.c.__doc__, T.d.__doc__, t.d, T.c.fget(t), T.f.fset)
t.w = 5
del t.c
print(t.c)
def attempt(source):
    try:
        exec(source, {"t": t, "T": T})
        print(source, "ok")
    except Exception as e:
        print(source, "->", type(e).__name__, e)
for s in ("t.c = -300", "t.f = 1", "del t.f", "t.w", "t.d = 1", "t.nope", "t.c.x"):
    attempt(s)
class S(T):
    @T.c.getter
    def c(self): return "S " + str(self._c)
    @property
    def f(self): return "S " + str(super().f)
s = S()
s.c = 10
print(s.c, s.f, T.c is not S.c)
class Bad:
    @property
    def x(self): return self.missing
    def __getattr__(self, n): return f"fallback {n}" if n == "x" else object.__getattribute__(self, n)
print(Bad().x)
class CP:
    @classmethod
    def make(cls): return cls
    name = property(lambda self: self.__class__.__name__)
print(CP().name, isinstance(CP.name, property), CP.make() is CP)
