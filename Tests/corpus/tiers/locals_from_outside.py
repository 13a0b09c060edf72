# Variables of a compiled loop's frame, and of inlined calls, that are looked at and changed from elsewhere.
import sys


def poke(name, value):
    sys._getframe(1).f_locals[name] = value


def loop(n):
    total = step = 1
    for k in range(n):
        total += step
        if k == n - 3:
            poke("step", 1000)
            poke("total", 0)
    return total, step


print(loop(10), loop(100))

held = []


def inner(k):
    frame = sys._getframe()
    a = k
    held.append(frame)
    a += frame is sys._getframe()
    b = frame.f_locals["a"]
    frame.f_locals["a"] = 50
    return a + b, frame.f_back.f_code.co_name, frame.f_lineno


def outer(n):
    out = None
    for k in range(n):
        out = inner(k)
    return out


print(outer(60), len(set(map(id, held))), [f.f_locals["a"] for f in held[-3:]], held[-1].f_lineno)


def names(k):
    x = k
    y = str(k)
    if k < 0:
        z = 1
    return locals()


def many(n):
    for k in range(n):
        d = names(k)
    return d, sorted(locals())


print(many(80))


def raising(k):
    if k == 70:
        raise ValueError(k)
    return k


def catcher(n):
    total = 0
    for k in range(n):
        total += raising(k)
    return total


try:
    catcher(100)
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno, {k: v for k, v in tb.tb_frame.f_locals.items() if k in ("k", "total", "n")})
        tb = tb.tb_next
