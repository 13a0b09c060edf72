"""Python code that runs at any moment of a program, where lifetimes end by a garbage collector: finalizers, callbacks of weak references and the ends of
generators, each of which leaves others behind. What it does no program may notice."""
import sys
import warnings
import weakref


ALIVE = 300     # those that a collection met while a register still had them are found dead by a later one of an older generation


class Lost:
    """Dropped at once, found dead some time later, when it leaves two others behind."""

    alive = 0

    def __init__(self, n):
        self.n = n
        Lost.alive += 1

    def __del__(self):
        Lost.alive -= 1
        work(self.n)
        for n in range(self.n + 1, self.n + 3):
            if Lost.alive < ALIVE:
                lose(n)


def parts(n):
    got = yield n
    yield from sorted([got or 1, 3, 2], key=lambda v: -v)
    return n + 1


def whole(n):
    got = yield from parts(n)
    return got


def waiting(n):
    try:
        yield n
    finally:
        work(n)


def work(n):
    """Sets and leaves what a thread of the interpreter has: what is handled, pending, returned by a generator; and calls built-ins that call back."""
    total = 0
    try:
        for v in whole(n % 5):
            total += v
        if n % 3 == 0:
            raise KeyError(n)
        {}[n]
    except KeyError as e:
        total += len(e.args)
        if n % 7 == 0:
            warnings.warn("disturbing", UserWarning, stacklevel=2)
        try:
            next(iter(()))
        except StopIteration as stop:
            total += stop.value or 0
    counts = {v: v for v in range(n % 20)}
    for k, v in counts.items():
        counts[k] = v + total
    return max(counts.values(), key=str, default=0)


def lose(n):
    if n % 4 == 0:
        next(waiting(n))
    if n % 4 == 1:
        weakref.finalize(Lost(n), work, n)
    else:
        Lost(n)


def begin():
    """Where references are counted, an object's end is no moment of its own."""
    if sys.implementation.name != "cpython":
        lose(0)
