"""Attributes of classes that are no descriptors, and objects that become ones."""
import types


class Table:
    EMPTY = object()
    GONE = object()
    count = 3 + 4j
    view = memoryview(b"abc")


def same(table, times):
    hits = 0
    for _ in range(times):
        if table.EMPTY is Table.EMPTY and Table.GONE is not table.EMPTY:
            hits += 1
    return hits, table.count, bytes(Table.view)


print(same(Table(), 5))
own = Table()
own.EMPTY = 1
print([t.EMPTY is Table.EMPTY for t in (Table(), own, Table(), own)])
Table.EMPTY = None
print(same(Table(), 3), own.EMPTY)


class Plain:
    pass


class Getter:
    def __get__(self, obj, owner):
        return "got", obj is None


class Holder:
    one = Plain()
    two = Plain()
    module = types.ModuleType("m")


def kinds(h):
    return [type(x).__name__ for x in (h.one, Holder.one, h.two, Holder.two, h.module, Holder.module)]


h = Holder()
for _ in range(3):
    print(kinds(h))
Plain.__get__ = lambda self, obj, owner: "became"
for _ in range(3):
    print(kinds(h))
del Plain.__get__
Holder.__dict__["two"].__class__ = Getter
print(kinds(h), Holder.two)


class ModuleWithGet(types.ModuleType):
    def __get__(self, obj, owner):
        return 12


Holder.__dict__["module"].__class__ = ModuleWithGet
print(h.module, Holder.module)


def sums(a, b, c=0):
    x = a + b
    return x + c


def bodies():
    f = sums
    for k in range(4):
        yield f(k, k), f(k, 1, 2), Table.count * Table.count - Table.count + 1j


print(list(bodies()))


def unbound(a, clear):
    if not clear:
        later = a
    try:
        return later
    except UnboundLocalError as e:
        return str(e)


for clear in (False, True, False, True):
    print(unbound(5, clear))


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def deepest():
    try:
        return down(10 ** 6)
    except RecursionError as e:
        return str(e)


print(down(500), deepest(), down(500))
