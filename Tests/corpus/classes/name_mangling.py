"""Private names: mangling in methods, calls, imports, nested classes, del, keyword arguments."""
class A:
    __secret = 1
    def __init__(self): self.__x = 2; self.__y__ = 3; self._z = 4
    def get(self): return self.__x, A.__secret, self.__secret
    def __private(self): return "private"
    def call(self): return self.__private()
    def kw(self, **k): return k
    def local(self):
        __l = 5
        return __l, sorted(locals())
    def callkw(self): return self.kw(__a=1)
    class __Inner:
        def f(self): self.__q = 1; return self.__dict__
    def inner(self): return self.__Inner().f()
a = A()
print(a.get(), sorted(a.__dict__), a.call(), a._A__x, a.callkw(), a.local(), a.inner())
for name in ("__x", "__secret"):
    try:
        getattr(a, name)
    except AttributeError as e:
        print(e)
class __B:
    def __init__(self): self.__v = 1
print(__B().__dict__)
class C(A):
    def get2(self):
        try:
            return self.__x
        except AttributeError as e:
            return str(e)
print(C().get2())
class ___:
    def f(self): self.__n = 1; return self.__dict__
print(___().f())
def make_base(x): 
    class B: arg=x
    return B
class __X: pass
class Y[T: __X](make_base(lambda: __X), make_base(lambda: (lambda: __X)), make_base([__X for _ in (1,)]), make_base(__X for _ in (1,))): pass
print(Y.__type_params__[0].__bound__.__name__, [getattr(b.arg, "__name__", 0) for b in Y.__bases__[:4]])
print(Y.__mro__[1].arg().__name__, list(Y.__mro__[4].arg)[0].__name__, Y.__mro__[2].arg()().__name__)
