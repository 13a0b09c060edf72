import asyncio


class Mine(asyncio.Future):
    def done(self):
        return super().done()


class Holder:
    def __init__(self, a, b):
        self.a = a
        self.b = b


def stores(n):
    total = 0
    for i in range(n):
        values = ["x", [i], (i,), {i}, None, i, 1.5, Holder]
        h = Holder(values[i % 8], values[(i // 8) % 8])
        h.a = values[(i // 3) % 7]
        total += len(str(type(h.a).__name__)) + len(type(h.b).__name__)
    return total


print(stores(200))


async def futures(n):
    loop = asyncio.get_running_loop()
    total = 0
    made = [loop.create_future() for _ in range(4)] + [Mine(loop=loop)]
    made[1].extra = 5
    made[2].result = lambda: 7
    for i in range(n):
        f = made[i % 5]
        if not f.done():
            if i > n // 2:
                f.set_result(i)
        else:
            total += f.result()
        total += asyncio._get_running_loop() is loop
        total += getattr(f, "extra", 0)
    return total


print(asyncio.run(futures(200)))


async def outside(n):
    async def one(i):
        await asyncio.sleep(0)
        return i

    tasks = [asyncio.create_task(one(i)) for i in range(n)]
    tasks[3].cancel()
    for i, t in enumerate(tasks):
        if i % 2:
            t.note = i
    done = await asyncio.gather(*tasks, return_exceptions=True)
    return sum(d for d in done if isinstance(d, int)), [t.note for t in tasks[1:6:2]], tasks[3].cancelled()


print(asyncio.run(outside(40)))


def largest(n):
    items = [Holder(i * 7 % 31, i) for i in range(n)]
    keyed = max(items, key=lambda h: h.a)
    growing = [1]

    class Grows(int):
        def __gt__(self, other):
            if len(growing) < 5:
                growing.append(Grows(len(growing)))
            return int(self) > int(other)
    growing.append(Grows(3))
    best = max(growing)
    try:
        max([])
    except ValueError as e:
        return keyed.a, int(best), len(growing), str(e), max([], default=3), min([2, 1, 1.0])
    return None


print(largest(50))
