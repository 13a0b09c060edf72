"""Calls with defaults and keywords from one place to functions of different shapes, and errors between them."""


def f(a, b=2, c=3):
    return a, b, c


def g(a, /, b, *, c=30, d=40):
    return a, b, c, d


def h(*args, **kw):
    return args, kw


class P:
    def __init__(self, a, b=5, *, c=6):
        self.t = (a, b, c)

    def m(self, a, b="b"):
        return self.t, a, b


def shape(call):
    try:
        return call()
    except TypeError as e:
        return "TypeError: %s" % e


for fn in (f, g, h, P, f, P(1).m, P(2, c=7).m):
    for call in (lambda: fn(1), lambda: fn(1, 2), lambda: fn(1, b=7), lambda: fn(1, 2, c=9), lambda: fn(1, b=7, c=9), lambda: fn(b=1),
                 lambda: fn(1, b=7, z=9), lambda: fn(1, 2, 3, 4), lambda: fn(1, a=2), lambda: fn()):
        r = shape(call)
        print(r.t if isinstance(r, P) else r)

f.__defaults__ = (20,)
print(shape(lambda: f(1)), shape(lambda: f(1, 2)))
f.__defaults__ = None
print(shape(lambda: f(1, 2)), shape(lambda: f(1, 2, 3)), shape(lambda: f(1, 2, c=3)))
f.__defaults__ = (1, 2, 3)
print(f(), f(9), f(c=8))
g.__kwdefaults__ = {"c": 31}
print(shape(lambda: g(1, b=2)), shape(lambda: g(1, b=2, d=4)))


# The class changes between calls from one place.
class Q:
    pass


def make(**kw):
    return Q(**kw) if kw else Q()


def make_x():
    return Q(x=1)


print(type(make()).__name__, shape(make_x))
Q.__init__ = lambda self, x=0: setattr(self, "x", x)
print(make_x().x)
Q.__init__ = lambda self, y, x=0: setattr(self, "x", (x, y))
print(shape(make_x))


# Closures made in a loop, and defaults that are evaluated once.
def outer(n):
    made = []
    for i in range(n):
        def inner(x, k=i, box=[]):
            box.append(x)
            return n, i, k, len(box)
        made.append(inner)
    return made


print([fn(0) for fn in outer(3)], [fn(0, 5) for fn in outer(2)])


def gen(a, b=2):
    got = yield a, b
    yield got


print(list(gen(1)), list(gen(1, b=3)), shape(lambda: gen()))
