class Odd:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        seen.append(self.n)
        return isinstance(other, Odd) and self.n == other.n or self.n == other


seen = []


def memo(n):
    cache = {}
    total = 0
    for i in range(n):
        k = (i % 5, i % 3)
        if k in cache:
            total += cache[k]
        else:
            cache[k] = i
    return total, len(cache)


def counts(words):
    d = {}
    for w in words:
        if w in d:
            d[w] = d[w] + 1
        else:
            d[w] = 1
    return d


def changed(n):
    d = {}
    total = 0
    for i in range(n):
        if i % 7 in d:
            d[i % 7] = i
            total += d[i % 7]
            if i % 3 == 0:
                del d[i % 7]
            try:
                total += d[i % 7]
            except KeyError:
                total -= 1
        elif i % 7 not in d:
            d[i % 7] = -i
            total += d[i % 7]
    return total, sorted(d.items())


class Holder:
    pass


def view(n):
    o = Holder()
    o.x = 0
    d = o.__dict__
    total = 0
    for i in range(n):
        if "x" in d:
            o.x = i
            total += d["x"]
        if "y" in d:
            total += d["y"]
            del o.y
        else:
            o.y = i
    return total


def names(n):
    g = globals()
    total = 0
    for i in range(n):
        if "counter" in g:
            count()
            total += g["counter"]
    return total


counter = 0


def count():
    global counter
    counter += 1


def odd(n):
    d = {Odd(k): k for k in range(5)}
    total = 0
    for i in range(n):
        if i % 8 in d:
            total += d[i % 8]
    return total, len(seen) > 0


def nested(n):
    d = {}
    total = 0
    for i in range(n):
        if i in d:
            for j in range(3):
                total += d[i]
                d[i] = j
        d[i + 1] = i
    return total


print(memo(200), counts("a b c a b a".split() * 10), changed(100), view(60), names(50), odd(64), nested(50))
