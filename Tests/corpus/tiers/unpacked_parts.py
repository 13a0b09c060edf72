import sys


def traced(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper


def with_more(f, *first, **named):
    def call(*rest, **more):
        return f(*first, *rest, **named, **more)
    return call


@traced
def add(a, b=2, *, c=3):
    return a + b * c


@traced
def everything(*args, **kwargs):
    return args, kwargs


def weighted(a, b, *, scale=1, shift=0):
    return (a * 3 + b) * scale + shift


def loop(n):
    triple = with_more(weighted, 2, scale=3)
    total = 0
    for i in range(n):
        total += add(i) + add(i, 5) + add(i, 5, c=7) + add(a=i, b=1)
        total += triple(i, shift=i & 3)
        a, k = everything(i, x=1, y=i)
        total += a[0] + k["y"] + len(k)
    return total


print(loop(200))


# Keywords and lengths that change.
def varied(n):
    out = []
    for i in range(n):
        args = (i,) * (1 + (i > n // 2))
        names = {"c": i} if i % 3 else {}
        out.append(add(*args, **names))
    return sum(out)


print(varied(100))


# Errors: twice the same keyword, unknown ones, too many.
def errors(n):
    seen = {}
    for i in range(n):
        for attempt in (lambda: with_more(weighted, 1, scale=2)(3, scale=i), lambda: add(1, 2, 3, 4), lambda: add(d=i),
                        lambda: weighted(1, 2, **{"scale": i, 3: 4}), lambda: add(1, *i), lambda: add(1, a=i)):
            try:
                attempt()
            except TypeError as e:
                seen[str(e)] = seen.get(str(e), 0) + 1
    for k, v in sorted(seen.items()):
        print(v, k)


errors(30)


# The dict and the list belong to the callee.
def keeps(*args, **kwargs):
    kwargs["extra"] = len(args)
    kept.append(kwargs)
    return changed(*args, **kwargs)


def changed(*args, extra, **kwargs):
    kwargs["more"] = extra
    return len(kwargs) + len(args)


kept = []
total = 0
for i in range(100):
    total += keeps(i, i, a=1, b=i)
print(total, kept[3], kept[99], len(kept))


# An exit in the middle of putting arguments together.
class Odd:
    def __init__(self, n):
        self.n = n

    @property
    def value(self):
        return self.n


def middle(n):
    total = 0
    for i in range(n):
        o = Odd(i if i % 10 else str(i))
        total += len(str(collect(1, *(2, 3), o.value, *(i, i), k=o.n, **{"j": i})))
    return total


def collect(*args, **kwargs):
    return args, kwargs, sys._getframe().f_lineno > 0


print(middle(100))


def shows(*args, **kwargs):
    f = sys._getframe()
    return str((f.f_locals["args"], f.f_locals["kwargs"]))


def frames(n):
    total = 0
    for i in range(n):
        total += len(traced(shows)(i, i, k=i))
    return total


print(frames(100))


def raises(*args, **kwargs):
    if kwargs["i"] % 7 == 0:
        raise ValueError(args)
    return kwargs["i"]


def catching(n):
    total = 0
    last = None
    for i in range(n):
        try:
            total += traced(raises)(i, *(1, 2), i=i)
        except ValueError as e:
            last = e
            tb = e.__traceback__
            while tb.tb_next:
                tb = tb.tb_next
            total += len(tb.tb_frame.f_locals["kwargs"]) + len(e.args[0])
    return total, last


print(catching(100))
