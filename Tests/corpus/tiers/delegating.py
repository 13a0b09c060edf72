"""Delegation to generators and to plain iterators in turn: items, ends, what is sent, thrown and closed."""


def counting(n):
    for i in range(n):
        yield i
    return "ended"


def plain(n):
    for i in range(n):
        yield i


def chained(*parts):
    for part in parts:
        result = yield from part
        if result:
            yield result


def outer(parts):
    before = "b"
    got = yield from chained(*parts)
    yield before, got


def ranges(n):
    for k in range(n):
        yield from range(k)


def lists(rows):
    for row in rows:
        yield from row
    yield from (7, 8, 9)


def chunks(values, size):
    chunk = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)
        yield from range(depth)


def growing(items):
    yield from items


for k in range(6):
    print(list(chained(counting(3), range(2), [k, "x"], (1.5,), counting(0))))
    print(list(outer([range(3), counting(2), range(1)])))
    print(sum(sum(chunk) for chunk in chunks(chained(plain(40), range(40)), 16)), max(sum(c) for c in chunks(chained(range(9), plain(30)), 4)))
    print(sum(ranges(12)), list(lists([[1, 2], [], [k]])), list(tree(3)))

growers = [1, 2]
for item in growing(growers):
    if item < 6:
        growers.append(item + 2)
print(growers)

delegate = chained(counting(3), range(5))
print(next(delegate), delegate.send(None), next(delegate), next(delegate), next(delegate))
for sent in (None, "value"):
    try:
        print(delegate.send(sent))
    except AttributeError as e:
        print(type(e).__name__, e)
delegate = chained(range(5))
next(delegate)
try:
    delegate.throw(KeyError("thrown"))
except KeyError as e:
    print(e)
print(list(delegate))
delegate = outer([range(5)])
print(next(delegate), next(delegate))
delegate.close()
print(list(delegate))
it = iter([1, 2, 3])
first, second = chained(it), chained(it)
print([next(g) for g in (first, second, first)], list(second))
