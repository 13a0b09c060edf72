"""Class bodies: execution order, scope rules, __annotations__, __doc__, conditionals, loops, __class__ cell."""
print("before")
class A:
    """Doc."""
    print("in body", __qualname__, __module__)
    x: int = 1
    y: "str"
    z = [1]
    if x:
        def f(self): return "conditional"
    for i in range(3):
        exec(f"v{i} = i")
    del i
    def who(self): return __class__.__name__
    __private: int = 3
print(A.__annotations__, A.__doc__, hasattr(A, "y"), A().f(), A.v2, A().who(), [k for k in A.__dict__ if not k.startswith("__")])
x = "global"
class B:
    print(x)
    x = "class"
    print(x)
    def f(self): return x
    g = lambda self, y=x: (x, y)
print(B().f(), B().g())
def fn():
    x = "local"
    class C:
        y = x
        x = "inner"
        def m(self): return x
    return C.y if hasattr(C, "y") else None, C().m()
try:
    print(fn())
except NameError as e:
    print(type(e).__name__, e)
def fn2():
    x = "local"
    class C:
        def m(self): return x
        y = x
    return C.y, C().m()
print(fn2())
class D:
    try:
        undefined
    except NameError as e:
        print(e)
    def __init_subclass__(cls): print("sub of", cls.__mro__[1].__name__)
    def meth(self): return self.helper()
    def helper(self): return super().__repr__()[:5]
class E(D): pass
print(E().meth() != "", E.__qualname__)
a: int
b: list[int] = [1]
(c): str = "x"
d = {}
d["k"]: int = 4
print(__annotations__, d)
