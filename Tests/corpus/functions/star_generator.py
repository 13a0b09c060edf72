# What a generator gives as arguments and as a tuple: none, few and many items, errors on the way, and one that runs already.
def f(*args):
    return args


def items(n, fails=None):
    for i in range(n):
        if i == fails:
            raise KeyError(i)
        yield i
    return "end"


for n in (0, 1, 7, 8, 9, 30):
    print(f(*items(n)), tuple(items(n)) == f(*items(n)), len(f(-1, *items(n), *items(n))))
    try:
        print(f(*items(n, 8)))
    except KeyError as e:
        print(type(e).__name__, e, len(e.__traceback__.tb_next.tb_frame.f_code.co_name))
    try:
        print(tuple(items(n, 0)))
    except KeyError as e:
        print(type(e).__name__, e)


def own():
    yield 1
    yield tuple(g)


g = own()
try:
    print(f(*g))
except ValueError as e:
    print(e)
print(tuple(g), f(*g))
h = items(12)
next(h)
print(f(*h), f(*h))


def stops():
    yield 1
    raise StopIteration


try:
    tuple(stops())
except RuntimeError as e:
    print(e)
