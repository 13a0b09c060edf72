"""Coroutines driven by send: a round-robin scheduler with channels, an averaging sink, a parser fed by chars."""
from _bench import run


class Scheduler:
    def __init__(self):
        self.ready = []
        self.steps = 0

    def spawn(self, routine):
        self.ready.append((routine, None))

    def run(self):
        while self.ready:
            batch = self.ready
            self.ready = []
            for routine, value in batch:
                self.steps += 1
                try:
                    request = routine.send(value)
                except StopIteration:
                    continue
                if request is None:
                    self.ready.append((routine, None))
                else:
                    request(self, routine)


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


def producer(channel, count):
    for i in range(count):
        yield channel.put(i)
    yield channel.put(None)


def doubler(source, target):
    while True:
        item = yield source.get
        if item is None:
            break
        if item % 3 == 0:
            yield
        yield target.put(item * 2)
    yield target.put(None)


def consumer(channel, results):
    total = 0
    while True:
        item = yield channel.get
        if item is None:
            break
        total += item
    results.append(total)


def averager():
    total = 0.0
    count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def words(target):
    """Collects characters sent one at a time; passes on whole words."""
    word = []
    while True:
        ch = yield
        if ch == " ":
            target.send("".join(word))
            word = []
        else:
            word.append(ch)


def longest(found):
    while True:
        word = yield
        if len(word) > len(found[0]):
            found[0] = word


def main(n):
    scheduler = Scheduler()
    first, second = Channel(), Channel()
    results = []
    scheduler.spawn(producer(first, n // 4))
    scheduler.spawn(doubler(first, second))
    scheduler.spawn(consumer(second, results))
    scheduler.run()
    sink = averager()
    next(sink)
    average = 0.0
    for i in range(n):
        average = sink.send(i % 1000)
    found = [""]
    end = longest(found)
    next(end)
    splitter = words(end)
    next(splitter)
    for ch in "the quick brown foxes jumped over lazy dogs " * (n // 44 + 1):
        splitter.send(ch)
    return "%s %d %.6f %s" % (results, scheduler.steps, average, found[0])


DEFAULT = 350000
EXPECTED = {
    100: "[600] 116 49.500000 jumped",
    350000: "[7656162500] 379174 499.500000 jumped",
    750000: "[35156062500] 812507 499.500000 jumped",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
