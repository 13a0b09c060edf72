"""PEP 695 and 696: generic functions, classes, aliases, bounds, defaults, scopes."""
def first[T](xs: list[T]) -> T: return xs[0]
class Stack[T, *Ts, **P]:
    def __init__(self): self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def method[U](self, u: U) -> tuple[T, U]: return (self.items[-1], u)
type Alias[T] = dict[str, T] | list[T]
type Rec = int | list[Rec]
print(first([3, 4]), first.__type_params__, Stack.__type_params__, Alias.__type_params__, Alias, Alias.__name__, Rec.__value__, Alias.__value__)
s = Stack[int, str]()
s.push(1)
print(s.method("u"), type(s).__name__, Stack.method.__type_params__, first.__annotations__["return"].__name__, Stack.__orig_bases__, Alias[int])
def bounded[T: int, U: (int, str), V = bool](x: T) -> U: ...
T, U, V = bounded.__type_params__
print(T.__bound__, U.__constraints__, V.__default__, T.__name__, T.__constraints__, T.has_default(), V.has_default(), type(T).__name__, repr(T))
class Base[T]:
    x = T.__name__
class Derived[U](Base[U]): pass
print(Base.x, Derived.__bases__, Derived.__orig_bases__, Derived[int].__origin__.__name__, Derived[int].__args__, Derived.__parameters__)
def outer[T]():
    T_name = T.__name__
    def inner(): return T
    return inner() is outer.__type_params__[0], T_name
print(outer())
try:
    T2
except NameError as e:
    print(e)
lazy = "evaluated"
type L = print("lazy") or 5
print("defined", end=" ")
print(L.__value__)
for source in ("def f[T, T](): pass", "class A[T: (yield)]: pass", "type X = (yield)", "def f[T=int, U](): pass", "type x.y = 1", "def f[](): pass", "class A[T](T.x): pass", "Stack[1, 2](3)", "Alias[int]()", "type[int]"):
    try:
        exec(source)
        print("ok", source)
    except Exception as e:
        print(source, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
type = type
print(type(5).__name__)
