"""Dicts whose keys come and go, so that their entries move: order, iteration, and keys that change the dict when they are compared."""
from collections import OrderedDict


class Cache:
    def __init__(self, size):
        self.size, self.entries, self.hits = size, {}, 0

    def get(self, key):
        if key in self.entries:
            value = self.entries.pop(key)
            self.hits += 1
        else:
            value = key * key
            if len(self.entries) >= self.size:
                del self.entries[next(iter(self.entries))]
        self.entries[key] = value
        return value


for size in (5, 12, 40, 300):
    cache = Cache(size)
    total = sum([cache.get(k * k % (size + 7)) for k in range(4000)])
    print(size, total, cache.hits, list(cache.entries.items())[:3], sum(cache.entries))

recent = OrderedDict()
for k in range(5000):
    key = str(k * 7 % 113)
    recent[key] = k
    recent.move_to_end(key, k % 5 != 0)
    if len(recent) > 60:
        recent.popitem(last=k % 2 == 0)
print(len(recent), list(recent.items())[:4], list(reversed(recent))[:4])

d = {k: k for k in range(20)}
seen = []
try:
    for k in d:
        seen.append(k)
        del d[k]
        d[k + 100] = k
        if len(seen) > 60:
            break
except RuntimeError as e:
    print(e)
print(seen[:5], len(d))

table = {k: -k for k in range(15)}
it = iter(table)
print(next(it), next(it))
for k in range(2000):
    del table[k]
    table[k + 15] = k
print(list(table)[:3], len(table))
try:
    print(next(it))
except (RuntimeError, StopIteration) as e:
    print(type(e).__name__, e)


class Key:
    calls = 0

    def __init__(self, name, owner):
        self.name, self.owner = name, owner

    def __hash__(self):
        return 7

    def __eq__(self, other):
        Key.calls += 1
        if self.owner is not None and Key.calls in (3, 8, 14):
            for k in range(40):
                self.owner.pop(("x", k), None)
                self.owner["y", k, Key.calls] = k
                del self.owner["y", k, Key.calls]
                self.owner["x", k] = k
        return self.name == other.name


owner = {("x", k): k for k in range(40)}
names = [Key("k%d" % k, owner) for k in range(6)]
for n in names:
    owner[n] = n.name
print([owner.get(Key("k%d" % k, None)) for k in range(8)], len(owner), Key.calls)
print({*"abc"} ^ {*"bcd"} == {"a", "d"}, sorted({1, 2, 3} ^ set(range(2, 900)))[:3], list(set() | {3, 1, 2}), len(set() ^ set(range(5000))))
