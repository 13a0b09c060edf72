"""Exceptions as control flow in loops: missing keys, failed parses, custom classes, finally, deep raises."""
from _bench import run


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Retry(Refused):
    pass


def check(i):
    if i % 7 == 0:
        raise Retry(i)
    if i % 11 == 0:
        raise Refused(i)
    return i


def deep(n, i):
    if n == 0:
        return check(i)
    try:
        return deep(n - 1, i)
    finally:
        LOG[0] += 1


LOG = [0]


def parse(text):
    try:
        return int(text)
    except ValueError:
        try:
            return int(float(text))
        except ValueError as error:
            return -len(str(error)) // 100


def first(items, predicate):
    it = iter(items)
    while True:
        try:
            item = next(it)
        except StopIteration:
            return None
        if predicate(item):
            return item


def main(n):
    LOG[0] = 0
    counts = {}
    retries = refused = passed = parsed = missing = 0
    texts = ["12", "3.5", "x", "-7", "1e2", ""]
    for i in range(n):
        try:
            counts[i % 50] += 1
        except KeyError:
            counts[i % 50] = 1
            missing += 1
        try:
            passed += check(i) & 1
        except Retry as r:
            retries += r.code & 3
        except Refused:
            refused += 1
        else:
            passed += 1
        if i % 4 == 0:
            try:
                deep(5, i)
            except (Retry, Refused) as e:
                refused += e.args[0] & 1
        parsed += parse(texts[i % 6])
        if i % 3 == 0:
            try:
                [1, 2, 3][i % 5]
                (None).nothing
            except IndexError:
                missing += 1
            except AttributeError:
                passed += 1
        if i % 10 == 0:
            first((1, 2, 3), lambda v: v > i)
    return "%d %d %d %d %d %d" % (passed, retries, refused, missing, parsed, LOG[0])


DEFAULT = 210000
EXPECTED = {
    100: "136 23 8 64 1703 125",
    210000: "287456 45000 16363 28050 3710000 262500",
    670000: "917116 143573 52208 89384 11836603 837500",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
