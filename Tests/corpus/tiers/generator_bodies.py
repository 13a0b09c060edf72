"""Bodies of generators and coroutines that run as compiled code: what is sent, thrown, awaited, closed, seen of frames."""
import sys, traceback, gc; gc.collect()  # what imports left over has callbacks, which would be traced
log = []
# --- deep await chains, exceptions, values sent in
class Fut:
    def __init__(self, k): self.k = k
    def __await__(self):
        r = yield self.k
        return r
async def leaf(k):
    if k % 50 == 49: raise ValueError(k)
    r = await Fut(k)
    return (r, k)
async def mid(k):
    try:
        a = await leaf(k)
    except ValueError as e:
        return ("caught", str(e), len(traceback.extract_tb(e.__traceback__)))
    finally:
        log.append(k) if k % 100 == 0 else None
    return a
async def top(n):
    out = []
    for i in range(n):
        out.append(await mid(i))
    return out
def drive(c, f=lambda y: y * 2):
    v = None
    try:
        while True: v = f(c.send(v))
    except StopIteration as e: return e.value
r = drive(top(400)); print(len(r), r[:3], r[49], r[99], log)
# --- throw into the chain at different depths
async def catcher(n):
    got = []
    for i in range(n):
        try:
            got.append(await mid(i * 2))
        except KeyError as e:
            got.append(("key", e.args, sys.exception() is e))
    return got
c = catcher(200); v = None; k = 0
try:
    while True:
        if k % 7 == 6: v = c.throw(KeyError(k))
        else: v = c.send(None if k == 0 else v)
        k += 1
except StopIteration as e: print(len(e.value), e.value[:12])
# --- close in the middle, state of everything
async def closes(log):
    try:
        for i in range(100): await mid(i)
    except GeneratorExit:
        log.append("exit"); raise
    finally:
        log.append("fin")
for rounds in range(30):
    l = []; c = closes(l)
    for i in range(rounds):
        if i == 0: c.send(None)
        else: c.send(i)
    c.close()
    if rounds in (0, 1, 29): print(rounds, l, c.cr_frame, c.cr_running, c.cr_await)
# --- gi_running, gi_frame, reentry
def selfie():
    me = yield
    while True:
        try: next(me)
        except ValueError as e: x = str(e)
        yield (x, me.gi_running, me.gi_frame.f_lineno, sorted(me.gi_frame.f_locals))
g = selfie(); next(g); out = None
for i in range(50): out = g.send(g); next(g)
print(out)
print(g.gi_running, g.gi_suspended, g.gi_frame.f_lineno)
# --- recursion error in generators
def rec(n):
    yield from rec(n + 1)
for i in range(3):
    try: list(rec(0))
    except RecursionError as e: print("RecursionError", str(e)[:32])
async def arec(n): return await arec(n + 1)
for i in range(3):
    try: drive(arec(0))
    except RecursionError as e: print("RecursionError", str(e)[:32])
async def depth(n):
    return 0 if n == 0 else 1 + await depth(n - 1)
print([drive(depth(d)) for d in (1, 5, 100, 200) for _ in range(5)])
# --- StopIteration inside
def stops():
    for i in range(10):
        yield i
        if i == 5: raise StopIteration("x")
for i in range(20):
    try: list(stops())
    except RuntimeError as e: m = (str(e), repr(e.__cause__))
print(m)
def trace_lines(fn):
    try: fn()
    except Exception as e: return [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)], repr(e)
async def deeper(k):
    if k > 60: return {}[k]
    return await Fut(k)
async def deep(n):
    for i in range(n):
        await deeper(i)
print(trace_lines(lambda: drive(deep(80))))
def gsum():
    for i in range(80):
        if i == 70: 1 / 0
        yield i
for i in range(5): t = trace_lines(lambda: sum(gsum()))
print(t)
for i in range(5): t = trace_lines(lambda: sorted(x for x in gsum()))
print(t)
# --- frames seen from within
def looker():
    for i in range(60):
        f = sys._getframe()
        yield f.f_back.f_code.co_name, f.f_locals["i"], f.f_lineno
def consume():
    r = []
    for x in looker(): r.append(x)
    return r[0], r[30], r[59]
print(consume())
def consume2():
    g = looker(); r = []
    while True:
        try: r.append(next(g))
        except StopIteration: break
    return r[0], r[30], r[59]
print(consume2())
async def alook(k): return sys._getframe(1).f_code.co_name, sys._getframe(1).f_locals["k"], sys._getframe(2).f_code.co_name
async def amid(k): return await alook(k)
async def atop(n): return [await amid(i) for i in range(n)]
print(drive(atop(100))[::33])
# --- settrace in the middle
def traced(n):
    for i in range(n):
        if i == 40: sys.settrace(tracer)
        yield i
        if i == 44: sys.settrace(None)
ev = []
def tracer(f, e, a):
    if f.f_code.co_name in ("traced", "deepg"): ev.append((f.f_code.co_name, e, f.f_lineno, a if e == "return" else None))
    return tracer
def deepg(n): yield from traced(n)
print(sum(deepg(60))); sys.settrace(None); print(len(ev), ev[:6])
# --- handled exceptions in bodies
def handling():
    for i in range(50):
        try: raise KeyError(i)
        except KeyError as e:
            yield repr(sys.exception())
        yield repr(sys.exception())
def outer():
    r = []
    try: raise TypeError("outer")
    except TypeError:
        for x in handling(): r.append((x, repr(sys.exception())))
    return r[0], r[1], r[98], r[99]
print(outer())
def outer2():
    g = handling(); r = []
    for i in range(100):
        try: raise TypeError("outer")
        except TypeError:
            r.append((next(g), repr(sys.exception())))
    return r[0], r[1], r[98], r[99]
print(outer2())
# --- frame locals written
def fl():
    x = 0
    for i in range(30):
        yield x
        x += 1
g = fl(); r = []
for i in range(29):
    r.append(next(g))
    if i == 20: g.gi_frame.f_locals["x"] = 100
print(r[-10:])
# --- finally when consumers leave early
def fin(l):
    try:
        for i in range(10): yield i
    finally: l.append(1)
l = []
for _ in range(40):
    g = fin(l)
    for x in g:
        if x == 3: break
    g.close()
print(len(l))
# --- argument kinds
def kinds(x):
    while True:
        x = x + (yield x)
for start, step in ((0, 1), (0.5, 0.25), ("a", "b"), ([1], [2]), (2**70, 1), ((), (1,))):
    g = kinds(start); next(g)
    for i in range(12): r = g.send(step)
    print(r if not isinstance(r, list) else len(r))
def many():
    a = yield 1
    b = yield a, 2
    c = yield a, b, 3
    try:
        d = yield a, b, c, 4
    except ValueError:
        d = "v"
    e = yield from (x for x in (d, 5))
    return [a, b, c, d, e]
def runm(i):
    g = many(); r = [next(g)]
    try:
        r.append(g.send(i)); r.append(g.send(i * 1.5)); r.append(g.send(None))
        r.append(g.throw(ValueError) if i % 3 == 0 else g.send("d"))
        r.append(next(g)); next(g)
    except StopIteration as e: r.append(e.value)
    return r
for i in range(60): r = runm(i)
print(runm(3), runm(4))
