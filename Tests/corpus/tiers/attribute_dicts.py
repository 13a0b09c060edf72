# Instances whose attributes are reached through __dict__, whose class changes, and whose class's attributes change.
class P:
    kind = "p"

    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


class Q(P):
    def get(self):
        return -self.x


def through_dict(n):
    p = P(0)
    d = p.__dict__
    total = 0
    for k in range(n):
        d["x"] = k
        total += p.x
        p.x += 1
        total += d["x"]
        if k == n - 3:
            d["y"] = 5
        if k == n - 2:
            del d["x"]
            p.x = 7
    return total, d, p.x


def class_of(n):
    p = P(3)
    out = []
    for k in range(n):
        if k == n - 4:
            p.__class__ = Q
        if k == n - 2:
            p.get = lambda: "own"
        out.append(p.get())
    return out[-6:]


def class_attribute(n):
    p = P(1)
    out = []
    for k in range(n):
        out.append(p.kind)
        if k == n - 4:
            P.kind = "changed"
        if k == n - 2:
            p.kind = "own"
    P.kind = "p"
    return out[-6:]


def class_method(n):
    p = P(1)
    out = []
    old = P.get
    for k in range(n):
        out.append(p.get())
        if k == n - 4:
            P.get = lambda self: [self.x]
        if k == n - 2:
            P.x = property(lambda self: "data descriptor")
    P.get = old
    del P.x
    return out[-6:]


def other_shape(n):
    things = []
    for k in range(n):
        p = P(k)
        if k % 5 == 4:
            del p.x
            p.z = 1
            p.x = -k
        things.append(p)
    total = 0
    for p in things:
        total = total * 3 % 1000003 + p.x
    return total


def missing(n):
    p = P(1)
    try:
        for k in range(n):
            if k == n - 1:
                del p.x
            p.x
    except AttributeError as e:
        return str(e), k


for f in (through_dict, class_of, class_attribute, class_method, other_shape, missing):
    for n in (10, 60):
        print(f.__name__, f(n))
