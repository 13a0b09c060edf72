"""Objects that several ways of an inlined function return, or that rounds leave in a variable: taken apart, looked at, kept, changed."""
import sys


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return "P(%r, %r)" % (self.x, self.y)

    def __add__(self, other):
        return P(self.x + other.x, self.y + other.y)


def pair(n):
    if n % 3 == 0:
        return n, n + 1
    if n % 3 == 1:
        return n - 1, n
    return n + 1, n * 2


def mixed(n):
    if n & 1:
        return n, "odd"
    return n / 2, "even"


def point(n):
    if n & 1:
        return P(n, n + 1)
    return P(n - 1, n)


def flipped(n):
    # What one function joins, another joins again.
    p = point(n)
    if n & 2:
        return P(p.y, p.x)
    return p


def nested(n):
    if n & 1:
        return (n, (n, 1)), P(n, (2, n))
    return (n, (0, n)), P(-n, (n, 3))


def unpacked(n):
    s = 0
    for i in range(n):
        a, b = pair(i)
        s += a * b
    return s, a, b


def kinds(n):
    s = 0
    text = ""
    for i in range(n):
        a, b = mixed(i)
        s += a
        text += b[0]
    return s, text[-6:]


def left(n):
    s = 0
    p = None
    for i in range(n):
        p = point(i)
        s += p.x * p.y
    return s, p


def left_plain(n):
    for i in range(n):
        p = P(i, [i])
        t = (i, p.x, "left")
    return p, t, p.y is p.y, t[1] == i


def kept(n):
    all = []
    for i in range(n):
        p = point(i)
        if i % 7 == 3:
            all.append(p)
        p.x += 1
    return all[:3], all[-1] is p, len(all)


def twice(n):
    s = 0
    for i in range(n):
        p = flipped(i)
        q = p
        s += (p is q) + p.x - q.y
    return s, p


def deep(n):
    s = 0
    for i in range(n):
        (a, (b, c)), p = nested(i)
        d, e = p.y
        s += a + b * 2 + c * 3 + d * 5 + e * 7 + p.x
    return s


def carried(n):
    p = P(0, 1.0)
    step = P(1, 0.5)
    for i in range(n):
        p = p + step
    return p


def changes(values):
    # The last one is of another type: the code leaves with the objects of that moment.
    out = []
    for v in values:
        p = point(1) if v == 1 else P(v, v)
        t = pair(2) if v == 1 else (v, v)
        out.append((p.x + v, t[0] + v))
    return out[-2:], p, t


def looked(n):
    for i in range(n):
        p = point(i)
        t = pair(i)
        if i == n - 1:
            seen = sys._getframe().f_locals
            return seen["p"] is p, seen["t"] is t, sorted(seen)[:2], seen["p"]


def raises(n):
    p = t = None
    try:
        for i in range(n):
            p = point(i)
            t = pair(i)
            1 // (n - 1 - i)
    except ZeroDivisionError as e:
        frame = e.__traceback__.tb_frame
        return p, t, frame.f_locals["p"] is p, frame.f_locals["t"] == t


def shared(n, first, second):
    # What the loop leaves goes on to two variables, and is one object.
    out = []
    for i in range(n):
        for j in range(4):
            p = P(i, j)
            t = (p.x, j)
        x = p if first else None
        u = t if first else None
        if i & 1:
            out.append(0)
        y = p if second else None
        v = t if second else None
        if y is not None:
            y.y = 10
        out.append((x is y, u is v, p.y, x and x.y))
    return out[-3:], p, t


class Slotted:
    __slots__ = "a", "b"


def slotted(n):
    if n & 1:
        s = Slotted()
        s.a = n
        return s
    s = Slotted()
    s.a = -n
    return s


def unset(n):
    total = 0
    for i in range(n):
        s = slotted(i)
        total += s.a
    return total, hasattr(s, "b"), s.a


def compared(n):
    same = 0
    last = None
    for i in range(n):
        t = pair(i)
        if t is last:
            same += 1
        last = t
    return same, last


for k in range(3):
    for f in unpacked, kinds, left, left_plain, kept, twice, deep, carried, looked, raises, unset, compared:
        print(f.__name__, f(60 + k), f(7))
    print(shared(30 + k, True, True), shared(9, True, False), shared(9, False, True))
    print(changes([1] * 20 + [2, 1] * 10 + [3.5]), changes([1, 2] * 20 + ["a"] if k > 5 else [1, 2] * 9 + [1j]))
