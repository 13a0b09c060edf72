"""Calls whose arguments need binding: *args, **kwargs, keyword-only parameters, defaults, calls with unpacked arguments, in hot code."""
import functools
import sys


def rest(a, *args):
    return a, args, len(args)


def names(a, b=2, **more):
    return a, b, sorted(more.items())


def only(a, *, scale=1, shift):
    return a * scale + shift


def all_kinds(a, /, b, c=3, *args, d, e=5, **more):
    return a, b, c, args, d, e, sorted(more)


def counted(*args, **kwargs):
    return len(args) * 100 + len(kwargs)


def forward(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper


def only_rest(f):
    def wrapper(*args):
        return f(*args)
    return wrapper


@forward
def add(x, y=10):
    return x + y


@only_rest
def multiply(x, y):
    return x * y


def curry(f, *first, **named):
    def curried(*rest, **more):
        return f(*first, *rest, **named, **more)
    return curried


class Point:
    def __init__(self, x, *rest, name="p", **more):
        self.x = x
        self.rest = rest
        self.name = name
        self.more = more


class Plain:
    def __init__(self, x, y=4):
        self.x = x
        self.y = y

    def moved(self, dx, *, dy=0):
        return self.__class__(self.x + dx, y=self.y + dy)


def frames(*args, depth=1, **kwargs):
    inner = sys._getframe()
    return inner.f_code.co_name, sorted(inner.f_locals), len(args)


def generator(*args, **kwargs):
    yield from args
    yield sorted(kwargs)


def hot(n):
    total = 0
    seen = set()
    curried = curry(all_kinds, 1, e=9)
    for i in range(n):
        total += rest(i, 1, 2)[2] + rest(i)[2] + len(rest(1, *range(i % 4))[1])
        seen.add(str(names(i % 3, c=1)))
        seen.add(str(names(1, b=5, z=i % 2, y=2)))
        total += only(i, shift=1) + only(i, shift=2, scale=3)
        seen.add(str(all_kinds(1, 2, d=4)))
        seen.add(str(all_kinds(1, 2, 3, 4, 5, d=i % 3, f=1)))
        seen.add(str(all_kinds(1, b=2, d=3, c=i % 2)))
        seen.add(str(curried(2, d=7)))
        seen.add(str(curried(2, 3, 4, d=7, k=1)))
        total += counted(1, 2, x=1) + counted(*[1] * (i % 3)) + counted(**{"q%d" % k: 1 for k in range(i % 3)})
        total += add(i) + add(i, 5) + add(i, y=7) + multiply(i, 3)
        p = Point(i, 1, 2, name="q", colour=3)
        total += p.x + len(p.rest) + len(p.name) + len(p.more)
        p = Point(*(i, 2), **{"name": "abc"})
        total += p.x + len(p.rest) + len(p.name) + len(p.more)
        q = Plain(i, y=3).moved(2, dy=1).moved(1)
        total += q.x * q.y
        q = Plain(*[1, 2][: i % 2 + 1])
        total += q.x + q.y
        seen.add(str(frames(1, 2, k=3)))
        seen.add(str(list(generator(1, i % 2, key=1))))
        total += max(*[i, 3], key=lambda v: -v) + int(*["11"], **{"base": 2})
    return total, sorted(seen)


def changing(n):
    def f(a, b=1, *, c=2):
        return a + b + c
    out = []
    for i in range(n):
        out.append(f(i) + f(i, c=1))
        if i == n // 2:
            f.__defaults__ = (10,)
        if i == n // 2 + 2:
            f.__kwdefaults__["c"] = 100
        if i == n // 2 + 4:
            f.__kwdefaults__ = {"c": 1000}
    return out[n // 2 - 2:n // 2 + 8], sum(out)


def wrong(n):
    out = []
    calls = [
        lambda: only(1), lambda: only(1, 2, shift=3), lambda: names(), lambda: names(1, 2, 3), lambda: rest(), lambda: all_kinds(1, 2),
        lambda: all_kinds(1, 2, a=3, d=1), lambda: names(1, a=3), lambda: only(1, shift=2, sift=3), lambda: names(1, *[2, 3]), lambda: names(**{"a": 1}, a=2),
        lambda: Plain(), lambda: Plain(*(1, 2, 3)), lambda: Point(), lambda: add(), lambda: multiply(1), lambda: names(*3), lambda: names(1, **3), lambda: names(1, **{2: 3}),
    ]
    for i in range(n):
        for call in calls:
            try:
                call()
            except TypeError as e:
                text = str(e)
                if text not in out:
                    out.append(text)
                lines = e.__traceback__.tb_lineno, e.__traceback__.tb_next and e.__traceback__.tb_next.tb_frame.f_code.co_name
                if lines not in out:
                    out.append(lines)
    return out


print(hot(60))
print(hot(40))
print(changing(40))
for line in wrong(12):
    print(line)
part = functools.partial(all_kinds, 1, d=8)
print([part(i, *range(i % 3)) for i in range(12)])
