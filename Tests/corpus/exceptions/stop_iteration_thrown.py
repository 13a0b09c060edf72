"""StopIteration that leaves a generator becomes a RuntimeError without a line of the generator's; one thrown in before the body began stays."""


def lines(e):
    t, found = e.__traceback__, []
    while t is not None:
        found.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    return found


def raising():
    yield 1
    raise StopIteration(2)


def delegating():
    yield from raising()


async def waiting():
    raise StopIteration(3)


async def numbers():
    yield 1
    raise StopAsyncIteration(4)


async def consuming():
    async for v in numbers():
        pass


def attempt(call, *args):
    try:
        print(call(*args))
    except Exception as e:
        print(type(e).__name__, e, lines(e), e.__cause__ and (type(e.__cause__).__name__, lines(e.__cause__)))


def main():
    for make in (raising, delegating):
        for begin in (False, True):
            for how in (list, next, lambda g: g.send(None), lambda g: g.throw(StopIteration(5)), lambda g: g.throw(StopAsyncIteration(6))):
                g = make()
                if begin:
                    next(g)
                attempt(how, g)
    for make in (waiting, consuming):
        c = make()
        attempt(c.send, None)
        c = make()
        attempt(c.throw, StopIteration(7))
    a = numbers()
    attempt(a.__anext__().throw, StopAsyncIteration(8))
    attempt(list, (next(iter(())) for v in range(3)))


for _ in range(3):
    main()


# What is handled where an exception is thrown in becomes its context.
def handling():
    try:
        1 // 0
    except ZeroDivisionError:
        yield


for thrown in KeyError(1), StopIteration(2):
    thrown.__context__ = ValueError()
    g = handling()
    next(g)
    try:
        g.throw(thrown)
    except Exception as e:
        print(repr(e), repr(e.__context__), repr(thrown.__context__))


def delegating():
    try:
        1 // 0
    except ZeroDivisionError:
        yield from inner()


def inner():
    yield


g = delegating()
next(g)
try:
    g.throw(StopIteration(3))
except RuntimeError as e:
    print(e, repr(e.__context__), repr(e.__cause__))
