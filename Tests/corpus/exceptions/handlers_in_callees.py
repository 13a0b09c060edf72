"""Handlers of functions that are called in loops, reached late and at several depths; messages that nobody reads until later."""
import sys
import traceback

LOG = []


class Refused(Exception):
    pass


class Retry(Refused):
    pass


def check(i, late):
    if i >= late and i % 3 == 0:
        raise (Retry if i % 2 else Refused)(i, late)
    return i


def deep(n, i, late):
    if n == 0:
        return check(i, late)
    try:
        return deep(n - 1, i, late) + 1
    finally:
        LOG[0] += 1


def guarded(n, i, late):
    try:
        return deep(n, i, late)
    except Retry as e:
        lines = [entry.lineno - guarded.__code__.co_firstlineno for entry in traceback.extract_tb(e.__traceback__)]
        return e.args[0] + len(lines) + lines[0]


def late_handlers(late):
    LOG[:] = [0]
    total = 0
    for i in range(90):
        try:
            total += guarded(4, i, late)
        except (Retry, Refused) as e:
            total += e.args[0] * 2
            frame = e.__traceback__.tb_next.tb_frame
            total += frame.f_locals["i"]
    return total, LOG[0]


for late in (0, 30, 60, 200):
    print(late_handlers(late))


def parse(text):
    try:
        return int(text)
    except ValueError as first:
        try:
            return int(float(text))
        except ValueError as second:
            return second, second.__context__ is first


def messages(n):
    kept = []
    for i in range(n):
        texts = ["12", "x%d" % i, "1e2", "", "\u0663", "a" * 300, "\u20ac'\""]
        r = parse(texts[i % 7])
        if not isinstance(r, int):
            kept.append(r)
    for e, same in kept[-12:]:
        print(str(e)[:60], len(str(e)), len(str(e.__context__)), same, e.args == (str(e),), repr(e)[:40])
    e = kept[0][0]
    e.args = (1, 2)
    print(e, e.__context__.args, kept[1][0].__reduce__()[1] == kept[1][0].args)


messages(70)


class Text(str):
    def __repr__(self):
        return "<text>"


def attributes(n):
    kept = []
    for i in range(n):
        o = [None, 5, "s", [], Refused(), Text("q"), int, sys][i % 8]
        try:
            o.missing_one
        except AttributeError as e:
            kept.append(e)
    for e in kept[:8]:
        print(e, e.name, type(e.obj).__name__, e.args)
    kept[9].name = "other"
    print(kept[9], kept[9].name, kept[9].__reduce__()[1])
    for bad in (Text("t"), b"zz", "0x", "1_"):
        for convert in (int, float):
            try:
                print(convert(bad))
            except ValueError as e:
                print(e)


attributes(40)


def kinds(n):
    out = []
    for i in range(n):
        try:
            if i % 3 == 0:
                raise Retry(i)
            if i % 3 == 1:
                raise Refused(i, 2)
            raise KeyError(i, 2, 3)
        except (Refused, KeyError) as e:
            out.append(len(e.args) + e.args[0])
    return sum(out)


print(kinds(60))


def bodies(items):
    for item in items:
        try:
            yield int(item)
        except ValueError as e:
            yield e
        finally:
            LOG[0] += 1


def consume(n):
    total = 0
    for k in range(n):
        for x in bodies(["1", "2", "x"] if k > n // 2 else ["1", "2"]):
            total += x if isinstance(x, int) else len(x.args)
    return total, LOG[0]


print(consume(60))
