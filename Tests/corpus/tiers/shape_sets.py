"""Objects of several classes at one place: slots and methods that they share, and what changes while they are used."""


class Base:
    def __init__(self, n):
        self.n = n
        self.flag = False
        self.link = None

    def busy(self):
        return self.flag or self.n % 7 == 3

    def step(self, k):
        self.flag = not self.flag
        return self.turn(k + 1)

    def turn(self, k):
        raise NotImplementedError


class One(Base):
    def turn(self, k):
        self.n += k
        return self.link


class Two(Base):
    def __init__(self, n):
        super().__init__(n)
        self.extra = 0

    def turn(self, k):
        self.extra += 1
        self.n -= 1
        return self.link


class Three(Base):
    def turn(self, k):
        self.flag = k % 2 == 0
        return self


class Late(Base):
    """Its instances get an attribute more while they are used."""

    def turn(self, k):
        if k > 40:
            self.more = k
        self.n += getattr(self, "more", 1)
        return self.link


class Odd:
    """Has the attributes in other places, and one of them as a property."""

    def __init__(self, n):
        self.link = None
        self.count = n

    flag = False

    @property
    def n(self):
        return self.count

    @n.setter
    def n(self, value):
        self.count = value * 2 % 1000

    def busy(self):
        return False

    def step(self, k):
        return self.link


def ring(*items):
    for k, item in enumerate(items):
        item.link = items[(k + 1) % len(items)]
    return items[0]


def walk(task, rounds):
    for k in range(rounds):
        if task.busy():
            task.n += 1
            task = task.link
        else:
            task = task.step(k)
            if k % 5 == 0:
                task = task.link
    return task


def describe(task):
    out = []
    first = task
    while True:
        out.append((type(task).__name__, task.n, task.flag, len(vars(task))))
        task = task.link
        if task is first:
            return out


two = ring(One(1), Two(2))
print(describe(walk(two, 200)))
four = ring(One(1), Two(2), Three(3), Late(4), Late(5))
print(describe(walk(four, 400)))
five = ring(One(1), Two(2), Three(3), Late(4), Odd(6))
print(describe(walk(five, 400)))


def patched(self, k):
    self.n += 100
    return self.link


print(describe(walk(four, 60)))
Three.turn = patched
print(describe(walk(four, 60)))
Two.n = property(lambda self: 9, lambda self, v: None)
print(describe(walk(five, 60)))
two.turn = lambda k: two.link
print(describe(walk(two, 60)))


class Refused(ValueError):
    def __init__(self, code):
        super().__init__("refused", code)
        self.code = code
        self.tries = 0


class Denied(Refused):
    def again(self):
        self.tries += 1
        return self


def refusals(n):
    """Instances of classes that derive from built-in ones have their attributes elsewhere."""
    total = 0
    for i in range(n):
        try:
            raise Denied(i) if i % 3 else Refused(i)
        except Refused as e:
            e.tries += e.code
            e.note = i
            if isinstance(e, Denied):
                total += e.again().tries
            total += e.tries + e.note + len(e.args) + e.code
            e.code = total
    return total


print(refusals(100), refusals(300))


class Other:
    def turn(self, k):
        return ("other", k)


class First:
    def turn(self, k):
        return ("first", k)


class Second:
    def turn(self, k):
        return ("second", k)


def becomes(o, k):
    if k % 10 == 9:
        o.__class__ = Other
    return o.x


def switched(n):
    """The method was found before its object got another class."""
    seen = {}
    for k in range(n):
        o = First() if k % 2 else Second()
        o.x = 1
        o.y = 2
        what = o.turn(becomes(o, k) + o.y)
        seen[what] = seen.get(what, 0) + 1
    return sorted(seen.items())


print(switched(100), switched(300))
