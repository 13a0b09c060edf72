# What visitors over trees of nodes do: attributes that are deleted, callables in attributes, super() from many classes, properties of many classes, identity.


class Node:
    def __init__(self, line):
        self.line = line
        self.scratch = None

    @property
    def fullname(self):
        return "node"


class Leaf(Node):
    def __init__(self, line, name):
        super().__init__(line)
        self.name = name

    @property
    def fullname(self):
        return "leaf " + self.name

    def accept(self, visitor):
        return visitor.leaf(self)


class Pair(Node):
    def __init__(self, line, left, right):
        super().__init__(line)
        self.left, self.right = left, right

    @property
    def fullname(self):
        if self.line < 0:
            raise AttributeError("negative")
        return f"({self.left.fullname}, {self.right.fullname})"

    def accept(self, visitor):
        return visitor.pair(self)


class Named(Leaf):
    fullname = "a plain class attribute"


class Plain(Node):
    def __init__(self, line):
        super().__init__(line)
        self.kind = "plain"

    def accept(self, visitor):
        return visitor.strategy([])


class Query:
    def __init__(self, strategy):
        self.options = 1
        self.strategy = strategy
        self.seen = 0
        self.depth = 0

    def leaf(self, node):
        self.seen += 1
        return self.strategy([node.line])

    def pair(self, node):
        self.depth += 1
        result = self.strategy([node.left.accept(self), node.right.accept(self)])
        self.depth -= 1
        return result


def tree(depth, n=1):
    if depth == 0:
        return (Leaf(n, f"l{n}"), Named(n, f"n{n}"), Plain(n))[n % 3]
    return Pair(n, tree(depth - 1, 2 * n), tree(depth - 1, 2 * n + 1))


def visit(rounds):
    root = tree(3)
    totals = []
    for k in range(rounds):
        q = Query(sum if k % 2 else max_of)
        if k % 3 == 0:
            # The others move up.
            del q.options
        totals.append(root.accept(q))
        if k % 3 == 1:
            del q.seen
            q.seen = "again"
        totals.append((q.seen, q.depth, list(q.__dict__) if k % 5 == 0 else None))
    return totals


def max_of(values):
    return max(values, default=0)


print(visit(30)[-12:])


def names(nodes):
    out = []
    for node in nodes:
        try:
            out.append(node.fullname)
        except AttributeError as e:
            out.append(e.args)
    return out


nodes = [Leaf(1, "a"), Pair(2, Leaf(3, "b"), Node(4)), Node(5), Named(6, "c"), Pair(-1, None, None)]
for _ in range(20):
    found = names(nodes)
print(found)
Leaf.fullname = property(lambda self: "changed")
print(names(nodes))


def same(a, b):
    return a == b, a != b, a == None, None != b


class Equal(Node):
    def __eq__(self, other):
        return "asked"


first, second = Leaf(1, "x"), Leaf(1, "x")
for _ in range(20):
    r = [same(first, first), same(first, second), same(nodes[1], first), same(nodes[1], nodes[1])]
print(r)
print(same(first, Equal(1)), same(Equal(1), first), same(first, 3), same(first, "x"))
Node.__eq__ = lambda self, other: "now"
print(same(first, second))
del Node.__eq__
print(same(first, second), same(second, second))


# An instance that loses attributes in the middle, in any order, and gets them again.
class Bag:
    def __init__(self):
        for n in "abcdefgh":
            setattr(self, n, n)


def churn(rounds):
    seen = set()
    for k in range(rounds):
        bag = Bag()
        for j in range(6):
            name = "abcdefgh"[(k * 7 + j * 3) % 8]
            if hasattr(bag, name):
                delattr(bag, name)
                if j % 2:
                    setattr(bag, name, k)
        try:
            last = bag.a
        except AttributeError as e:
            last = str(e)
        seen.add((str(last), "".join(bag.__dict__)))
    return len(seen), sorted(seen)[:4]


print(churn(300))


class Slotted:
    __slots__ = ("x", "__dict__")

    def __init__(self):
        self.x, self.a, self.b, self.c = 1, 2.5, 3, "c"


def slots(rounds):
    total = 0
    for k in range(rounds):
        s = Slotted()
        del s.a
        s.b += k
        total += s.b + s.x
        view = s.__dict__
        del s.b
        total += len(view)
    return total, view


print(slots(50))


# super() from instances of many classes, and from classes with a method of another base between.
class Base:
    def describe(self):
        return type(self).__name__

    @classmethod
    def make(cls):
        return cls()


class Mid(Base):
    def describe(self):
        return "mid " + super().describe()

    @classmethod
    def make(cls):
        return super().make()


