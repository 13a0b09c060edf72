import sys


def returning():
    yield 1
    return 5


for x in returning():
    pass
try:
    next(iter([]))
except StopIteration as e:
    print(e.value)
i = returning()
i.__next__()
try:
    i.__next__()
except StopIteration as e:
    print(e.value)
i = (lambda: (yield 1))()
next(i)
try:
    i.send(2)
except StopIteration as e:
    print(e.value)


def store():
    try:
        yield 1
    except Exception:
        yield repr(sys.exception())
        yield repr(sys.exception())


s = store()
next(s)
try:
    raise ValueError(1)
except ValueError as e:
    print(s.throw(e))
print(sys.exception())
print(next(s))
print(sys.exception())


class NotAnException(Exception):
    def __new__(cls):
        return cls


try:
    returning().throw(NotAnException)
except TypeError as e:
    print(e)
print([locals()["x"] for x in [1, 2]])
