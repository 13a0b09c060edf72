"""Context.run with unpacked arguments in hot code: results, exceptions and their tracebacks, frames that callbacks look at, and what waits for futures."""
import asyncio
import contextvars
import sys
import traceback

var = contextvars.ContextVar("var", default=0)


class Handle:
    def __init__(self, context, callback, args):
        self.context = context
        self.callback = callback
        self.args = args

    def run(self):
        try:
            return self.context.run(self.callback, *self.args)
        except ValueError as e:
            return "caught %s at %s" % (e, [f.name for f in traceback.extract_tb(e.__traceback__)])


def add(*numbers):
    var.set(var.get() + sum(numbers))
    return var.get()


def fail(n):
    if n % 50 == 7:
        raise ValueError(n)
    return n


def callers(n):
    f = sys._getframe()
    names = []
    while f is not None and len(names) < 4:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names if n == 299 else sys._getframe(1).f_locals["self"].args


def drive(handles):
    out = []
    for h in handles:
        out.append(h.run())
    return out


contexts = [contextvars.copy_context() for _ in range(3)]
print(drive([Handle(contexts[i % 3], add, (i,) * (i % 5)) for i in range(300)])[-4:], [c[var] for c in contexts], var.get())
print([x for x in drive([Handle(contexts[0], fail, (i,)) for i in range(300)]) if isinstance(x, str)])
print(drive([Handle(contexts[1], callers, (i,)) for i in range(300)])[-2:])
print(drive([Handle(contexts[2], lambda *a, **k: (a, k), ()) for i in range(300)])[-1])


def nested(context, n):
    try:
        return context.run(nested, *(context, n - 1))
    except RuntimeError as e:
        return str(e).split(":")[0]


for _ in range(100):
    r = nested(contextvars.copy_context(), 3)
print(r)


async def wait(future, log, i):
    try:
        log.append((i, await future))
    finally:
        log.append(i)


async def main():
    loop = asyncio.get_running_loop()
    log = []
    for _ in range(60):
        future = loop.create_future()
        tasks = [asyncio.create_task(wait(future, log, i)) for i in range(3)]
        await asyncio.sleep(0)
        shown = future._callbacks
        first = shown[0][0]
        assert first is future._callbacks[0][0] and first.__self__ is tasks[0] and len(shown) == 3, shown
        assert future.remove_done_callback(first) == 1 and len(future._callbacks) == 2
        future.add_done_callback(first, context=tasks[0].get_context())
        future.set_result("done")
        await asyncio.gather(*tasks)
    print(log[-6:], len(log))
    future = loop.create_future()
    task = asyncio.create_task(wait(future, log, 9))
    await asyncio.sleep(0)
    print(task.get_coro().__name__, task.get_coro().__qualname__, task.get_coro().cr_running, task.get_coro().cr_origin)
    task.get_coro().__name__ = "other"
    print(task.get_coro().__name__, task.get_coro().__qualname__, [f.f_code.co_name for f in task.get_stack()])
    task.cancel()
    print((await asyncio.gather(task, return_exceptions=True))[0].__class__.__name__, log[-1])


asyncio.run(main())


def named():
    yield 1


named.__name__ = "renamed"
g = named()
named.__name__ = "again"
print(g.__name__, g.__qualname__, named().__name__)

d = {}
for i in range(200):
    d[i % 3, "k"] = i
    it = iter(d)
    assert next(it) == (i % 3, "k")
    del d[i % 3, "k"]
d["a"] = 1
d["b"] = 2
del d["a"]
for i in range(20):
    d[i] = i
    del d[i]
print(d)
