"""Checks of ints that a compiler may take out, where it may and where it may not; what loops leave behind."""
BIG = 2 ** 31


def sums(n):
    total = 0
    for i in range(n):
        total += i * (i + 1) // 2 - i % 8 + (i << 3)
    return total


def from_to(start, stop, step):
    out = []
    for i in range(start, stop, step):
        out.append(i * i + i)
    return out[:3], out[-3:], len(out)


def wide(start, count):
    """Products past 64 bits in mid-loop."""
    total = 0
    for i in range(start, start + count):
        total ^= i * i
    return total


def negative(items, n):
    total = 0
    for i in range(-n, n):
        total += items[i]
    return total


def down(items):
    out = []
    for i in range(len(items) - 1, -1, -1):
        out.append(items[i] - items[i - 1])
    return out


def divide(pairs):
    out = []
    for a, b in pairs:
        try:
            out.append((a // b, a % b, a // 8, a % 8, a // -8, a % -8))
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


def counted(n):
    i = 0
    while i < n:
        i += 3
    return i


def limits(values):
    """Sums that reach the last int of 64 bits and go past it."""
    out = []
    for v in values:
        out.append(v + 1)
        out.append(v - 1)
        out.append(-v)
        out.append(v * 3)
        out.append(v * -2)
        out.append(v << 2)
    return out


def leftovers(rows):
    """Variables of inner loops after them, and where these ran no round."""
    seen = []
    for row in rows:
        for k in range(len(row)):
            value = row[k] * 0.5
            name = "big" if value > 2 else "small"
        try:
            seen.append((k, value, name))
        except UnboundLocalError as e:
            seen.append(str(e))
    return seen


def leave_early(rows, stop):
    for row in rows:
        for j, x in enumerate(row):
            last = x + 1
            for m in range(x):
                inner = m * 2
                if inner == stop:
                    return j, x, m, inner, last, list(range(m, x))
    return locals()


def shared_iterator(n):
    it = iter(range(n))
    out = []
    for i in it:
        out.append(i)
        if i % 4 == 1:
            out.append(next(it, None))
    return out, list(it)


def unwinding(n):
    out = []
    for i in range(n):
        items = [i, i + 1, i + 2]
        for x in items:
            for y in (x, x + 1):
                try:
                    out.append(10 // (y - 3))
                except ZeroDivisionError:
                    out.append((i, x, y))
                    break
    return out


class Point:
    def __init__(self, a, b):
        self.a, self.b, self.c, self.d, self.e = a, b, a, b, 0


def cells(points, n):
    """Numbers stored where numbers are, and where something else has come meanwhile."""
    for k in range(n):
        for p in points:
            p.a += p.b
            p.e = p.e + 1
            p.b = p.a - p.e
            if k == n - 2:
                p.e = None if p is points[0] else 2.5
            if p.e is None:
                p.e = 7
    return [(p.a, p.b, p.c, p.d, p.e) for p in points]


print(sums(10), sums(2000), sums(0))
for args in (0, 10, 1), (5, 400, 7), (10, 0, -1), (-5, 5, 1), (BIG - 3, BIG + 3, 1), (2 ** 62, 2 ** 62 + 3, 1), (0, 2 ** 64, 2 ** 61), (3, 3, 1), (300, -300, -3):
    for _ in range(3):
        result = from_to(*args)
    print(args, result)
print(wide(0, 50), wide(BIG - 20, 40), wide(3 * 10 ** 9, 60), wide(2 ** 40, 30))
items = list(range(100, 160))
print(negative(items, 60), down(items)[:4], down([1.5] * 9 + [4.0]))
print(divide([(a, b) for a in (-17, -16, 0, 5, 16, 2 ** 63 - 1, -2 ** 63) for b in (1, 2, 3, 7, -4, 0, 2 ** 33)]))
print(counted(1000), counted(0), counted(3001))
print(limits([0, 1, -1, 2 ** 30, 2 ** 61, 2 ** 62 - 1, 2 ** 63 - 2, 2 ** 63 - 1, -2 ** 63, -2 ** 63 + 1, 2 ** 63, 3074457345618258602, 3074457345618258603]))
rows = [[], [1, 2, 3], [9], [], [4.0, 8.0]] * 20
print(leftovers(rows)[:7], leftovers([]), leftovers([[]]))
print(leave_early([[1, 2, 3], [5, 40]] * 9, 60), sorted(leave_early([[1, 2], [3]] * 30, -1)))
print(shared_iterator(60))
print(unwinding(12))
points = [Point(1, 2), Point(1.5, 2.5), Point(2 ** 62, 2 ** 61)]
print(cells(points, 40))
print(cells([Point(1, 2)], 300))
