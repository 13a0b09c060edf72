"""Exceptions raised and caught in compiled code: what tracebacks, frames, contexts and variables then show."""
import sys


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Shadowed(Exception):
    args = "mine"


def entries(e):
    """Names, lines and variables of the traceback's frames, and who called them."""
    tb, seen = e.__traceback__, []
    while tb:
        f = tb.tb_frame
        shown = {k: v for k, v in sorted(f.f_locals.items()) if isinstance(v, (int, str))}
        caller = f.f_back.f_code.co_name if f.f_back else None
        seen.append((f.f_code.co_name, tb.tb_lineno, f.f_lineno if f.f_code.co_name != "main" else 0, shown if f.f_code.co_name != "main" else 0, caller))
        tb = tb.tb_next
    return seen


def plain(n):
    caught = 0
    for i in range(n):
        try:
            raise ValueError
        except ValueError:
            caught += 1
    return caught


def inner(i, extra):
    doubled = i * 2
    if i % 3 == 0:
        raise Refused(doubled)
    if i % 3 == 1:
        raise KeyError(doubled, extra)
    return doubled


def middle(i):
    text = "m%d" % i
    return inner(i, text) + 1


def called(n):
    log = []
    for i in range(n):
        local = i + 100
        try:
            local += middle(i)
        except Refused as e:
            log.append((e.code, e.args, entries(e)))
        except KeyError as e:
            log.append((e.args, entries(e)))
        local += 1
    return log, local


def deep(n, i):
    here = n + i
    if n == 0:
        if i % 2:
            raise Refused(here)
        return i
    try:
        return deep(n - 1, i)
    finally:
        LOG[0] += 1


LOG = [0]


def unwound(n, i):
    here = n * 10 + i
    if n == 0:
        raise LookupError(here)
    return unwound(n - 1, i) + 1


def contexts(n):
    seen = []
    for i in range(n):
        try:
            try:
                raise KeyError(i)
            except KeyError as e:
                if i % 3 == 0:
                    raise ValueError(i) from e
                if i % 3 == 1:
                    raise ValueError(i) from None
                raise ValueError(i)
        except ValueError as e:
            seen.append((repr(e.__context__), repr(e.__cause__), e.__suppress_context__, sys.exception() is e))
    return seen, sys.exception()


def again(n):
    seen = []
    for i in range(n):
        try:
            try:
                inner(i, "x")
            except KeyError:
                raise
            except Refused as e:
                e.code += 1
                raise e
        except Exception as e:
            seen.append((type(e).__name__, len(entries(e)), entries(e)[-1][0], getattr(e, "code", None)))
    return seen


def missing(n):
    d, items, kinds = {}, [1, 2, 3], []
    for i in range(n):
        try:
            if i % 4 == 0:
                d[i]
            elif i % 4 == 1:
                items[i + 3]
            elif i % 4 == 2:
                (1, 2)[i + 3]
            else:
                next(iter(()))
        except (KeyError, IndexError) as e:
            kinds.append((type(e).__name__, e.args))
        except StopIteration as e:
            kinds.append((e.args, e.value))
    return kinds


def shadowed(n):
    seen = []
    for i in range(n):
        try:
            raise Shadowed(i)
        except Shadowed as e:
            seen.append(e.args)
    try:
        raise Shadowed if n > 5 else ValueError
    except Exception as e:
        seen.append(e.args)
    return seen


def same(n, error=ValueError("one")):
    for i in range(n):
        try:
            raise error
        except ValueError as e:
            pass
    tb, count = error.__traceback__, 0
    while tb:
        tb, count = tb.tb_next, count + 1
    return count, error.__context__


def kept(i):
    value = "kept%d" % i
    try:
        inner(3 * i, value)
    except Refused as e:
        error = e
    value += "!"
    return error


def generating(n):
    for i in range(n):
        try:
            yield inner(i, "g")
        except Refused as e:
            yield -e.code


def main():
    print(plain(50))
    for _ in range(3):
        log, local = called(8)
    for line in log:
        print(line)
    print(local)
    total = 0
    for i in range(30):
        try:
            total += deep(4, i)
        except Refused as e:
            total += e.code
            if i > 26:
                print(entries(e))
    print(total, LOG)
    for i in range(30):
        try:
            unwound(3, i)
        except LookupError as e:
            if i > 27:
                print(e, entries(e))
    print(contexts(9))
    for line in again(9):
        print(line)
    print(missing(16))
    print(shadowed(4), shadowed(9))
    print(same(20), same(5))
    for i in range(20):
        error = kept(i)
    print(entries(error))
    it, seen = generating(30), []
    try:
        for v in it:
            seen.append(v)
    except KeyError as e:
        print(seen, e, [x[0] for x in entries(e)])


main()
main()
