"""Parameters of every kind and how arguments bind to them."""
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 5, 6, 7, c=0, z=1), f(c=1, a=2), f(*[1, 2, 3], c=4, **{"d": 5, "e": 6}))
def g(a, /, b, *, c):
    return a, b, c
print(g(1, 2, c=3), g(1, b=2, c=3))
def h(a, /, **kw):
    return a, kw
print(h(1, a=2), h(5, **{"a": 6, "self": 7}))
def mutable(x, acc=[]):
    acc.append(x)
    return acc
print(mutable(1), mutable(2), mutable(3, []), mutable.__defaults__)
n = 5
def early(x=n):
    return x
n = 6
print(early(), (lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, c=3, e=4), (lambda: (yield))().__class__.__name__)
def order(*names):
    for name in names:
        print(name, end=" ")
    return names[-1]
def target(*args, **kw):
    return args, kw
print(target(order("a"), *order("b"), k=order("c"), **{order("d"): order("e")}))
print(f.__kwdefaults__, f.__defaults__, f.__name__, f.__qualname__, f.__doc__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, g.__code__.co_posonlyargcount)
f.__defaults__ = (20,)
f.__kwdefaults__ = {"c": 30}
try:
    print(f(1))
except TypeError as e:
    print(e)
f.attribute = [1]
print(f.attribute, f.__dict__, callable(f), f.__module__)
def annotated(a: int, b: "str" = "x", *args: 1 + 1, c: list[int] = None, **kw: dict) -> None:
    pass
print(annotated.__annotations__)
for source in ("def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "def f(**k, a): pass", "def f(*, **k): pass", "f(a=1, 2)", "f(**{}, *[])", "f(a=1, a=2)", "def f(a, /, b, /): pass", "def f(*a, *b): pass", "lambda a, a: 1", "def f(/, a): pass", "f(1=2)", "f(a.b=1)", "def f(*a=1): pass", "f(x for x in [], 1)", "def f(None): pass", "def f((a, b)): pass"):
    try:
        exec(source)
        print(source, "ok")
    except SyntaxError as e:
        print(source, "->", e.msg)
