import sys


class Channel:
    def __init__(self):
        self.items = []
        self.readers = []

    def put(self, item):
        def request(scheduler, routine):
            if self.readers:
                scheduler.ready.append((self.readers.pop(0), item))
            else:
                self.items.append(item)
            scheduler.ready.append((routine, None))
        return request

    def get(self, scheduler, routine):
        if self.items:
            scheduler.ready.append((routine, self.items.pop(0)))
        else:
            self.readers.append(routine)


class Other:
    def __init__(self, k):
        self.k = k

    def call(self, a, b=5):
        return self.k + a * b

    def fails(self, a, b=3):
        if a % 5 == 0:
            raise ValueError(self.k, a, b)
        return a

    @classmethod
    def of_class(cls, a, b=1):
        return len(cls.__name__) + a

    @staticmethod
    def static(a, b=2):
        return a * 2


class Scheduler:
    def __init__(self):
        self.ready = []
        self.log = []

    def run(self):
        while self.ready:
            batch = self.ready
            self.ready = []
            for routine, value in batch:
                try:
                    request = routine.send(value)
                except StopIteration as stop:
                    self.log.append(stop.value)
                    continue
                except KeyError as e:
                    self.log.append(repr(e))
                    continue
                if request is None:
                    self.ready.append((routine, None))
                else:
                    request(self, routine)


def producer(channel, n):
    for i in range(n):
        yield channel.put(i)
    yield channel.put(None)
    return n


def doubler(source, target):
    while True:
        item = yield source.get
        if item is None:
            break
        if item % 3 == 0:
            yield
        yield target.put(item * 2)
    yield target.put(None)
    {}["no such key"]


def consumer(channel, out):
    total = 0
    while True:
        item = yield channel.get
        if item is None:
            break
        total += item
    out.append(total)
    return "done", total


def schedule(n):
    s = Scheduler()
    a, b = Channel(), Channel()
    out = []
    s.ready = [(producer(a, n), None), (doubler(a, b), None), (consumer(b, out), None)]
    s.run()
    return out, s.log


print(schedule(100))


def mixed(n):
    f = lambda a, b=1: a - b
    o, p = Other(3), Other(4)
    calls = [o.call, f, p.call, len, o.fails, Other.of_class, o.static]
    total = 0
    errors = []
    for i in range(n):
        c = calls[i % 7]
        try:
            total += c("x" * i) if c is len else c(i)
        except ValueError as e:
            errors.append(e.args)
    return total, errors[:3], len(errors)


print(mixed(140))


def deep(n):
    def inner(a):
        return sys._getframe(1).f_locals["i"] + a

    class Holder:
        def inner(self, a):
            return sys._getframe(1).f_locals["i"] - a
    calls = [inner, Holder().inner]
    total = 0
    for i in range(n):
        total += calls[i & 1](i * 3)
    return total


print(deep(60))


def running():
    def body():
        try:
            g.send(None)
        except ValueError as e:
            yield str(e)
        yield 1
    out = []
    for _ in range(20):
        g = body()
        for x in (g.send(None), next(g), next(g, "end"), next(g, "end")):
            out.append(x)
        try:
            g.send(3)
        except StopIteration as e:
            out.append(e.value)
        h = body()
        try:
            h.send(3)
        except TypeError as e:
            out.append(str(e))
    return out[-6:], len(out)


print(running())
