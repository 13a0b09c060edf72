"""Prints "name nanoseconds" for operations that raise and catch: the best of several loops."""
import sys
import time


class Deep(Exception):
    pass


def raise_at(depth):
    if depth == 0:
        raise Deep("bottom")
    raise_at(depth - 1)


def frames(depth):
    def loop(n):
        for _ in range(n):
            try:
                raise_at(depth - 1)
            except Deep:
                pass
    return loop


def nothing():
    return
    yield


def stop_iteration(n):
    empty = iter(())
    for _ in range(n):
        try:
            next(empty)
        except StopIteration:
            pass


def generator_end(n):
    for _ in range(n):
        try:
            next(nothing())
        except StopIteration:
            pass


def missing_key(n):
    table = {"a": 1}
    for _ in range(n):
        try:
            table["b"]
        except KeyError:
            pass


def missing_attribute(n):
    for _ in range(n):
        try:
            table.nothing
        except AttributeError:
            pass


def failed_parse(n):
    for _ in range(n):
        try:
            int("x")
        except ValueError:
            pass


table = {}
CASES = [
    ("raise across 1 frame", frames(1), 200000),
    ("raise across 5 frames", frames(5), 100000),
    ("raise across 20 frames", frames(20), 30000),
    ("next() to StopIteration", stop_iteration, 400000),
    ("generator to StopIteration", generator_end, 200000),
    ("missing dict key", missing_key, 400000),
    ("missing attribute", missing_attribute, 200000),
    ("failed int()", failed_parse, 100000),
]
rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
best = {}
# Round by round, so that what a compiler does in the meantime favours no case.
for _ in range(rounds + 1):
    for name, loop, n in CASES:
        start = time.perf_counter()
        loop(n)
        taken = (time.perf_counter() - start) / n
        best[name] = min(taken, best.get(name, taken))
for name, taken in best.items():
    print("%s\t%.1f" % (name, taken * 1e9))
