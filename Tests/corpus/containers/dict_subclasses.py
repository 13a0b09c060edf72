"""dict subclasses: __missing__, overridden methods, keys with their own __hash__ and __eq__."""
class Auto(dict):
    def __missing__(self, key):
        value = self[key] = len(self)
        return value
a = Auto()
print(a["x"], a["y"], a["x"], a, a.get("z"), "z" in a)
class Loud(dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)
    def __getitem__(self, key):
        return ("got", super().__getitem__(key))
l = Loud(a=1)
l["b"] = 2
l.update(c=3)
l.setdefault("d", 4)
print(l, l["a"], l.get("a"), dict(l), {**l}, list(l.items()))
class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n % 3
    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n
    def __repr__(self):
        return f"K{self.n}"
d = {Key(i): i for i in range(10)}
print(d, d[Key(7)], Key(11) in d, d.pop(Key(0)), list(d)[:3], len({Key(i % 4) for i in range(20)}))
class NoHash:
    def __eq__(self, other):
        return True
class BadHash:
    def __hash__(self):
        return "x"
class Raises:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        raise ValueError("compared")
for f in (lambda: {NoHash(): 1}, lambda: hash(BadHash()), lambda: {Raises(): 1, Raises(): 2}, lambda: d[Key(99)], lambda: a.__missing__):
    try:
        r = f()
        print(type(r).__name__)
    except Exception as e:
        print(type(e).__name__, e)
class Huge:
    def __hash__(self):
        return 2**100
print(hash(Huge()), hash(Huge()) == hash(2**100))


# --- a copy goes by keys() where __iter__ is the heir's own
class Chosen(dict):
    def keys(self):
        return [0]


def copies():
    d = Chosen({0: 1, 2: 3})
    print(d.copy(), d | {5: 6}, {5: 6} | d, {**d}, dict(d))
    Chosen.__iter__ = lambda self: iter([7])
    print(d.copy(), d | {5: 6}, {5: 6} | d, {**d}, dict(d), type(d.copy()))
    print(Chosen().copy())
    Chosen.keys = lambda self: 5
    for f in (d.copy, lambda: d | {}):
        try:
            print(f())
        except TypeError as e:
            print(e)


copies()
