# What is noted of closures and generators while they run keeps none of what they refer to alive.
import functools
import gc
import weakref


class Thing:
    pass


def alive(refs):
    gc.collect()
    # Code that was compiled for one of them may hold it.
    return sum(r() is not None for r in refs) <= 8


refs = []


def calls_closure():
    x = Thing()
    refs.append(weakref.ref(x))

    def inner():
        return x

    return inner() is x


print([calls_closure() for _ in range(50)].count(True), alive(refs))


def reader_of(o):
    def reader():
        return o

    return reader


def reads(n):
    total = 0
    for k in range(n):
        o = Thing()
        refs.append(weakref.ref(o))
        total += reader_of(o)() is o
    return total


print(reads(50), alive(refs))


def decorated(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)

    return wrapper


def decorates(n):
    total = 0
    for k in range(n):
        def base(x):
            return x + k

        refs.append(weakref.ref(base))
        f = decorated(base)
        total += f(1) + f(2) + f(3)
    return total


print(decorates(40), alive(refs))


def items(o):
    yield o
    yield o


def consumes(n):
    total = 0
    for k in range(n):
        o = Thing()
        refs.append(weakref.ref(o))
        for x in items(o):
            total += x is o
    return total


print(consumes(50), alive(refs))
