# The exception event where a generator, coroutine or asynchronous generator ends with a value, and the lines of a loop without a body.
import sys


class Wrapped:
    def __init__(self, items):
        self.items = iter(items)

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            value = next(self.items)
        except StopIteration:
            raise StopAsyncIteration
        return value


async def numbers():
    yield 1
    yield None


async def sub():
    return 5


async def nothing():
    pass


async def main():
    async for x in Wrapped('ab'):
        x
    async for x in numbers():
        x
    y = await sub()
    await nothing()


def inner():
    yield 1
    return 3


def outer():
    for x in inner(): pass
    for x in iter([1, 2]): pass
    yield from inner()
    return 4


def run():
    for x in outer():
        pass


def trace(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    shown = (arg[0].__name__, arg[1].args, arg[2] is None) if event == 'exception' else ''
    print(frame.f_code.co_name, frame.f_lineno, event, shown)
    return trace


sys.settrace(trace)
try:
    main().send(None)
except StopIteration:
    pass
run()
sys.settrace(None)


def resumed():
    yield 1
    yield 2


def once(frame, event, arg):
    # What a frame traces with stays where the function for calls returns None.
    if frame.f_code.co_name == 'resumed':
        print(event, frame.f_lineno)
        if event == 'call' and frame.f_lineno > frame.f_code.co_firstlineno:
            return None
        return once


sys.settrace(once)
list(resumed())
sys.settrace(None)
