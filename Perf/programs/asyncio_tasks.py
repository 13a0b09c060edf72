"""Tasks on asyncio: a queue with workers, gather, locks, an event, async generators and context managers."""
import asyncio

from _bench import run


class Meter:
    def __init__(self):
        self.inside = 0
        self.peak = 0

    async def __aenter__(self):
        self.inside += 1
        self.peak = max(self.peak, self.inside)
        return self

    async def __aexit__(self, *exc):
        self.inside -= 1


async def ticker(n):
    for i in range(n):
        if i % 8 == 0:
            await asyncio.sleep(0)
        yield i


async def square(x):
    await asyncio.sleep(0)
    return x * x


async def nested(depth):
    if depth == 0:
        return 1
    return 1 + await nested(depth - 1)


async def worker(queue, lock, totals, meter):
    while True:
        job = await queue.get()
        async with meter:
            value = await nested(job % 7)
            async with lock:
                totals[job % 10] = totals.get(job % 10, 0) + value * job
        queue.task_done()


async def work(n):
    queue = asyncio.Queue(maxsize=20)
    lock = asyncio.Lock()
    totals = {}
    meter = Meter()
    workers = [asyncio.create_task(worker(queue, lock, totals, meter)) for _ in range(5)]
    async for i in ticker(n):
        await queue.put(i)
    await queue.join()
    for task in workers:
        task.cancel()
    ended = await asyncio.gather(*workers, return_exceptions=True)
    cancelled = sum([isinstance(e, asyncio.CancelledError) for e in ended])
    total = 0
    for start in range(0, n, 50):
        total += sum(await asyncio.gather(*[square(x) for x in range(start, start + 50)]))
    done = asyncio.Event()

    async def waiter(i):
        await done.wait()
        return i

    waiters = [asyncio.create_task(waiter(i)) for i in range(n)]
    await asyncio.sleep(0)
    done.set()
    total += sum([await task for task in waiters])
    return "%d %d %d %s" % (total, cancelled, meter.peak, sorted(totals.items())[:3])


def main(n):
    return asyncio.run(work(n))


DEFAULT = 24000
EXPECTED = {
    50: "41650 5 1 [(0, 510), (1, 489), (2, 324)]",
    24000: "4607999992000 5 1 [(0, 115152010), (1, 115161618), (2, 115123204)]",
    77000: "152177666641000 5 1 [(0, 1185723000), (1, 1185830800), (2, 1185784600)]",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
