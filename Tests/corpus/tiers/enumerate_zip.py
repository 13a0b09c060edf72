"""Loops over enumerate and zip with sources of several kinds: ends, counts beyond 64 bits, lists that grow, one iterator twice."""
def f(xs):
    t = 0
    for i, x in enumerate(xs):
        t += i * x
    return t
def g(xs, ys):
    t = 0
    for x, y in zip(xs, ys):
        t += x * y
    return t
def h(xs):
    return [p for p in enumerate(xs, 5)]
def pairs(it):
    return [(a, b) for a, b in zip(it, it)]
def big(xs):
    out = []
    for i, x in enumerate(xs, (1 << 63) - 3):
        out.append((i, x))
    return out
def grow(xs):
    n = 0
    for i, x in enumerate(xs):
        if n < 20: xs.append(i); n += 1
    return i
def mixed(xs, ys):
    it = zip(xs, ys)
    for a, b in it:
        if a == 7: break
    return a, b, list(it)
def uneven(k):
    a, b = iter(range(10)), iter(list(range(k)))
    for x, y in zip(a, b): pass
    return next(a, "end"), next(b, "end")
def strict(xs, ys):
    n = 0
    try:
        for a, b in zip(xs, ys, strict=True): n += a * b
    except ValueError as e: return n, str(e)
    return n
for k in range(24):
    xs = list(range(k)); fl = [float(i) for i in xs]; st = [str(i) for i in xs]
    print(f(xs), f(tuple(xs)), f(range(k)), f(fl))
    print(g(xs, fl), g(range(k), xs), g(tuple(xs), range(k)), g(fl, [k] * 3))
    print(h(st), h(xs)[:3], pairs(iter(xs)), big(xs[:6]))
    print(grow(list(range(3))), mixed(xs + [7, 8], st + ["a", "b", "c"]), uneven(k % 15), strict(xs, xs), strict(xs, xs + [1]), strict(xs + [1], fl))
    try: print(g(xs, st), f(st))
    except Exception as e: print(type(e), e)
