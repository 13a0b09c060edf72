"""Built-ins that take generators to pieces: results, errors, and what tracebacks, frames, tracing and warnings show of it."""
import enum
import sys
import traceback
import warnings


class Number(enum.IntEnum):
    A = 1
    B = 2


class Extending(list):
    def extend(self, items):
        print("extend")
        list.extend(self, items)


def counting(n):
    for i in range(n):
        yield i


def failing():
    yield 1
    raise KeyError("k")


def sums(n):
    print(sum(x for x in range(n)), sum((x for x in range(n)), 5), sum(counting(n)))
    print(sum(x * .1 for x in range(n)), sum(x for x in [1e16, 1, 1, -1e16]), sum(x for x in [True, .1, .2, .3, .4]))
    print(sum(x for x in [2**62, 2**62, 2**62, .5]), sum(x for x in [Number.A, .1, .2, .3, .7]))
    print(sum((x for x in [[1], [2]]), []), sum(x for x in [1, 2j]), sum(x for x in [1e308, 1e308, -1e308]))
    print(sum(x for x in [float("nan"), 1.0]), sum([1e16, 1, 1, -1e16]))


def others(n):
    print(any(x > 3 for x in range(n)), any(x > 300 for x in range(n)), all(x < 3 for x in range(n)), all(x < 300 for x in range(n)))
    print(any(counting(0)), all(counting(0)), min(x ^ 5 for x in range(n)), max(x ^ 5 for x in range(n)), max(str(x) for x in range(n)))
    print(list(x for x in range(n)), tuple(x for x in range(n)), set(x % 3 for x in range(n)), frozenset(x % 3 for x in range(n)))
    print(sorted(-x for x in range(n)), ",".join(str(x) for x in range(n)))
    items = [1]
    items.extend(x for x in range(n))
    items.extend(counting(2))
    unique = {1}
    unique.update(x for x in range(n))
    print(items, unique)


for _ in range(4):
    sums(7)
    others(7)

for wrong in (lambda: max(counting(0)), lambda: min(x for x in ()), lambda: sum(x for x in "ab"), lambda: ",".join(x for x in range(2)),
              lambda: list(1 // x for x in (1, 0)), lambda: set([x] for x in range(2)), lambda: sorted(x for x in (1, "a"))):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e, [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])
for consume in (sum, list, tuple, set, any, all, max, min, sorted):
    try:
        print(consume(failing()))
    except KeyError as e:
        print(consume.__name__, repr(e), [f.name for f in traceback.extract_tb(e.__traceback__)])


def names(_):
    frame, seen = sys._getframe(1), []
    while frame:
        seen.append(frame.f_code.co_name)
        frame = frame.f_back
    return seen


for _ in range(4):
    print(list(names(x) for x in range(2)), max(len(names(x)) for x in range(2)))


def nested(n):
    return 0 if n == 0 else 1 + sum(nested(n - 1) for _ in range(1))


print(nested(50))
try:
    nested(100000)
except RecursionError:
    print("RecursionError")

events = []


def profiling(x):
    if x == 1:
        sys.setprofile(lambda f, event, arg: f.f_code.co_filename == __file__ and events.append((f.f_code.co_name, event)))
    if x == 3:
        sys.setprofile(None)
    return x


def tracing(x):
    def trace(frame, event, arg):
        if frame.f_code.co_filename == __file__: events.append((frame.f_code.co_name, event))
        return trace
    if x == 1:
        sys.settrace(trace)
    if x == 3:
        sys.settrace(None)
    return x


print(sum(profiling(x) for x in range(5)), events)
events = []
print(sum(tracing(x) for x in range(5)), events)


def warning(x):
    warnings.warn("hello", stacklevel=2)
    return x


warnings.simplefilter("always")
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print(message, lineno)
print(sum(warning(x) for x in range(2)))

extending = Extending()
extending.extend(x for x in range(3))
half = (x for x in range(10))
print(extending, any(x > 3 for x in half), list(half))


def reentered():
    def again():
        yield sum(it)
    it = again()
    try:
        next(it)
    except ValueError as e:
        print(e)


reentered()
