"""Functions whose variables from outside are looked at as cells, by frames, tracebacks and other functions, or by nobody."""
import sys
import types


def leaf(g, x): return g(x)


def mk(a, b, c):
    r = leaf(lambda x: x + a if x > b else c, a)
    return r + a + b


def mk2(a, b):
    f = lambda x: (a, x)
    f.__closure__[0].cell_contents = a + 1
    return f(b), a


def mk3(a, flag):
    if flag:
        return leaf(lambda x: a + x, 5)
    return a * 2


def outer(a, n):
    def inner(k):
        nonlocal n
        n += k
        return leaf(lambda y: y + n + a, k)
    return inner(1) + inner(2) + n


def exc(a, d):
    f = lambda x: x / (a - d)
    try:
        return f(3)
    except ZeroDivisionError:
        tb = sys.exc_info()[2]
        fr = tb.tb_next.tb_frame
        return ('zde', sorted(fr.f_locals.items()), f.__closure__[0].cell_contents, [c.cell_contents for c in f.__closure__])


def celly(c):
    f = lambda: c
    return f().cell_contents, f.__closure__[0].cell_contents is c


def two(a):
    f = lambda: a
    g = lambda: a
    return f.__closure__[0] is g.__closure__[0], f.__closure__ is f.__closure__


def unb(flag):
    f = lambda: z
    if flag:
        z = 1
    try:
        return f()
    except NameError as e:
        return str(e)


def fr(a):
    f = lambda x: (a, sys._getframe().f_locals['a'], sys._getframe(1).f_locals['a'], x)
    return f(a)


def loc(a, b):
    f = lambda x: a + x
    r = f(b)
    return r, sorted(k for k in locals())


def many(a, b, c, d, e, f, g, h, i):
    return leaf(lambda x: a + b + c + d + e + f + g + h + i + x, 1), leaf(lambda x: a + b + c + d + e + f + g + h + x, 1), leaf(lambda x: (a, b, c, d, e, x), 2)[1:3]


cell = types.CellType(42)
ROUNDS = 1200
for i in range(ROUNDS):
    if i == ROUNDS - 10:
        z2 = mk2(1, 2)
    r = (mk(i, i % 7, -1), mk3(i, i % 3), mk3(i * 1.5, 1), mk3(str(i), 0), outer(i, 4), exc(i % 5, 2), celly(cell), two(i), unb(i % 2), fr(i), loc(i, 2), many(i, 1, 2, 3.5, 4, 5, 6, 7, 8))
    if i % 400 == 0 or i > ROUNDS - 12:
        print(r)
print(mk2(3, 4), z2)
