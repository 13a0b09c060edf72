"""next(iter(d)) in hot code: keys that go and come, dicts that end or change meanwhile."""


def queue(n, size):
    entries, gone = {}, 0
    for i in range(n):
        if len(entries) >= size:
            first = next(iter(entries))
            gone = (gone * 31 + first) % 1000003
            del entries[first]
        entries[i * 7 % 101] = i
        if i % 5 == 0:
            entries[i % 11] = entries.pop(i % 11, 0) + 1
    return gone, list(entries.items())


def steps(d):
    it = iter(d)
    out = []
    while True:
        try:
            out.append(next(it))
        except StopIteration:
            return out


def changed(n):
    d = {"a": 1, "b": 2}
    out = []
    for i in range(n):
        it = iter(d)
        key = next(it)
        if i == n - 1:
            d["c"] = 3
        try:
            key += next(it)
        except RuntimeError as e:
            key = str(e)
        out.append(key)
    return out[0], out[-1]


print(queue(2000, 20))
for _ in range(100):
    seen = steps({1: 0, "b": 0, (2, 3): 0}), steps({}), steps(vars(type("T", (), {})()))
print(seen)
print(changed(300))
try:
    for _ in range(100):
        next(iter({}))
except StopIteration:
    print("empty")
