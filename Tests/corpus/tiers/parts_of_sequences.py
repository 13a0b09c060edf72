"""Slices, deletions of slices, concatenation and repetition of lists, tuples and strs in hot loops, with bounds of all kinds."""
from zlib import crc32


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


BOUNDS = [None, 0, 1, 2, -1, -3, 5, 9, -9, 100, -100, True, False, 2**70, -2**70, 2**63 - 1, -2**63]


def slices(seq):
    seen = []
    for a in BOUNDS:
        for b in BOUNDS:
            seen.append(seq[a:b])
            seen.append(seq[a:])
            seen.append(seq[:b])
    return hash(str(seen)) == hash(str([seq[slice(a, b)] for a in BOUNDS for b in BOUNDS for s in (slice(a, b), slice(a, None), slice(None, b))])), len(seen), seen[-7:]


def deleted(make):
    total = []
    for a in BOUNDS:
        for b in BOUNDS:
            x = make()
            del x[a:b]
            y = make()
            del y[a:]
            z = make()
            del z[:b]
            total.append((x, y, z))
    return str(total)


def counts(seq, n):
    """Bounds that are plain ints in each iteration."""
    out = []
    for i in range(-n, n):
        out.append((seq[i:], seq[:i], seq[i:i + 2], seq[-2:i], seq[1:-1], seq[:]))
    return out


def stack(n):
    s = []
    for i in range(n):
        s.append(i)
        if i % 5 == 4:
            args = s[len(s) - 3:]
            del s[len(s) - 3:]
            s = s + [sum(args)] * (i % 3)
            s = 2 * s[-2:] + args[:1]
    return s


def grows(n):
    a = [1]
    same = a
    for i in range(n):
        b = a + [i]
        b += [i]
        a = b[1:] if len(b) > 6 else b
    return a, same


def refused(a, b):
    out = []
    for i in range(6):
        for f in (lambda: a + b, lambda: b + a, lambda: a * b, lambda: a[b:], lambda: a[:b]):
            try:
                f()
            except TypeError as e:
                out.append(str(e))
    return out


def errors():
    out = []
    for i in range(5):
        try:
            x = [0] * (2**62)
        except MemoryError:
            out.append('memory')
        try:
            y = [0] * -(2**62)
            out.append(y)
        except MemoryError:
            out.append('memory')
        try:
            z = [0, 1] * 2**70
        except OverflowError as e:
            out.append(str(e))
    return out


class Sub(list):
    def __add__(self, other):
        return 'sub'

    def __radd__(self, other):
        return 'rsub'


def subclasses():
    out = []
    for x in ([1], Sub([2]), [3], Sub([4]), [5]):
        for y in ([1], Sub([2])):
            out.append(x + y)
            out.append(x[:1])
            out.append(x * 2)
            out.append(type(x[:]).__name__)
    return out


def indexes(seq):
    out = []
    for i in range(8):
        out.append(seq[Index(1):Index(i)])
    return out


t = (1, 2.5, 'x', None, 4)
for s in ([1, 2, 3, 4, 5], [1.5, 2.5, 3.5], ['a', 'b', 'c', 'd'], [], t, (), 'hello', 'h\xe9\u4e00\U0001f600!', '', b'bytes', range(7)):
    print(slices(s))
    print(counts(s, 7)[3:9])
    print(indexes(s))
print(all(x is t for x in [t[:] for _ in range(9)]), all(x is t[2:2] for x in [t[i:i] for i in range(9)]))
for m in (lambda: [1, 2, 3, 4, 5], lambda: [.5, 1.5, 2.5], lambda: ['p', 'q', 'r', 's'], lambda: bytearray(b'abcdef')):
    print(crc32(deleted(m).encode()))
print(stack(60))
print(grows(40))
print(refused([1], 'a'), refused([1], 1.5))
print(errors())
print(subclasses())
