import asyncio, sys, traceback
class M:
    def __init__(self, name, swallow=False, bad=0): self.name=name; self.swallow=swallow; self.n=0; self.bad=bad
    def __enter__(self):
        self.n += 1
        if self.bad and self.n % self.bad == 0: raise ValueError(self.name, self.n)
        return self.n
    def __exit__(self, t, e, tb):
        self.n += 1
        if t is not None: self.last = (t.__name__, str(e), tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
        return self.swallow
class S(M):
    __slots__ = ()
    def __exit__(self, *a):
        super().__exit__(*a); return True
def f(m, k):
    with m as x:
        if k % 5 == 0: raise KeyError(k)
        y = x + k
        return y
    return -1
def g(ms, n):
    out = []
    for k in range(n):
        for m in ms:
            try: out.append(f(m, k))
            except (KeyError, ValueError) as e: out.append(repr(e))
    return out
print(g([M('a'), M('b', True), S('c'), M('d', False, 7)], 40)[-40:])
def nested(a, b, n):
    t = 0
    for k in range(n):
        with a as x, b as y:
            t += x * y + k
    return t
print(nested(M('x'), M('y'), 50))
class Enter:
    def __enter__(self): return self
class Deep(M):
    def __enter__(self):
        try:
            if self.n % 3 == 0: raise RuntimeError
        except RuntimeError:
            self.n += 2
        return super().__enter__()
print(nested(Deep('x'), Deep('y'), 50))
def h(n):
    r = 0
    for k in range(n):
        try:
            with Enter() as e: r += 1
        except TypeError as e:
            r += len(str(e))
    return r
print(h(20))
def swap(n):
    m = M('s'); out = []
    for k in range(n):
        with m as x: out.append(x)
        if k == 20: M.__enter__, old = (lambda self: 'patched'), M.__enter__
        if k == 30: M.__enter__ = old
        if k == 35: m.__class__ = Deep
    return out
print(swap(45))
def bound(n):
    m = M('q'); c = []
    for k in range(n):
        e = m.__exit__
        if k % 9 == 0: c.append(e.__self__ is m and e.__func__ is M.__exit__)
        e(None, None, None)
    return m.n, c
print(bound(60))
class AM(M):
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self.__enter__()
    async def __aexit__(self, *a):
        return self.__exit__(*a)
class Plain:
    def __aenter__(self):
        fut = asyncio.get_running_loop().create_future(); fut.set_result(5); return fut
    async def __aexit__(self, *a): return False
async def agen(n):
    try:
        for k in range(n):
            if k % 4 == 1: await asyncio.sleep(0)
            x = yield k
    finally:
        await asyncio.sleep(0)
async def use(m, n):
    out = []
    async for k in agen(n):
        try:
            async with m as v:
                if k % 6 == 3: raise LookupError(k)
                out.append((k, v))
        except (LookupError, ValueError) as e: out.append(repr(e))
    return out
async def futs(n):
    loop = asyncio.get_running_loop(); out = []
    for k in range(n):
        f = loop.create_future()
        if k % 3 == 0: f.set_result(k)
        elif k % 3 == 1: loop.call_soon(f.set_result, -k)
        else: loop.call_soon(f.set_exception, ZeroDivisionError(k))
        try: out.append(await f)
        except ZeroDivisionError as e: out.append(traceback.extract_tb(e.__traceback__)[-1].name + str(e))
    t = [asyncio.create_task(use(AM('z'), 3)) for _ in range(5)]
    for x in t: out.append(len(await x))
    c = asyncio.create_task(asyncio.sleep(100)); await asyncio.sleep(0); c.cancel('why')
    try: await c
    except asyncio.CancelledError as e: out.append(repr(e))
    return out
async def early(n):
    out = []
    for j in range(n):
        g = agen(10)
        async for k in g:
            if k == 3: break
        await g.aclose()
        out.append(k)
    a = agen(5)
    out.append(await anext(a)); out.append(await a.asend(3))
    try: await a.athrow(KeyError('t'))
    except KeyError as e: out.append(repr(e))
    out.append(await anext(a, 'end'))
    return out
async def main():
    print((await use(AM('a'), 40))[-20:])
    print((await use(AM('b', True), 40))[-20:])
    print((await use(AM('c', False, 5), 40))[-20:])
    print(await use(Plain(), 12))
    print(await futs(40))
    print(await early(20))
asyncio.run(main())
def star(*a, **k): return a, k
def spread(n):
    out = []
    for k in range(n):
        t = tuple(range(k % 5))
        out.append(star(k, *t)); out.append(star(*t)); out.append(star(1, 2, 3, 4, *t)); out.append(star(k, *t, **{'z': k}))
        out.append(max(k, *t, 3)); out.append([k, *t]); out.append((k, *t))
    return out
print(spread(30)[-30:])
import contextvars
def ctx(n):
    v = contextvars.ContextVar('v', default=0); out = []
    def inc(*a): v.set(v.get() + len(a)); return sys._getframe(1).f_code.co_name, v.get()
    class H:
        def __init__(s, c, a): s.c = c; s.a = a
        def run(s): return s.c.run(inc, *s.a)
    for k in range(n):
        h = H(contextvars.copy_context(), tuple(range(k % 3)))
        out.append(h.run()); out.append(h.run()[1])
    return out
print(ctx(40)[-12:])
