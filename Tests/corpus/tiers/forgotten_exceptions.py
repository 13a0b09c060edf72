"""Exceptions that a loop raises, handles and forgets; and the rounds in which somebody sees one after all."""
import sys
import traceback


class Refused(Exception):
    def __init__(self, code, why="none"):
        super().__init__(code)
        self.code = code
        self.why = why


class Retry(Refused):
    pass


class Other(Exception):
    def __init__(self, code):
        self.code = 7


class Odd(ValueError):
    def __init__(self, code):
        super().__init__("odd", code)
        self.code = code
        if code % 3 == 0:
            self.code = str(code)


def check(i):
    if i % 5 == 0:
        raise Retry(i)
    if i % 7 == 0:
        raise Refused(i, "seven")
    return i


def attributes(n, start):
    retries, refused, passed = start, 0, 0
    for i in range(n):
        try:
            passed += check(i)
        except Retry as r:
            retries += r.code
        except Refused as r:
            refused += r.args[0] + len(r.why)
        else:
            passed += 1
    return retries, refused, passed, "r" in locals()


def tuples(n):
    seen = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                raise KeyError(i)
            if i % 4 == 0:
                raise ValueError
            seen += 1
        except (KeyError, IndexError) as e:
            seen += e.args[0] & 1
        except (ValueError, TypeError):
            seen += 100
            if i % 8 == 0:
                continue
            seen += 1000
    return seen


def sometimes_seen(n):
    kept = []
    for i in range(n):
        try:
            check(i)
        except Retry as r:
            if r.code > 190:
                kept.append(r)
        except Refused as r:
            if r.code == 189:
                kept.append((sys.exc_info()[0].__name__, traceback.format_exc()))
    for k in kept:
        if isinstance(k, tuple):
            print(k[0])
            print("\n".join(line.strip() for line in k[1].splitlines() if "File" not in line))
        else:
            frames = traceback.extract_tb(k.__traceback__)
            print(repr(k), k.__context__, [(f.name, f.line) for f in frames], k.__traceback__.tb_next.tb_frame.f_locals)


def other_types(n):
    total = 0
    text = ""
    for i in range(n):
        try:
            if i & 1:
                raise Odd(i)
        except Odd as e:
            if isinstance(e.code, str):
                text = e.code
            else:
                total += e.code
            total += len(e.args)
    return total, text


def once_more(n):
    caught = 0
    for i in range(n):
        try:
            try:
                check(i)
            except Retry as r:
                if r.code % 10 == 0:
                    raise
                caught += 1
            except Refused as r:
                raise KeyError(r.code) from None
        except KeyError as e:
            caught += 10
            if e.args[0] == 196:
                print(repr(e), repr(e.__context__), e.__suppress_context__)
        except Refused as e:
            caught += 100
            if e.code == 190:
                print(repr(e), [f.name for f in traceback.extract_tb(e.__traceback__)])
    return caught


def returned(i):
    try:
        check(i)
    except Retry as r:
        return r.code
    except Refused:
        return -1
    return 0


def nested(n):
    total = 0
    for i in range(n):
        try:
            check(i)
        except Refused:
            try:
                check(i + 5)
            except Retry as inner:
                total += inner.code
                if inner.code == 100:
                    print(repr(inner.__context__))
            except Refused as inner:
                total -= inner.code
    return total


def in_generator(n):
    for i in range(n):
        try:
            check(i)
        except Retry as r:
            yield r.code
        except Refused:
            pass


def with_else_and_finally(n):
    log = [0, 0, 0]
    for i in range(n):
        try:
            check(i)
        except Retry:
            log[0] += 1
        except Refused:
            log[1] += 1
            break
        finally:
            log[2] += 1
    return log


print(attributes(300, 0))
print(attributes(300, 2 ** 63 - 500))
print(tuples(300))
sometimes_seen(200)
print(other_types(200))
print(once_more(200))
print(sum(returned(i) for i in range(300)))
print(nested(200))
print(sum(in_generator(200)))
print(with_else_and_finally(200))


def late_change():
    total = 0
    for i in range(400):
        if i == 200:
            Retry.__init__ = lambda self, code: Refused.__init__(self, code * 2)
        if i == 300:
            Retry.__bases__ = (Other,)
            del Retry.__init__
        try:
            check(i)
        except Refused as r:
            total += r.code
        except Retry as r:
            total += 1000000
    return total


print(late_change())
print(sys.exc_info())
