"""Bound methods that are passed around and called in hot loops; iterators whose position a loop keeps, seen after it was left."""


class Counter:
    def __init__(self):
        self.total = 0

    def add(self, n):
        self.total += n
        return self.total

    def sub(self, n):
        self.total -= n
        return -1


class Other:
    def add(self, n):
        return "other %d" % n


def one(n):
    c = Counter()
    add = c.add
    for i in range(n):
        add(i)
    return c.total


def several(n):
    c = Counter()
    actions = [c.add, c.sub]
    out = 0
    for i in range(n):
        out += actions[i & 1](i)
    return c.total, out


def changing(n):
    c, out = Counter(), []
    for i in range(n):
        f = c.add if i < n - 2 else Other().add if i == n - 2 else abs
        out.append(f(i))
    return out[-3:]


def instance_attribute(n):
    c = Counter()
    for i in range(n):
        if i == n // 2:
            c.add = lambda x: 7
        action = c.add
        last = action(i)
    return c.total, last


def shared_iterator(n):
    it = iter(range(n))
    seen = []
    for a in it:
        for b in it:
            if b % 5 == 4:
                break
        seen.append((a, b))
        if a > n - 20:
            seen.append(next(it, None))
    return seen[-4:], next(it, "end")


def left_early(n):
    items = list(range(n))
    it = iter(items)
    total = 0
    for x in it:
        total += x
        if x == n - 5:
            break
    return total, list(it)


def raised_in_loop(n):
    it = iter((1,) * n + (0, 5, 6))
    total = 0
    try:
        for x in it:
            total += 10 // x
    except ZeroDivisionError:
        return total, list(it)


def nested(n):
    rows = []
    for i in range(n):
        row = 0
        for j in range(i, 3 * i, 2):
            if j == n:
                continue
            for k in (1, 2, 3):
                row += j * k
        rows.append(row)
    return sum(rows), rows[-1]


def grown(n):
    items = [1]
    for x in items:
        if len(items) < n:
            items.append(x + 1)
    return len(items), items[-1]


def overflowing(n):
    total = 1
    for i in range(n):
        total = total * 3 + i
    return total % 1000003


for size in (10, 400):
    print(one(size), several(size), changing(size), instance_attribute(size))
    print(shared_iterator(size), left_early(size), raised_in_loop(size))
    print(nested(min(size, 60)), grown(size), overflowing(size))
