"""asyncio: run, tasks, gather, sleep ordering, timeouts, cancellation, queues, locks."""
import asyncio
async def say(name, delay):
    print("start", name)
    await asyncio.sleep(delay)
    print("end", name)
    return name
async def main():
    print(await asyncio.gather(say("a", 0.03), say("b", 0.01), say("c", 0.02)))
    t = asyncio.create_task(say("task", 10), name="mine")
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", t.cancelled(), t.get_name())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timed out")
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError as e:
        print("wait_for", type(e).__name__)
    q = asyncio.Queue(2)
    async def produce():
        for i in range(5):
            await q.put(i)
        await q.put(None)
    async def consume():
        got = []
        while (x := await q.get()) is not None:
            got.append(x)
        return got
    _, got = await asyncio.gather(produce(), consume())
    print(got)
    async def fail(): raise ValueError("failed")
    print(await asyncio.gather(fail(), say("ok", 0), return_exceptions=True))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail())
            tg.create_task(asyncio.sleep(5))
    except* ValueError as eg:
        print("group", eg.exceptions)
    lock, order = asyncio.Lock(), []
    async def locked(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(0)
            order.append(n)
    await asyncio.gather(*map(locked, range(3)))
    print(order)
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon(f.set_result, "future")
    print(await f, f.done(), f.result())
    done, pending = await asyncio.wait([asyncio.create_task(say("w", 0))], timeout=1)
    print(len(done), len(pending), await asyncio.to_thread(lambda: "from thread"))
    e = asyncio.Event()
    loop.call_later(0.01, e.set)
    print(await e.wait(), [x async for x in agen()])
    return "result"
async def agen():
    for i in range(3):
        await asyncio.sleep(0)
        yield i
print(asyncio.run(main()))
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
