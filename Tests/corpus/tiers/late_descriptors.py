"""Objects on classes that become descriptors, or lose that, behind code that has read them often; classes whose own classes change."""
from enum import Enum


class Plain:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


class Other(Plain):
    def __get__(self, instance, owner):
        return ("other", self.name, instance is None)


class Setter:
    """Takes writes only: what the instance has goes before it."""

    def __set__(self, instance, value):
        instance.__dict__["kept"] = value * 2


class Meta(type):
    pass


class Holder:
    item = Plain("item")
    kept = Setter()


class Metered(metaclass=Meta):
    item = Plain("metered")


class Color(Enum):
    RED = 1
    GREEN = 2


def read(h, cls, n):
    last = None
    for _ in range(n):
        last = (h.item, cls.item, Metered.item, Color.RED.value, Color.GREEN)
    return last


def keep(h, n):
    for k in range(n):
        h.kept = k
    return h.kept


def show(what, n=3000):
    print(what, read(h, Holder, n), keep(h, n))


h = Holder()
print(type(h.kept))
show("plain")
Plain.__get__ = lambda self, instance, owner: ("got", self.name, instance is None)
show("with __get__")
del Plain.__get__
show("without")
Holder.__dict__["item"].__class__ = Other
show("of another class")
Holder.item = Plain("new")
show("new")
Plain.__set__ = lambda self, instance, value: print("set", self.name, value)
h.item = 5
show("with __set__")
h.__dict__["item"] = "own"
show("own")
Plain.__get__ = lambda self, instance, owner: ("data", self.name)
show("data")
del Plain.__set__, Plain.__get__
show("plain again")
Meta.item = property(lambda cls: "property of " + cls.__name__)
show("metaclass")
del Meta.item
show("not any more")
Meta.item = "behind"
show("behind")
del Metered.item
show("in front")
Metered.item = 7


class Meta2(Meta):
    @property
    def item(cls):
        return "second"


Metered.__class__ = Meta2
show("second metaclass")


class Asked(type):
    def __getattribute__(cls, name):
        return "asked " + name if name == "item" else super().__getattribute__(name)


class Questions(metaclass=Asked):
    item = Plain("never")


print([Questions.item for _ in range(3000)][-1])
Setter.__get__ = lambda self, instance, owner: "setter's"
show("setter gets")


class Bound(dict):
    """A dict that binds itself, as a function does."""

    def __get__(self, instance, owner=None):
        return lambda key: (type(instance).__name__, self[key])


class Number(int):
    def __get__(self, instance, owner=None):
        return "number of " + owner.__name__


class Named(type):
    def __get__(cls, instance, owner=None):
        return cls.__name__ + " in " + owner.__name__


class Inner(metaclass=Named):
    pass


class Outer:
    table = Bound(a=1)
    count = Number(3)
    inner = Inner


def bound(o, n):
    for _ in range(n):
        last = (o.table("a"), o.count, Outer.count, o.inner, Outer.inner)
    return last


print(bound(Outer(), 3000))
