"""Instances of Python classes that derive from built-in ones, in hot code: exceptions, named tuples, and classes with a __new__ of their own."""
from collections import namedtuple


class Refused(Exception):
    def __init__(self, code, *, note="n"):
        super().__init__(code)
        self.code = code
        self.note = note

    def twice(self):
        return self.code * 2


class Retry(Refused):
    pass


class Bare(Exception):
    kind = "bare"


class Stored(Exception):
    def __init__(self, a, b=2):
        self.a = a
        self.b = b


class BadInit(Exception):
    def __init__(self):
        return 5


Job = namedtuple("Job", "id size name")


class Task(namedtuple("Task", "a b")):
    __slots__ = ()

    @property
    def both(self):
        return self.a + self.b

    def scaled(self, n):
        return Task(self.a * n, self.b)


class Factory:
    def __new__(cls, kind):
        return object.__new__(cls) if kind else (cls, kind)

    def value(self):
        return 7


class Late(tuple):
    def __new__(cls, n):
        return tuple.__new__(LateChild if n > 30 and LateChild else cls, (n,))


LateChild = None


class Number(int):
    def __new__(cls, v, extra=1):
        made = int.__new__(cls, v)
        made.extra = extra
        return made


class Words(dict):
    def __missing__(self, key):
        self[key] = len(key)
        return self[key]


def raised(n):
    out = []
    total = 0
    for i in range(n):
        try:
            if i % 4 == 0:
                raise Refused(i)
            if i % 4 == 1:
                raise Retry(i, note="r%d" % (i % 3))
            if i % 4 == 2:
                raise Bare(i, "x")
            raise Stored(i)
        except Retry as e:
            total += e.code + e.twice() + len(e.note)
            out.append((e.args, e.note))
        except Refused as e:
            e.extra = i
            total += e.code + e.extra
            out.append(e.args)
        except Bare as e:
            total += e.args[0] + len(e.kind)
            out.append(str(e))
        except Stored as e:
            total += e.a + e.b
            out.append((e.args, repr(e)))
    return total, out[-8:]


def tuples(n):
    total = 0
    jobs = []
    for i in range(n):
        j = Job(i, i * 2, "job%d" % (i % 5))
        jobs.append(j)
        total += j.id + j.size + len(j.name) + j[1] + len(j)
        a, b, c = j
        total += a + b
        t = Task(i, 3).scaled(2)
        total += t.both + t.a
        k = j._replace(size=1)
        total += k.size + (k < j) + (j == (i, i * 2, j.name))
    best = max(jobs, key=lambda j: j.size)
    return total, best, jobs[0], Task(1, 2), isinstance(jobs[0], tuple)


def made(n):
    total = 0
    for i in range(n):
        f = Factory(i % 3)
        total += f.value() if isinstance(f, Factory) else f[1]
        x = Number(i, extra=i % 4)
        total += x + x.extra + Number(2).extra
        w = Words()
        total += w["abc"] + w["abc"] + len(w)
    return total


def late(n):
    global LateChild
    out = []
    for i in range(n):
        if i == 28:
            class LateChild(Late):
                def __init__(self, n):
                    self.seen = n
        v = Late(i)
        out.append((type(v).__name__, v[0], getattr(v, "seen", None)))
    return out[25:36]


def wrong(n):
    out = set()
    for i in range(n):
        for call in (lambda: Refused(), lambda: Retry(1, 2), lambda: Job(1), lambda: Job(1, 2, 3, 4), lambda: BadInit(), lambda: Stored(1, 2, 3), lambda: Bare(x=1), lambda: Job(1, 2, "a").nothing, lambda: Bare().nothing):
            try:
                call()
            except (TypeError, AttributeError) as e:
                out.add((type(e).__name__, str(e)))
        j = Job(1, 2, "x")
        try:
            j.id = 3
        except AttributeError as e:
            out.add(str(e))
    return sorted(out, key=str)


def changed(n):
    out = []
    for i in range(n):
        e = Bare(i)
        out.append(e.kind)
        if i == n // 2:
            Bare.kind = property(lambda self: "prop%d" % self.args[0])
        if i == n // 2 + 3:
            Bare.__init__ = lambda self, v: Exception.__init__(self, v + 100)
    return out[n // 2 - 2:n // 2 + 8]


print(raised(60))
print(tuples(50))
print(made(50))
print(late(45))
for line in wrong(8):
    print(line)
print(changed(40))
print(raised(20))
