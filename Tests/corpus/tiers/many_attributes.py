"""Attributes and methods at places that meet objects of more classes than a cache holds: slots, class attributes, wrapped functions, properties, modules, classes."""
import math
import random
import types


class Meta(type):
    kind = "meta"

    @property
    def label(cls):
        return "label of " + cls.__name__


class Base:
    shared = "shared"

    def __init__(self, n):
        self.n = n

    def method(self, k=0):
        return self.n + k

    @classmethod
    def made(cls, n):
        return cls(n)

    @staticmethod
    def twice(n):
        return 2 * n

    @property
    def double(self):
        return self.n * 2


class Slotted(Base):
    __slots__ = ("extra",)

    def __init__(self, n):
        super().__init__(n)
        self.extra = n


class Hooked(Base):
    def __getattr__(self, name):
        return "hooked " + name


class Everything(Base):
    def __getattribute__(self, name):
        if name == "shared":
            return "everything"
        return super().__getattribute__(name)


class Listy(list):
    shared = "listy"

    def __init__(self, n):
        super().__init__(range(n % 5))
        self.n = n

    def method(self, k=0):
        return len(self) + k

    made = classmethod(lambda cls, n: cls(n))
    twice = staticmethod(lambda n: n * 2)
    double = property(lambda self: self.n * 2)


CLASSES = [type(f"C{k}", (Base,), {"shared": f"shared {k}", f"own{k}": k}) for k in range(12)] + [Slotted, Hooked, Everything, Listy]
CLASSES.append(Meta("WithMeta", (Base,), {}))


def attributes(objects):
    total, texts = 0, set()
    for o in objects:
        total += o.n + o.double + o.method(1) + o.twice(3) + o.made(2).n
        texts.add(o.shared)
        texts.add(o.__class__.__name__)
        bound = o.method
        total += bound(5)
    return total, sorted(texts)


def names(objects):
    found = []
    for o in objects:
        cls = o.__class__
        found.append(cls.__name__)
        for c in cls.__mro__:
            found.append(c.__name__)
    return len(found), sorted(set(found))


def missing(objects):
    found = 0
    for o in objects:
        try:
            found += len(o.nowhere)
        except AttributeError as error:
            found += len(str(error))
    return found


def of_namespaces(spaces):
    total = 0
    for space in spaces:
        total += space.first + space.call(2)
    return total


objects = [c(k) for k, c in enumerate(CLASSES * 6)]
for _ in range(12):
    result = attributes(objects), names(objects), missing(objects)
print(result)

spaces = [types.ModuleType("m1"), types.SimpleNamespace(), type("K", (), {}), Base(0), Meta("M", (), {})]
for n, space in enumerate(spaces):
    space.first = n
    space.call = lambda x, n=n: x * n
spaces[3].call = lambda x: x
for _ in range(40):
    total = of_namespaces([spaces[0], spaces[1], Base, spaces[3]] if _ == -1 else spaces[:2] + spaces[3:4])
print(total)

# What was found changes.
Base.shared = "changed"
Base.method = lambda self, k=0: -1
CLASSES[0].twice = staticmethod(lambda n: 100)
CLASSES[1].made = classmethod(lambda cls, n: Base(1000))
CLASSES[2].n = property(lambda self: 7, lambda self, n: None)
CLASSES[3].__name__ = "Renamed"
CLASSES[4].__bases__ = (CLASSES[5],)
objects[5].method = lambda k=0: 5
objects[6].__dict__["shared"] = "own"
for _ in range(12):
    result = attributes(objects), names(objects), missing(objects)
print(result)

print([c.__name__ is c.__name__ and c.__mro__ is c.__mro__ for c in (Base, Slotted, Listy)])


def rolls(generators, n):
    total = 0
    for _ in range(n):
        for g in generators:
            total += g.getrandbits(5) + g.randrange(3)
            x = [1, 2, 3]
            g.shuffle(x)
            total += x[0]
    return total


class Loaded(random.Random):
    def getrandbits(self, k):
        return k % 2


print(rolls([random.Random(1), random.Random(2)], 60), rolls([random.Random(3), Loaded(4)], 60), math.floor(random.Random(5).random() * 100))


def of_classes(classes):
    total = 0
    for c in classes:
        total += c.made(2).n + c.twice(4) + len(c.__name__) + len(c.shared)
        total += c.method(c(1), 3)
    return total


for _ in range(30):
    total = of_classes(CLASSES)
    single = of_classes([Base, Base])
print(total, single)
print(sorted({c.label if isinstance(c, Meta) else "none" for c in CLASSES}), CLASSES[-1].kind)
