# Loops over lists, dicts, sets and tuples whose storage and contents vary, with subclasses and errors in the middle.
from collections import deque


def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    for i in range(2, n):
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
    return [i for i, f in enumerate(flags) if f][-3:]


def storage(rounds):
    out = []
    for n in range(rounds):
        values = [0] * 3 if n % 3 == 0 else [0.5] * 3 if n % 3 == 1 else ["a", None, ()]
        values.append(n)
        values[-2] = n / 2
        values.insert(0, -n)
        last = values.pop()
        out.append(values[0])
        out += [last, len(values)]
        first, *rest = values
        out.extend(rest[1:])
    return out[-9:], len(out)


def counts(items):
    seen = {}
    for k in items:
        seen[k] = seen.get(k, 0) + 1
    for k in items:
        seen[k] += 2
    total = 0
    for k, v in seen.items():
        if k in seen and v:
            total += v
    for k in list(seen.keys()):
        if isinstance(k, int) and k % 2:
            del seen[k]
    return total, len(seen), seen.pop("no", None), seen.setdefault("new", []), sorted(map(str, seen.values()))[:3]


def missing(d, keys):
    found = failed = 0
    for k in keys:
        try:
            found += d[k]
        except KeyError as e:
            failed += len(str(e))
    return found, failed


def points(n):
    grid = {}
    for x in range(n):
        for y in range(n):
            grid[x, y] = x * y
    total = 0
    for (x, y), v in grid.items():
        if (x + 1, y) in grid:
            total += v - grid[(y, x)] + len(grid)
    return total


def unions(n):
    a = set()
    for i in range(n):
        a.add(i * 7 % 31)
        if i in a:
            a.discard(i)
    b = {x % 5 for x in range(n)}
    c = frozenset(range(4))
    for i in range(n):
        d = (a | b) & {i, i + 1, 4} - c
        a ^= d
    return sorted(a), sorted(b), sorted(c | b)


def queue(n):
    q = deque([1])
    order = []
    while q:
        x = q.popleft()
        order.append(x)
        if x < n:
            q.append(x * 2)
            if x % 3 == 1:
                q.append(x * 2 + 1)
    return order[-4:], len(order)


def zipped(a, b):
    out = []
    for n, (x, y) in enumerate(zip(a, b)):
        x, y = y, x
        out.append((x, n, y))
    for x, y in zip(reversed(a), b):
        out.append((x, y))
    for x in map(abs, a):
        out.append(x)
    return out[-5:], sum(x for x in a), min(a), max(a, key=abs), any(a), all(a)


def unpacked(rows):
    total = 0
    for row in rows:
        try:
            a, b = row
            total += a - b
        except (ValueError, TypeError) as e:
            total += len(str(e))
    return total


class Key:
    compared = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        Key.compared += 1
        return self.n == other.n


class Box(list):
    def __getitem__(self, i):
        return 1000 + list.__getitem__(self, i)

    def append(self, v):
        list.append(self, v * 2)


class Defaults(dict):
    def __missing__(self, k):
        return 77


def keyed(n):
    d = {}
    for i in range(n):
        d[Key(i % 10)] = Key.compared
        if Key(i % 13) in d:
            d[Key(i % 10)] += 1
    return len(d), Key.compared > 0


def fill(lists):
    total = 0
    for box in lists:
        box.append(4)
        total += box[0] + box[-1]
    return total


def slices(values):
    out = []
    for n in range(40):
        part = values[n % 5:-1]
        part[1:2] = [n, n]
        out += part[::2] + [len(part)] * 2
        if n % 7 == 0:
            del part[0]
    return out[-6:], values[-3:], values[5:2], (1, 2) + tuple(values[:2])


def ranges(values):
    out = 0
    for n in range(50):
        try:
            out += values[n % 12]
        except IndexError as e:
            out -= len(str(e))
        try:
            values[n] = n
        except IndexError as e:
            out -= len(str(e))
    return out


for _ in range(3):
    print(sieve(200))
    print(storage(60))
    print(counts([1, 2.5, "x", (1, 2), None, True, 1] * 15))
    print(missing({k: k for k in range(0, 50, 2)}, range(60)))
    print(points(12))
    print(unions(40))
    print(queue(90))
    print(zipped([3, -4, 5, 0] * 9, [1.5, "ab", 2, 7] * 9))
    print(unpacked([(1, 2)] * 30 + [[5, 2], (1,), (1, 2, 3), 5, {9: 1, 4: 2}, "ab"]))
    print(keyed(80))
    print(fill([[1], [2.0]] * 20 + [Box([5])] + [[3]] * 3))
    print(slices([9, 8, 7, 6, 5, 4, 3]))
    print(ranges([1] * 10))
    print([Defaults(a=1)[k] for k in ["a", "b"] * 20][-2:], [{"a": 1}.get(k, k) for k in "abab"])
