"""Operators, comparisons, item access and properties written in Python, whose bodies join hot loops; what they decline, raise and keep."""


class Vec:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, o):
        if not isinstance(o, Vec):
            return NotImplemented
        return Vec(self.x + o.x, self.y + o.y)

    def __radd__(self, o):
        return Vec(self.x + o, self.y + o)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __eq__(self, o):
        if type(o) is not Vec:
            return NotImplemented
        return self.x == o.x and self.y == o.y

    def __lt__(self, o):
        return self.x < o.x

    def __repr__(self):
        return "Vec(%r, %r)" % (self.x, self.y)

    @property
    def total(self):
        return self.x + self.y


class Odd:
    def __radd__(self, o):
        return "odd"

    def __eq__(self, o):
        return "yes" if isinstance(o, Vec) and o.x > 3 else []


class Declines:
    def __rmul__(self, o):
        return NotImplemented


class Bag:
    def __init__(self):
        self.items = [0] * 8
        self.log = 0

    def __getitem__(self, k):
        if k > 90:
            raise IndexError(k)
        return self.items[k & 7]

    def __setitem__(self, k, v):
        if k == 77:
            raise KeyError(k)
        self.items[k & 7] = v
        return "ignored"

    def __delitem__(self, k):
        self.items[k & 7] = 0
        self.log += 1

    def __contains__(self, v):
        self.log += 1
        return v if v > 5 else []


def sums(n):
    a, b, s = Vec(1, 2.5), Vec(0.5, 1), Vec(0, 0)
    for i in range(n):
        s = s + (a + b * i) + 2 * b
        if i == n - 3:
            b = Vec("x", "y") if n < 0 else Vec(1 << 62, 3)
    return s, s.total


def declined(n):
    a, b, odd, out = Vec(1, 2), Vec(3, 4), Odd(), []
    for i in range(n):
        other = odd if i % 7 == 6 else b
        out.append(a + other)
    return out[-9:]


def reflected(n):
    count = 0
    for i in range(n):
        v = Vec(i, 1)
        w = 5 + v
        count += w.x
        if i == n - 1:
            try:
                3 * Declines()
            except TypeError as e:
                return count, str(e)


def compared(n):
    a, hits = Vec(3, 3), 0
    for i in range(n):
        b = Vec(i % 5, 3)
        if a == b:
            hits += 1
        if b < a:
            hits += 10
        if not (a != b):
            hits += 100
        if i > n - 4 and Vec(i, 0) == Odd():
            hits += 1000
    return hits


def bags(n):
    bag, total = Bag(), 0
    for i in range(n):
        bag[i & 15] = i
        total += bag[i & 7]
        if i in bag:
            total += 1
        if i not in bag:
            total += 2
        if i % 3 == 0:
            del bag[i]
    return total, bag.log, bag.items


def failing(n):
    bag, seen = Bag(), []
    for i in range(n):
        try:
            bag[i] = i
            bag[i]
        except LookupError as e:
            seen.append(repr(e))
    return seen


def made_and_kept(n):
    """Objects that no one keeps but for once in a while, and those that exits need."""
    kept, last = [], None
    for i in range(n):
        v = Vec(i, i * 0.5)
        w = v + Vec(1, 1)
        t = (v, w)
        x, y = t
        if i % 50 == 49:
            kept.append(t)
        if i == n - 2:
            last = (x.x / (n - 2 - i + 1), y, [v][0] is x)
        v.x = w.y
        if w.x == n:
            last = (last, v, v is t[0], w is t[1])
    return kept[-2:], last


def identity(n):
    same = 0
    for i in range(n):
        a = Vec(i, i)
        b = a
        if a is b:
            same += 1
        if a is Vec(i, i):
            same += 1000
        pair = (a, b)
        if i == n - 1:
            # The two are one object where the loop is left, too.
            raise ValueError(pair[0] is pair[1], a, same)


def traced(v):
    return 1 / v.x


def raising_with(n):
    out = []
    for i in range(n):
        v = Vec(n - 1 - i, 2)
        try:
            out.append(traced(v + Vec(0, 1)))
        except ZeroDivisionError as e:
            frame = e.__traceback__.tb_next.tb_frame
            out.append((frame.f_locals["v"], str(e)))
    return out[-2:]


for size in (10, 300):
    print(sums(size))
    print(declined(size))
    print(reflected(size))
    print(compared(size))
    print(bags(size))
    print(failing(min(size, 100)))
    print(made_and_kept(size))
    try:
        identity(size)
    except ValueError as e:
        print(e.args)
    print(raising_with(size))
