"""Exceptions that their handlers forget, and those that somebody does see after all: tracebacks, contexts, variables."""
import sys
import traceback


def lines(e):
    """The functions and lines that a traceback leads through."""
    return [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)]


def chain(e):
    return [(type(x).__name__, str(x), lines(x)) for x in iter_chain(e)]


def iter_chain(e):
    while e is not None:
        yield e
        e = e.__context__


def forgotten(text):
    try:
        return int(text)
    except ValueError:
        return -1


def second_fails(text):
    try:
        return int(text)
    except ValueError:
        return int(float(text))


def fails_in_handler(items, i):
    try:
        return items[i]
    except IndexError:
        return items[0] // 0


def nested(text):
    try:
        return int(text)
    except ValueError:
        try:
            return int(float(text))
        except ValueError as e:
            return chain(e) if text == "no" else None


def looks(text, late):
    try:
        return int(text)
    except ValueError:
        if late:
            return lines(sys.exception())
        return 0


def keeps(text, kept):
    try:
        return int(text)
    except ValueError as e:
        saved = e
    if kept:
        return lines(saved), str(saved)
    return len(str(saved.args)) > 0


def again(text, back):
    try:
        return int(text)
    except ValueError:
        if back:
            raise
        return 1


def other(items, i, wrong):
    try:
        return items[i]
    except (IndexError, KeyError):
        if wrong:
            raise RuntimeError(wrong)
        return None


def unmatched(items, i):
    try:
        try:
            return items[i]
        except (KeyError, TypeError):
            return "no"
    except LookupError as e:
        return lines(e)


def attribute(o):
    try:
        return o.nothing
    except AttributeError:
        return None


class Odd:
    error = AttributeError("kept")

    def __getattr__(self, name):
        raise Odd.error


class Lookup:
    """A key that raises what it keeps."""
    error = KeyError("kept")

    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise Lookup.error


def lookup(d, key):
    try:
        return d[key]
    except KeyError:
        return None


def missing(d, key, look):
    try:
        return d[key]
    except KeyError:
        if look:
            e = sys.exception()
            return e.args, e.args is e.args, str(e), lines(e)
        return None


def overflows(n, step):
    big = n
    try:
        return [1, 2][n]
    except IndexError:
        big = big + step
        return big


def locals_seen(items, i, look):
    before = i
    try:
        return items[i]
    except IndexError:
        after = i + 1
        if look:
            frame = sys.exception().__traceback__.tb_frame
            return sorted(frame.f_locals), frame.f_locals["after"], frame is sys._getframe()
        return after


def loop(items, n, at):
    seen = []
    for i in range(n):
        try:
            items[i]
        except IndexError:
            if i == at:
                seen.append(lines(sys.exception()))
    return seen


def division(a, b, look):
    try:
        return a % b
    except ZeroDivisionError:
        if look:
            return lines(sys.exc_info()[1])
        return 0


def report(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, chain(e))


for k in range(400):
    forgotten("x")
    second_fails("1.5")
    fails_in_handler([1], 0)
    nested("1.5" if k % 2 else "x")
    looks("x", False)
    keeps("x", False)
    again("x", False)
    other([], 1, None)
    unmatched([], 1)
    attribute(None)
    attribute(Odd())
    lookup({1: 2}, 3)
    overflows(5, 1)
    missing({}, k, False)
    locals_seen([], k, False)
    division(k, 0, False)

Odd.error.__traceback__ = None
Lookup.error.__traceback__ = None
report(forgotten, "y")
report(second_fails, "2.5")
report(second_fails, "bad")
report(fails_in_handler, [1], 3)
report(nested, "no")
report(looks, "x", True)
report(keeps, "x", True)
report(again, "x", True)
report(other, [], 1, "wrong")
report(unmatched, [], 1)
report(attribute, None)
report(attribute, Odd())
print(len(lines(Odd.error)), Odd.error.__traceback__.tb_frame.f_code.co_name if Odd.error.__traceback__ else None)
keys = {Lookup(): 1}
report(lookup, keys, 7)
print(lines(Lookup.error))
for key in (1, "one", (), (1, 2), 1.5, None, True, 2 ** 70):
    report(missing, {}, key, True)
report(overflows, 5, 2 ** 63)
report(locals_seen, [], 3, True)
report(loop, [1, 2], 300, 290)
report(division, 1, 0, True)
report(division, 1, 0, False)
report(again, "z", True)
print(sys.exception())
