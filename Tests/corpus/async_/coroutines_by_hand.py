"""async functions driven by hand: send, throw, close, return values, await protocol."""
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return ("resumed", got)
async def work(n):
    a = await Pause(n)
    print(a)
    b = await Pause(n + 1)
    return (a, b)
c = work(1)
print(type(c).__name__, c.send(None), c.send("x"))
try:
    c.send("y")
except StopIteration as e:
    print("done", e.value)
async def outer():
    try:
        return await work(10)
    except ValueError as e:
        print("caught", e)
        return "recovered"
    finally:
        print("cleanup")
o = outer()
print(o.send(None))
try:
    o.throw(ValueError("thrown in"))
except StopIteration as e:
    print(e.value)
o = outer()
o.send(None)
o.close()
def run(coro):
    trace = []
    value = None
    while True:
        try:
            trace.append(coro.send(value))
            value = len(trace)
        except StopIteration as e:
            return trace, e.value
async def nested(n):
    if n == 0:
        return await Pause("bottom")
    return n, await nested(n - 1)
print(run(nested(3)))
async def gather(*cs): return [await c for c in cs]
print(run(gather(Pause(1), nested(1))))
async def bad(): return await 5
async def reawait():
    c = nested(0)
    await c
    await c
class BadAwait:
    def __await__(self): return 5
async def bad2(): await BadAwait()
async def stop(): raise StopIteration("s")
for f in (bad, reawait, bad2, stop):
    try:
        print(run(f()))
    except Exception as e:
        print(type(e).__name__, e)
c = work(1)
try:
    c.send(5)
except TypeError as e:
    print(e)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
for source in ("def f(): await x", "async def f(): yield from x", "await x", "async def f(): return 1; yield", "async with x: pass", "def f(): [await x for x in y]", "async def f(): yield 1; return 2", "def f(): async for x in y: pass"):
    try:
        compile(source, "s", "exec")
        print("ok")
    except SyntaxError as e:
        print(e.msg)
import types
@types.coroutine
def old():
    x = yield "old"
    return x
async def use(): return await old()
print(run(use()), work.__code__.co_flags & 0x80 != 0, nested(1).close())


import collections.abc


async def agen():
    yield 1


async def coro():
    pass


for o in agen(), coro():
    print([isinstance(o, getattr(collections.abc, n)) for n in ("Iterable", "Iterator", "AsyncIterable", "AsyncIterator", "Awaitable")])
    print(hasattr(o, "__iter__"), hasattr(o, "__next__"))
    for f in iter, next, list:
        try:
            f(o)
        except TypeError as e:
            print(e)
    if hasattr(o, "close"):
        o.close()

# Where a coroutine was made.
import sys, warnings, gc
async def lost(): pass
def maker(): return lost()
print(sys.get_coroutine_origin_tracking_depth())
sys.set_coroutine_origin_tracking_depth(2)
c = maker()
print([(name, line - maker.__code__.co_firstlineno) for file, line, name in c.cr_origin])
c.close()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    def drop(): maker()
    drop()
    gc.collect()
print([line.strip() for line in str(caught[0].message).splitlines() if "File" not in line])
sys.set_coroutine_origin_tracking_depth(0)
c = maker()
print(c.cr_origin)
c.close()

# What anext() with a default awaits ends while something is sent to it.
class Turn:
    def __await__(self):
        return (yield 3)


async def one():
    try:
        yield 0
    finally:
        await Turn()


async def beyond():
    g = one()
    return await anext(g), await anext(g, "default")


c = beyond()
print(c.send(None))
try:
    c.send("sent")
except StopIteration as e:
    print(e.value)
