"""An exception that leaves an inlined comprehension: its variables are gone, and its line comes once more."""
import sys


def hides():
    w = 7
    try:
        [1 // w for w in (1, 0)]
    except ZeroDivisionError:
        return locals()


def same_line():
    try:
        x = [1 // w for w in (1, 0)]
    except ZeroDivisionError:
        return locals()


def nested():
    try:
        return [[
            a // b
            for b in (1, 0)]
            for a in (1, 2)]
    except ZeroDivisionError:
        return locals()


def closed_over():
    try:
        return [(lambda: 1 // w)() for w in (1, 0)]
    except ZeroDivisionError:
        return sorted(locals())


def uncaught():
    return {1 // w for w in (1, 0)}


def in_class():
    w = 3
    try:
        class C:
            w = 5
            try:
                [1 // w for w in (1, 0)]
            except ZeroDivisionError:
                v = w
        return C.v, w
    finally:
        w = 4


async def awaiting():
    async def divide(x):
        return 1 // x
    try:
        return [await divide(w) for w in (1, 0)]
    except ZeroDivisionError:
        return sorted(locals())


def run(f):
    try:
        r = f()
        if hasattr(r, 'send'):
            try:
                r.send(None)
            except StopIteration as e:
                r = e.value
        return r
    except ZeroDivisionError as e:
        at = e.__traceback__.tb_next
        return at.tb_frame.f_code.co_name, at.tb_lineno - at.tb_frame.f_code.co_firstlineno, dict(at.tb_frame.f_locals)


def trace(frame, event, arg):
    code = frame.f_code
    if code.co_name in names:
        shown = {k: v for k, v in frame.f_locals.items() if isinstance(v, int)}
        print(code.co_name, event, frame.f_lineno - code.co_firstlineno, shown)
        return trace


functions = [hides, same_line, nested, closed_over, uncaught, in_class, awaiting]
names = {f.__name__ for f in functions}
for f in functions:
    print(f.__name__, run(f))
    sys.settrace(trace)
    run(f)
    sys.settrace(None)

w = 'module'
try:
    [1 // w for w in (1, 0)]
except ZeroDivisionError:
    print(w)
print([sys._getframe().f_locals['w'] for w in (1,)], 'w' in [sys._getframe().f_locals for w in (1,)][0], sys._getframe().f_locals is globals())


class Body:
    print([(sys._getframe().f_locals['x'], 'v' in sys._getframe().f_locals) for v in (1,) for x in (2,)], 'x' in sys._getframe().f_locals)


def often(n):
    w, seen = 'own', 0
    for i in range(n):
        try:
            s = sum([10 // w for w in (1, 2, i % 3)])
        except ZeroDivisionError:
            seen += len(locals()) + len(w)
        else:
            seen += s
    return seen, w, s


print(often(3000))
