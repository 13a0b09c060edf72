"""Futures and tasks at close quarters: states, callbacks, cancellation, names, contexts, eager tasks, errors."""
import asyncio
import contextvars
import gc
import warnings

var = contextvars.ContextVar("var", default="unset")


async def value(x):
    await asyncio.sleep(0)
    return x


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f.done(), f.cancelled(), f._state, f.get_loop() is loop)
    for call in (f.result, f.exception):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(type(e).__name__, e)
    order = []
    f.add_done_callback(lambda fut: order.append(("first", fut.result())))
    callback = lambda fut: order.append("removed")
    f.add_done_callback(callback)
    print(f.remove_done_callback(callback), f.remove_done_callback(callback))
    f.set_result(42)
    print(order, f.result(), f.done(), f.cancel())
    await asyncio.sleep(0)
    print(order)
    try:
        f.set_result(1)
    except asyncio.InvalidStateError as e:
        print(e)
    g = loop.create_future()
    g.set_exception(ValueError("bad"))
    try:
        await g
    except ValueError as e:
        print("raised", e, g.exception() is e)
    for wrong in (StopIteration(), 5):
        h = loop.create_future()
        try:
            h.set_exception(wrong)
            h.exception()
            print(repr(h.exception()))
        except TypeError as e:
            print(e)
    c = loop.create_future()
    print(c.cancel("why"), c.cancelled(), c)
    try:
        await c
    except asyncio.CancelledError as e:
        print("cancelled", e.args)

    t = asyncio.create_task(value(7), name="seven")
    print(t.get_name(), t.done(), t in asyncio.all_tasks(), await t, t.done(), t in asyncio.all_tasks())
    print(type(t).__mro__[1].__name__, t._state, t.get_coro().__name__)

    async def sleeper():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("asked to stop", asyncio.current_task().cancelling())
            raise

    t = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    print(t.cancel("enough"), t.cancelling(), t.uncancel(), t.cancelling())
    t.cancel("enough")
    try:
        await t
    except asyncio.CancelledError as e:
        print("ended", e.args, t.cancelled())

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "stayed"

    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    t.cancel()
    print(await t, t.cancelled())
    var.set("outer")
    ctx = contextvars.copy_context()
    ctx.run(var.set, "inner")

    async def read():
        return var.get()

    print(await asyncio.create_task(read()), await asyncio.create_task(read(), context=ctx))

    class Awkward:
        def __await__(self):
            yield 5

    async def awkward():
        await Awkward()

    async def itself():
        await asyncio.current_task()

    for coroutine in (awkward(), itself()):
        try:
            await asyncio.create_task(coroutine)
        except RuntimeError as e:
            print(str(e).split(":")[0])
    try:
        asyncio.create_task(5)
    except TypeError as e:
        print(e)
    try:
        asyncio.Task(5)
    except TypeError as e:
        print(e)
    loop.set_task_factory(asyncio.eager_task_factory)

    async def immediate():
        order.append("ran")
        return asyncio.current_task() is not None

    t = asyncio.create_task(immediate())
    print(order[-1], t.done(), t.result(), asyncio.current_task() is not t)
    loop.set_task_factory(None)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(value(i)) for i in range(3)]
    print([t.result() for t in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(value(1 / 1))
            group.create_task(awkward())
    except* RuntimeError as e:
        print(len(e.exceptions))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timeout")
    messages = []
    loop.set_exception_handler(lambda loop, context: messages.append(context["message"]))
    lost = loop.create_future()
    lost.set_exception(KeyError("lost"))
    del lost
    for _ in range(3):
        gc.collect()
        await asyncio.sleep(0)
    print(messages)
    print(repr(loop.create_future()), asyncio.isfuture(t), asyncio.wrap_future is not None)


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    c = value(1)
    c.close()
