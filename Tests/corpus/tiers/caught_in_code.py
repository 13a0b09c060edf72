"""Exceptions raised and caught in compiled loops and functions: tracebacks, contexts, handled exceptions, variables."""
import sys
import traceback


class Low(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class High(Low):
    pass


def check(i):
    if i % 3 == 0:
        raise High(i)
    if i % 5 == 0:
        raise Low(i)
    return i


def lines(e):
    out = []
    tb = e.__traceback__
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


def loop(n):
    a = b = c = 0
    seen = []
    for i in range(n):
        before = i * 2
        try:
            c += check(i)
            before = -1
        except High as e:
            a += e.code
            if i > n - 4:
                seen.append((lines(e), before, e.__context__))
        except Low:
            b += 1
            if i > n - 4:
                seen.append(sys.exc_info()[0])
        else:
            c += 1
        finally:
            c += 2
    assert sys.exc_info() == (None, None, None)
    return a, b, c, seen


def keys(n):
    counts = {}
    missing = 0
    for i in range(n):
        try:
            counts[i % 7] += 1
        except KeyError as e:
            counts[i % 7] = 1
            missing += e.args[0]
        try:
            [1, 2, 3][i % 5]
        except IndexError:
            missing += 100
    return counts, missing


def parse(text):
    try:
        return int(text)
    except ValueError:
        try:
            return int(float(text))
        except ValueError as error:
            assert type(error.__context__) is ValueError
            return -len(lines(error))


def deep(n, i):
    if n == 0:
        return check(i)
    try:
        return deep(n - 1, i)
    finally:
        LOG.append(n)
        del LOG[:-3]


LOG = []


def nested(n):
    out = []
    for i in range(n):
        try:
            try:
                check(i)
            except High as e:
                raise KeyError(i) from e
            finally:
                out.append(i)
        except KeyError as e:
            out.append((type(e.__cause__).__name__, e.args, lines(e), lines(e.__cause__)))
        except Low as e:
            out.append(repr(e))
        del out[:-4]
    return out


def again(n):
    total = 0
    for i in range(n):
        try:
            try:
                check(i)
            except Low:
                total += 1
                raise
        except High as e:
            total += len(lines(e)) * 100
        except Low as e:
            total += len(lines(e)) * 10000
    return total


def suppress(n):
    from contextlib import suppress as quiet
    done = 0
    for i in range(n):
        with quiet(Low):
            check(i)
            done += 1
    return done


def first(items, limit):
    it = iter(items)
    while True:
        try:
            item = next(it)
        except StopIteration:
            return None
        if item > limit:
            return item


def variables(n):
    frames = []
    for i in range(n):
        mark = i * i
        try:
            check(i * 3)
        except High as e:
            if i == n - 1 or i % 30 == 0:
                frames.append(e.__traceback__.tb_frame)
        mark = -i
    return [(f.f_locals["mark"], f.f_locals["i"], f is frames[0]) for f in frames]


def leaves(i):
    here = i + 1
    try:
        check(i)
    except Low as e:
        here = e.__traceback__.tb_frame
    return here


def uncaught(n):
    for i in range(n):
        try:
            if i == n - 1:
                check(15)
            check(7)
        except KeyError:
            pass


def main():
    for k in range(3):
        print(loop(100))
        print(keys(60))
        print([parse(t) for t in ["12", "3.5", "x", "-7", "1e2", ""] * 20][-6:])
        results = []
        for i in range(60):
            try:
                results.append(deep(5, i))
            except Low as e:
                results.append((e.code, len(lines(e)), lines(e)[-1]))
        print(results[-7:], LOG)
        print(nested(64))
        print(again(80))
        print(suppress(70))
        print([first((1, 2, 3), i % 4) for i in range(40)][-5:])
        print(variables(61))
        held = [leaves(i) for i in range(50)]
        print([h if type(h) is int else (h.f_locals["i"], h.f_locals["here"] is h, h.f_code.co_name, h.f_back.f_code.co_name) for h in held][-8:])
        try:
            uncaught(40)
        except Low as e:
            print(repr(e), lines(e), [f.line for f in traceback.extract_tb(e.__traceback__)])


main()
