"""Attributes of built-in objects that C code computes, read in hot loops."""
import asyncio
from collections import deque


class Later(asyncio.Future):
    _state = property(lambda self: 'own')


def states(loop, n):
    seen = {}
    futures = [asyncio.Future(loop=loop), Later(loop=loop)]
    for i in range(n):
        f = futures[i % 2 if i > n // 2 else 0]
        if i == n // 4:
            f.set_result(i)
        seen[f._state, f._source_traceback] = i
        if i == n // 3:
            f.note = i
    return sorted(seen.items(), key=str), futures[0].note


def parts(n):
    total = 0
    p = property(states)
    d = deque(maxlen=5)
    m = memoryview(b'abcd')
    for i in range(n):
        total += m.nbytes + d.maxlen + len(m.format) + (p.fget is states)
    return total


def released(n):
    m = memoryview(bytearray(4))
    good = bad = 0
    for i in range(n):
        if i == n - 5:
            m.release()
        try:
            good += m.itemsize
        except ValueError as e:
            bad += len(str(e))
    return good, bad


async def main():
    loop = asyncio.get_running_loop()
    print(*states(loop, 600))
    print(parts(500))
    print(released(500))


asyncio.run(main())
