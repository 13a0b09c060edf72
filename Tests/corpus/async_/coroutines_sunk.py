"""Coroutines that begin and end within compiled code, and those that are left in the middle: by a suspension, an exception, a look at the frames."""
import gc
import sys
import types
import warnings


class Pause:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        got = yield self.what
        return got


class Meter:
    def __init__(self):
        self.inside = self.ended = 0

    async def __aenter__(self):
        self.inside += 1
        return self

    async def __aexit__(self, kind, value, tb):
        self.inside -= 1
        self.ended += 1
        return kind is ZeroDivisionError


@types.coroutine
def pause(x):
    return (yield x)


async def nested(depth, every):
    if depth == 0:
        if every and every % 7 == 0:
            return await pause(("nested", every))
        return 1
    return 1 + await nested(depth - 1, every)


async def pair(a, *rest, key=None):
    return (a, rest, key)


async def fails(i):
    if i % 11 == 0:
        raise ValueError("at %d" % i)
    return 1 // (i % 5)


async def names(i):
    if i % 97 == 96:
        f, found = sys._getframe(), []
        while f is not None and f.f_code.co_name != "drive":
            found.append((f.f_code.co_name, sorted(f.f_locals)))
            f = f.f_back
        return found
    return None


async def through(i):
    r = await names(i)
    return r


async def work(n, log):
    total, meter = 0, Meter()
    for i in range(n):
        total += await nested(i % 4, i)
        a, rest, key = await pair(i, i + 1, "x", key=i / 2)
        total += a + rest[0] + (key > 3)
        try:
            total += await fails(i)
        except ValueError as e:
            log.append((str(e), e.__traceback__.tb_next.tb_frame.f_code.co_name, e.__traceback__.tb_next.tb_frame.f_locals))
        except ZeroDivisionError as e:
            total -= 1
            del e
        async with meter as m:
            total += m.inside
            if i % 13 == 5:
                1 // 0
            if i % 50 == 49:
                total += await Pause(("in", i)) or 0
        if (seen := await through(i)) is not None:
            log.append(seen)
    return total, meter.inside, meter.ended


def drive(c):
    given = []
    value = None
    while True:
        try:
            got = c.send(value)
        except StopIteration as e:
            return e.value, given
        given.append(got)
        chain, at = [], c
        while at is not None and hasattr(at, "cr_await"):
            chain.append((at.__name__, at.cr_frame.f_lineno - at.cr_code.co_firstlineno, sorted(at.cr_frame.f_locals.items(), key=str)[:2] if at is not c else None, at.cr_running))
            at = at.cr_await
        given.append(chain)
        value = len(given)


def show(n):
    log = []
    value, given = drive(work(n, log))
    print(value)
    print(given[-2:], len(given))
    for l in log[-4:]:
        print(l)


show(400)


async def thrown(n):
    caught = 0
    for i in range(n):
        try:
            await nested(3, 7 if i % 10 == 9 else 1)
        except KeyError as e:
            caught += 1
            tb, where = e.__traceback__, []
            while tb:
                where.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
                tb = tb.tb_next
    return caught, where


def throw_into(c):
    try:
        while True:
            c.send(None)
            while True:
                c.throw(KeyError("thrown"))
    except StopIteration as e:
        return e.value


print(throw_into(thrown(300)))


async def closed(n):
    try:
        for i in range(n):
            await nested(2, 7 if i == n - 1 else 3)
    finally:
        print("closed at", i)


c = closed(200)
print(c.send(None))
c.close()


async def kept(n):
    last = None
    for i in range(n):
        c = nested(i % 3, 1)
        await c
        last = c
    try:
        await last
    except RuntimeError as e:
        return str(e), last.cr_frame, last.cr_running


print(drive(kept(100)))


def numbers(n):
    for i in range(n):
        yield i


def sums(n):
    total = 0
    for i in range(n):
        for x in numbers(i % 4):
            total += x
            if x == 2 and i % 5 == 0:
                break
        total += sum(numbers(2))
    return total


print(sums(300))


def lose(n):
    for i in range(n):
        nested(i, 1)


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    lose(300)
    gc.collect()
    gc.collect()
print(len(seen), seen[-1].message)
