"""Items of dicts, lists and tuples whose class is one of Python's, of several shapes; with and without special methods of their own."""


class Facts(dict):
    def __init__(self, rules):
        super().__init__()
        self.rules = rules

    def tell(self, k, v):
        if k in self and self[k] is not None:
            return self[k] == v
        self[k] = v
        return True


class Filled(dict):
    def __missing__(self, key):
        self[key] = [key]
        return self[key]


class Upper(Facts):
    def __getitem__(self, key):
        return dict.__getitem__(self, key) or "none"


class Row(list):
    pass


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


class Graph:
    def __init__(self, wide):
        if wide:
            self.extra = wide
        self.nodes = {}

    def __getitem__(self, n):
        return self.nodes[n]

    def __setitem__(self, n, v):
        self.nodes[n] = v

    def __delitem__(self, n):
        del self.nodes[n]

    def __contains__(self, n):
        return n in self.nodes


class Sub(Graph):
    pass


def tell(facts, n):
    said = 0
    for k in range(n):
        if facts.tell(("a", "b", "c", k % 50)[k % 4], k % 3):
            said += 1
    return said


def fill(d, n):
    for k in range(n):
        d[Key(k % 7)].append(k)
        d[k % 5].append(k)
        if k % 11 == 0 and Key(3) in d:
            del d[Key(3)]
    return sorted(map(len, d.values()))


def rows(r, n):
    total = 0
    for k in range(n):
        r[k % len(r)] = k
        total += r[-1] + (k in r)
    try:
        r[n]
    except IndexError as e:
        return total, str(e)


def graphs(all_, n):
    found = 0
    for k in range(n):
        g = all_[k % len(all_)]
        g[k % 13] = k
        if k % 12 in g:
            found += g[k % 12]
        if k % 5 == 0 and k % 13 in g:
            del g[k % 13]
    try:
        g[99]
    except KeyError as e:
        return found, repr(e)


for n in (40, 3000):
    print(tell(Facts(1), n), tell(Upper(2), n), fill(Filled(), n), rows(Row([1, 2, 3]), n))
    print(graphs([Graph(0), Graph(1), Sub(0), Sub(2)], n), graphs([Graph(1)], n))

late = Facts(3)
print(tell(late, 3000))
Facts.__getitem__ = lambda self, key: 1
print(tell(late, 3000))
Facts.__contains__ = lambda self, key: False
print(tell(late, 3000), len(late))
