"""Exceptions that only their handlers see, raised within the handlers of others: whoever looks finds all their entries."""
import sys


def lines(e):
    base = e.__traceback__.tb_frame.f_code.co_firstlineno if e.__traceback__ else 0
    found = []
    tb = e.__traceback__
    while tb:
        found.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - base))
        tb = tb.tb_next
    return type(e).__name__, str(e), found, e.__context__ and lines(e.__context__)


def parse(text, look):
    try:
        return int(text)
    except ValueError:
        try:
            return int(float(text))
        except ValueError as error:
            if look:
                return lines(error)
            return -len(str(error))


def outer(text, look):
    n = 0
    try:
        n += int(text)
    except ValueError as first:
        try:
            n += float(text)
        except ValueError:
            n += 1
        if look:
            return lines(first), sys.exception() is first
        n += 2
    return n


def third(items, look):
    n = 0
    try:
        items[7]
    except IndexError:
        try:
            items["x"]
        except TypeError:
            try:
                items + 1
            except TypeError as e:
                n += len(str(e))
                if look == 1:
                    return lines(e)
            if look == 2:
                return lines(sys.exception())
        if look == 3:
            return lines(sys.exception())
    return n


def again(text, look):
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError as e:
            if look == 1:
                raise
            if look == 2:
                raise KeyError(text)
            if look == 3:
                raise LookupError(text) from e
            if look == 4:
                e.args = ("changed",)
                return str(e)
            if look == 5:
                e.args = ("one", 2)
                return str(e)
            return len(str(e))


def last(items, look):
    it = iter(items)
    n = 0
    while True:
        try:
            n += next(it)
        except StopIteration as end:
            if look:
                return n, lines(end), end.value
            return n


def kept(text, look):
    """The frame is held while it returns from the handlers."""
    frame = sys._getframe() if look else None
    try:
        return int(text), frame
    except ValueError:
        try:
            return float(text), frame
        except ValueError as error:
            other = error
            return len(str(error)), frame


class Own(ValueError):
    def __str__(self):
        return "own " + str(sys.exception() is self)


def text_of(i):
    try:
        if i % 5 == 0:
            raise Own(i)
        int("x%d" % (i % 3))
    except ValueError as e:
        return str(e)


def in_loop(texts, look):
    """Handlers in the loop itself."""
    found = []
    n = 0
    for k, text in enumerate(texts):
        try:
            n += int(text)
        except ValueError:
            try:
                n += int(float(text))
            except ValueError as e:
                n += len(str(e))
                if k == look:
                    found.append(lines(e))
    return n, found


def main():
    texts = ["12", "3.5", "x", "-7", "1e2", ""]
    total = 0
    for i in range(300):
        text = texts[i % 6]
        total += parse(text, False) + outer(text, False) + third([1], 0) + last((1, 2, i), False)
        got = again(text, 0)
        total += got
        total += kept(text, False)[0]
        total += len(text_of(i))
        if i % 97 == 96:
            print(i, parse("no", True))
            print(i, outer("no", True))
            for look in 1, 2, 3:
                print(i, third([1], look))
            print(i, last([1, 2], True), last(range(3), True))
            for look in 1, 2, 3:
                try:
                    again("no", look)
                except (ValueError, LookupError) as e:
                    print(i, lines(e), e.__cause__ is e.__context__)
            print(again("no", 4), again("no", 5))
            value, frame = kept("no", True)
            print(value, lines(frame.f_locals["other"]))
            print(text_of(5), text_of(1))
    print(total)
    print(in_loop(texts * 50, -1), in_loop(texts * 50, 290))
    try:
        int("no")
    except ValueError:
        print(total + parse("nope", False), lines(sys.exception()))
    print({x: x * x for x in range(5)}, {x % 3: x for x in range(90)}, len({x: 0 for x in range(100)}), {x: x for x in range(0)})
    print(sorted({x: 0 for x in (3, 1, 2)}), sorted({3: 0, "a": 1, 2: 2}, key=str), sorted({5: 1, 4: 2, 9: 3}, key=lambda k: -k))
    d = dict.fromkeys(range(12))
    for k in 0, 5, 11:
        del d[k]
    print(sorted(d, reverse=True), sorted(d, key=lambda k: k % 4))


main()
