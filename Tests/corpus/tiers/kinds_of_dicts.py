"""defaultdict and OrderedDict in hot loops: keys that are there and keys that aren't, and classes that derive from them."""
from collections import OrderedDict, defaultdict


class Loud(OrderedDict):
    def __setitem__(self, key, value):
        super().__setitem__(key, (value,))


class Counting(defaultdict):
    def __missing__(self, key):
        return -1


def fill(d, n):
    found = 0
    for i in range(n):
        key = i % 7
        d[key] = i
        found += key in d
        if len(d) > 5:
            d.popitem()
    return found, len(d), list(d.items())


def group(d, words):
    for w in words:
        d[w].append(len(w))
    return dict(d)


def count(d, words):
    for w in words:
        d[w] += 1
    return list(d.items())


def get(d, keys):
    out = []
    for k in keys:
        try:
            out.append(d[k])
        except KeyError as e:
            out.append(e.args)
        out.append(d.get(k, 0))
    return out


words = "a b a c b a d e a f g a".split() * 4
for cls in (dict, OrderedDict, Loud, defaultdict, Counting):
    print(cls.__name__, fill(cls(), 30))
print(group(defaultdict(list), words))
print(count(defaultdict(int), words), count(Counting(int), words))
print(get(OrderedDict(a=1, b=2), words)[:12], get(defaultdict(None, a=1), words)[:12], get(Counting(int, a=1), words)[:12])


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.n == other.n


od = OrderedDict()
for i in range(8):
    od[Key(i % 2)] = i
print(len(od), list(od.values()))
order = OrderedDict.fromkeys(range(5))
for i in range(20):
    order[i % 5] = i
    order.move_to_end(i % 5)
print(list(order.items()))
try:
    for k in order:
        order[k + 100] = 1
except RuntimeError as e:
    print(e)
