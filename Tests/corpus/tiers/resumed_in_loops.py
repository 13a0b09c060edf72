"""Bodies that go on in the middle of loops, with loops around and behind, and iterations that don't suspend."""


def skipping(values, n):
    total = 0
    while n > 0:
        n -= 1
        if n % 3 == 0:
            got = yield total
            if got:
                total += got
        total += values[n % len(values)]
    return total


def nested(n):
    seen = 0
    for i in range(n):
        for j in range(i):
            if (i + j) % 4 == 0:
                sent = yield i, j, seen
                seen += sent or 1
            seen += j
        k = i
        while k:
            k -= 1
            if k == 2:
                seen += (yield "k", k, seen) or 0
        seen -= i
    yield "end", seen


def trying(n):
    i = 0
    while i < n:
        i += 1
        try:
            if i % 5 == 0:
                raise KeyError(i)
            if i % 3 == 0:
                yield i
        except KeyError as e:
            yield -e.args[0]
            continue
        finally:
            i += i % 2
        if i > n - 3:
            break
    else:
        yield "else"
    yield i


def drain(make, sends):
    out, it = [], make()
    value = None
    try:
        while True:
            out.append(it.send(value))
            value = sends[len(out) % len(sends)]
    except StopIteration as e:
        out.append(("value", e.value))
    return out


class Ready:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        if self.n % 3 == 0:
            got = yield self.n
            return got
        return self.n


async def worker(n):
    total = 0
    while n > 0:
        while n % 7 == 1:
            n -= 1
            total += await Ready(n)
        got = await Ready(n)
        total += got
        n -= 1
        for k in range(n % 3):
            total += await Ready(k)
    return total


def spin(coroutine):
    steps, value = 0, None
    try:
        while True:
            value = coroutine.send(value) + 1 if steps else coroutine.send(None) + 1
            steps += value
    except StopIteration as e:
        return steps, e.value


for k in range(5):
    print(drain(lambda: skipping([1, 2, 5], 20 + k), [None, 3]))
    print(drain(lambda: nested(6 + k), [None, 2, 0]))
    print(drain(lambda: trying(30 + k), [None]))
    print(spin(worker(30 + k)))
print(len(drain(lambda: nested(60), [None, 2, 0])), sum(x for x in skipping([1, 2, 5], 3000)), spin(worker(3000)))
