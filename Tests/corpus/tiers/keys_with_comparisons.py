# Keys that are plain numbers and strs, beside keys whose comparison is written in Python and changes what loops have loaded.


class Counter:
    def __init__(self):
        self.n = 0


counter = Counter()


class Same:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        counter.n += 100
        if counter.n > 100000:
            raise ValueError(other)
        return isinstance(other, str) and self.value == other


def found(kept, keys, c):
    t = 0
    for k in keys:
        c.n += 1
        if k in kept:
            t += 10
        if k not in kept:
            t += 1
        t += c.n
    return t, c.n


def got(d, keys, c):
    t = 0
    for k in keys:
        c.n += 1
        t += d.get(k, 3)
        t += c.n
    return t, c.n


for _ in range(3):
    for keys in ([5] * 12, ['a'] * 12):
        for first in (5, 'a', 2.5):
            counter.n = 0
            print(found({Same(first), 1}, keys, counter), found({Same(first): 1, 2: 2}, keys, counter), end=' ')
            print(got({Same(first): 1, 2: 2}, keys, counter))
counter.n = 99990
try:
    found({Same(5)}, [5] * 40, counter)
except ValueError as e:
    print(repr(e), counter.n)