class Mixin(Base):
    def describe(self):
        return "mixin " + super().describe()


kinds = [type(f"K{n}", (Mid, Mixin) if n % 2 else (Mid,), {}) for n in range(12)]
for _ in range(10):
    text = [k.make().describe() for k in kinds]
print(text)


class Proxy:
    __class__ = Mid

    def describe(self):
        return Mid.describe(self)


try:
    print(Proxy().describe())
except TypeError as e:
    print(e)


# A context manager made of a generator: attributes deleted, the docstring of a class whose metaclass has one, calls with *args.
import contextlib


class Scopes:
    def __init__(self):
        self.depth = 0

    @contextlib.contextmanager
    def scope(self, by, *, twice=False):
        self.depth += by + twice
        try:
            yield self.depth
        finally:
            self.depth -= by + twice


def scopes(rounds):
    s, total = Scopes(), 0
    for k in range(rounds):
        with s.scope(k) as depth, s.scope(1, twice=True) as inner:
            total += depth + inner
        try:
            with s.scope(2):
                if k % 4 == 0:
                    raise ValueError(k)
        except ValueError as e:
            total -= e.args[0]
        if k % 10 == 9:
            try:
                s.scope()
            except TypeError as e:
                total += len(str(e))
    return total, s.depth


print(scopes(40))
manager = Scopes().scope(1)
print(manager.__doc__ == type(manager).__doc__, sorted(manager.__dict__))
with manager:
    print(sorted(manager.__dict__))


class Meta(type):
    """of the metaclass"""

    tag = "of the metaclass"
    size = property(lambda cls: len(cls.__name__))


class Documented(metaclass=Meta):
    """of the class"""

    tag = "of the class"


class Bare(metaclass=Meta):
    pass


def of_classes(classes):
    return [(c.__doc__, c.tag, c.__module__, c.size, c.__name__) for c in classes]


for _ in range(10):
    found = of_classes([Documented, Bare])
print(found)
Bare.__doc__ = "set"
Documented.__module__ = "elsewhere"
print(of_classes([Documented, Bare]))


# Truth and equality of what has methods for it, beside what hasn't.
class Truth:
    def __init__(self, n):
        self.n = n

    def __bool__(self):
        return self.n > 2

    def __eq__(self, other):
        return NotImplemented if isinstance(other, str) else self.n == getattr(other, "n", None)


class Sized:
    def __len__(self):
        return 0


class Bad:
    def __bool__(self):
        return 3

    def __eq__(self, other):
        raise LookupError("asked")


def count(values):
    n = equal = 0
    for v in values:
        if v:
            n += 1
        for w in values:
            if v == w:
                equal += 1
            if (v != w) is True:
                equal += 100
    return n, equal


values = [None, Truth(1), Truth(3), Sized(), "", "a", 0, 2, 0.0, [], (), {}, {1}, set(), int, Meta, Bare, print, Truth]
for _ in range(5):
    counted = count(values)
print(counted)
for bad in (count, lambda v: [x == None for x in v]):
    try:
        print(bad([Bad(), 1]))
    except (TypeError, LookupError) as e:
        print(type(e).__name__, e)


# Attributes set on instances of ever other classes, by properties and by slots among them.
class Named2:
    __slots__ = ("name",)


class Checked:
    def __init__(self):
        self.log = []

    @property
    def name(self):
        return "checked"

    @name.setter
    def name(self, value):
        if value == "bad":
            raise ValueError(value)
        self.log.append(value)


class Custom:
    def __setattr__(self, name, value):
        object.__setattr__(self, "own_" + name, value)


class ReadOnly:
    name = property(lambda self: "read-only")


def set_names(objects, value):
    for o in objects:
        try:
            o.name = value
        except (AttributeError, ValueError, TypeError) as e:
            print(type(e).__name__, e)


def fresh_class(k):
    class C:
        def __init__(self, x):
            self.x = x
            self.name = "first"

        def get(self):
            return self.x, self.name

    return C(k)


objects = [Named2(), Checked(), Custom(), Bag(), Truth(1), lambda: 0, Sized(), fresh_class(0), Base, [], None, 3, ReadOnly()]
for value in ("v", "w", "bad"):
    set_names(objects[:8], value)
set_names(objects[8:], "v")
print(objects[0].name, objects[1].log, vars(objects[2]), objects[3].name, vars(objects[4]), objects[5].name, vars(objects[6]), objects[7].get(), Base.name)
total = []
for k in range(40):
    c = fresh_class(k)
    del c.x
    c.x = k + 1
    c.name = k
    total.append(c.get())
print(total[-3:])
