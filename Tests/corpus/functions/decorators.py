"""Decorators: order, arguments, classes as decorators, on classes and methods, any expression."""
import functools
def log(f):
    @functools.wraps(f)
    def wrapper(*args, **kw):
        print("call", f.__name__, args, kw)
        return f(*args, **kw)
    return wrapper
def times(n):
    def decorate(f):
        print("decorating", f.__name__)
        return lambda *a: [f(*a)] * n
    return decorate
@log
def add(a, b=1):
    """Adds."""
    return a + b
@times(2)
@log
def twice(x):
    return x
print(add(1), add(2, b=3), add.__name__, add.__doc__, add.__wrapped__.__name__, twice(5))
class Count:
    def __init__(self, f):
        self.f, self.calls = f, 0
    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)
    def __get__(self, obj, owner=None):
        return functools.partial(self, obj)
class C:
    @Count
    def m(self, x):
        return x * 2
    @staticmethod
    @log
    def s(x):
        return x
    @classmethod
    @log
    def c(cls):
        return cls.__name__
print(C().m(4), C().m(5), C.__dict__["m"].calls, C.s(1), C().c())
def register(cls):
    cls.tag = cls.__name__.lower()
    return cls
@register
class Thing:
    pass
@(lambda c: "replaced")
class Gone:
    pass
table = {"k": [lambda f: f()]}
@table["k"][0]
def immediate():
    return 99
print(Thing.tag, Gone, immediate)
def order(name):
    print("make", name)
    return lambda f: (print("apply", name), f)[1]
@order("a")
@order("b")
def z(x=print("default")):
    pass
try:
    @None
    def bad(): pass
except TypeError as e:
    print(e)
