"""Loops over dicts that change meanwhile: values, gaps, ends, resizing, walks that go on after an error."""


def walk(make, change, view):
    d = make()
    seen = []
    it = iter(getattr(d, view)()) if view else iter(d)
    try:
        for n, x in enumerate(it):
            seen.append(x)
            change(d, n, x)
            if n > 30:
                seen.append("...")
                break
    except RuntimeError as e:
        seen.append(str(e))
        for _ in range(2):
            try:
                seen.append(next(it))
            except (RuntimeError, StopIteration) as e:
                seen.append(repr(e))
    return seen, it.__length_hint__(), list(d.items())[-3:]


def pairs(make, change):
    d = make()
    seen = []
    n = 0
    try:
        for k, v in d.items():
            seen.append((k, v))
            change(d, n, (k, v))
            n += 1
            if n > 30:
                break
    except RuntimeError as e:
        seen.append(str(e))
    return seen


def gaps():
    d = {i: str(i) for i in range(12)}
    for i in (0, 1, 5, 6, 11):
        del d[i]
    return d


def refilled():
    d = dict.fromkeys(range(40), 1.5)
    for i in range(38):
        del d[i]
    d["x"] = 2 ** 70
    return d


makers = [dict, lambda: {"a": 1}, lambda: {i: i * i for i in range(5)}, lambda: {"a": 1, "b": 2.5, "c": None, "d": "e"}, gaps, refilled,
          lambda: {1.5: True, (1, 2): (3,), None: 2 ** 80, 2 ** 80: -1}, lambda: dict(zip("abc", range(3)))]


def nothing(d, n, x):
    pass


def assign(d, n, x):
    for k in list(d):
        d[k] = n


def shrink(d, n, x):
    d.popitem()


def grow(d, n, x):
    d[n, "more"] = n


def clear_at_two(d, n, x):
    if n == 2:
        d.clear()


def refill_at_one(d, n, x):
    if n == 1:
        kept = list(d.items())
        d.clear()
        d.update(kept)


def grow_and_shrink(d, n, x):
    for i in range(100):
        d["t", i] = i
    for i in range(100):
        del d["t", i]


class Plain:
    def __init__(self):
        self.x, self.y, self.z = 1, "y", 2.5


makers.append(lambda: vars(Plain()))
changes = [nothing, assign, shrink, grow, clear_at_two, refill_at_one, grow_and_shrink]
for change in changes:
    for number, make in enumerate(makers):
        print(change.__name__, number)
        for view in (None, "keys", "values", "items"):
            print("   ", walk(make, change, view))
        print("   ", pairs(make, change))

total = 0
d = {i: i * 2 for i in range(300)}
for _ in range(20):
    for k in d:
        total += k
    for v in d.values():
        total += v
    for k, v in d.items():
        total ^= k * v
    for pair in d.items():
        total += pair[0] - pair[1]
print(total, sum(d), sum(d.values()), max(d.items()))
