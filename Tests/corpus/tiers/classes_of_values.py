"""type() of values of one class and of many, of objects whose class is changed, and what is made by it."""


class Meta(type):
    pass


class A:
    def __init__(self, v):
        self.v = v

    def again(self, k):
        return type(self)(self.v + k)


class B(A):
    pass


class C(A, metaclass=Meta):
    __slots__ = ()


class D(int):
    pass


class E(ValueError):
    pass


def names(values, n):
    out = {}
    for i in range(n):
        v = values[i % len(values)]
        t = type(v)
        if t is int or type(v) is A:
            out["x"] = out.get("x", 0) + 1
        out[t.__name__] = out.get(t.__name__, 0) + 1
    return out


def remade(n):
    objects = [A(1), B(2), A(3), C(4)]
    total = 0
    for i in range(n):
        o = objects[i % (2 if i < n // 2 else 4)]
        p = o.again(i)
        total += p.v * (3 if type(p) is B else 5 if type(p) is type(o) else 7)
    return total


def changed(n):
    o = A(0)
    seen = []
    for i in range(n):
        before = type(o)
        if i % 97 == 96:
            o.__class__ = B if type(o) is A else A
        seen.append((before is type(o), type(o).__name__))
    return seen.count((True, "A")), seen.count((True, "B")), seen.count((False, "A")), seen.count((False, "B"))


def same(a, n):
    count = 0
    for i in range(n):
        if type(a) is type(i):
            count += 1
        if type(a) is A and type(a) is not B:
            count += 2
    return count


MANY = [1, 2.5, True, None, "s", b"b", 10**30, (1,), [1], {}, set(), A(1), B(1), C(1), D(1), E("e"), A, Meta, len, names, A(1).again, range(3), type, object(), 1j]
for n in (5, 600):
    print(names([A(1)], n), names([1, A(2)], n), names(MANY, n))
    print(remade(n), changed(n), same(A(1), n), same(B(1), n), same(3, n))
