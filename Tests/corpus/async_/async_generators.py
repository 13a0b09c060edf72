"""Async generators, async comprehensions, async for and async with, by hand."""
class Pause:
    def __await__(self):
        return (yield "pause")
def run(coro):
    pauses = 0
    while True:
        try:
            coro.send(None)
            pauses += 1
        except StopIteration as e:
            return e.value, pauses
async def agen(n):
    try:
        for i in range(n):
            await Pause()
            got = yield i
            if got: print("got", got)
    finally:
        print("agen finally")
async def consume():
    out = []
    async for x in agen(3):
        out.append(x)
    else:
        out.append("else")
    return out
print(run(consume()))
async def comps():
    a = [x async for x in agen(3) if x]
    b = {x: y async for x in agen(2) for y in "ab"}
    c = {x async for x in agen(2)}
    d = [x * 2 for x in [y async for y in agen(2)]]
    e = (x async for x in agen(2))
    f = [await Later(i) for i in range(3)]
    return a, b, c, d, [z async for z in e], f, type(e).__name__
class Later:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield
        return self.v * 10
print(run(comps()))
async def send_throw():
    g = agen(5)
    out = [await g.asend(None), await g.asend("hello")]
    try:
        await g.athrow(ValueError("in agen"))
    except ValueError as e:
        out.append(str(e))
    try:
        await g.__anext__()
    except StopAsyncIteration:
        out.append("stopped")
    h = agen(5)
    out.append(await anext(h))
    await h.aclose()
    out.append(await anext(h, "default"))
    return out
print(run(send_throw()))
class ACM:
    async def __aenter__(self): await Pause(); print("aenter"); return 5
    async def __aexit__(self, t, v, tb): await Pause(); print("aexit", t and t.__name__); return t is KeyError
async def withs():
    async with ACM() as v, ACM():
        print(v)
        raise KeyError
    async with ACM():
        return "ret"
print(run(withs()))
class AIter:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 3: raise StopAsyncIteration
        return self.n
async def it():
    async for x in AIter():
        if x == 2: continue
        print(x)
    return [a async for a in AIter()]
print(run(it()))
async def bad1():
    async for x in [1]: pass
async def bad2():
    for x in agen(1): pass
async def bad3():
    async with 5: pass
async def bad4():
    with ACM(): pass
class BI:
    def __aiter__(self): return 5
async def bad5():
    async for x in BI(): pass
for f in (bad1, bad2, bad3, bad4, bad5):
    try:
        run(f())
    except TypeError as e:
        print(e)
