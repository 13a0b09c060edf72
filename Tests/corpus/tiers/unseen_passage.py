"""Exceptions that leave several frames of compiled code, seen and unseen: tracebacks, variables, contexts, finally."""
import sys


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Kept(Exception):
    def __init__(self, code):
        super().__init__(code)
        KEPT.append(self)


KEPT = []
LOG = [0]
OLD = ValueError("old")


def check(i):
    local = i * 2
    if i % 3 == 0:
        raise Refused(i)
    if i % 7 == 1:
        raise Kept(local)
    if i % 11 == 2:
        raise OLD
    if i % 13 == 3:
        return [][local]
    if i % 17 == 4:
        return int("x%d" % i)
    return i


def deep(n, i):
    mark = (n, i)
    if n == 0:
        return check(i)
    try:
        return deep(n - 1, i)
    finally:
        LOG[0] += 1


def plain(n, i):
    mark = [n]
    if n == 0:
        return check(i)
    value = plain(n - 1, i)
    return value + len(mark) - 1


def trail(tb):
    lines = []
    while tb is not None:
        f = tb.tb_frame
        names = sorted(k for k in f.f_locals if k in ("n", "i", "mark", "local"))
        back = f.f_back.f_code.co_name if f.f_back else None
        lines.append("%s:%d:%d<%s %s" % (f.f_code.co_name, tb.tb_lineno - f.f_code.co_firstlineno, f.f_lineno - f.f_code.co_firstlineno, back, [f.f_locals[k] for k in names]))
        tb = tb.tb_next
    return lines


def forgetful(f, n):
    total = 0
    for i in range(n):
        try:
            total += f(4, i)
        except Refused as e:
            total += e.code & 3
        except (Kept, ValueError) as e:
            total += len(e.args)
        except IndexError:
            total -= 1
    return total


def curious(f, n):
    seen = []
    for i in range(n):
        try:
            f(3, i)
        except Exception as e:
            if i % 10 == 0:
                seen.append((type(e).__name__, trail(e.__traceback__)))
    return seen


def looking(n, i):
    if n == 0:
        return check(i)
    try:
        return looking(n - 1, i)
    finally:
        if i % 30 == 0 and n == 2:
            e = sys.exception()
            LOOKED.append((type(e).__name__, trail(e.__traceback__) if e else None))
        LOG[0] += 1


LOOKED = []


def replaced(n, i):
    if n == 0:
        return check(i)
    try:
        return replaced(n - 1, i)
    except Refused as e:
        if n == 2:
            raise KeyError(i)
        raise
    except ValueError:
        if n == 1:
            raise Refused(i) from None
        return 0
    finally:
        LOG[0] += n


def contexts(n):
    found = []
    for i in range(n):
        try:
            replaced(3, i)
        except Exception as e:
            if i % 9 == 0 or i % 17 == 4:
                c = e.__context__
                found.append((type(e).__name__, len(trail(e.__traceback__)), type(c).__name__, len(trail(c.__traceback__)) if c else 0, e.__suppress_context__))
    return found


def handled_outside(n):
    total = 0
    for i in range(n):
        try:
            raise LookupError(i)
        except LookupError as outer:
            try:
                deep(2, i)
            except Refused as e:
                total += e.__context__ is outer
            except (Kept, ValueError, IndexError) as e:
                total += 2
    return total


def generated(n):
    def items():
        for i in range(n):
            try:
                yield deep(2, i)
            except Refused:
                yield -1
            except Exception as e:
                yield len(trail(e.__traceback__))
    return sum(items())


print(forgetful(deep, 300), LOG)
print(forgetful(plain, 300))
print(len(KEPT), {len(trail(e.__traceback__)) for e in KEPT}, trail(KEPT[0].__traceback__)[1:], trail(KEPT[-1].__traceback__)[1:])
print(len(trail(OLD.__traceback__)) > 50, trail(OLD.__traceback__)[-2:])
for name, lines in curious(deep, 120):
    print(name, *lines, sep="\n  ")
for name, lines in curious(plain, 60):
    print(name, *lines, sep="\n  ")
for i in range(200):
    try:
        looking(3, i)
    except Exception:
        pass
for name, lines in LOOKED:
    print(name, *(lines or []), sep="\n  ")
for f in contexts(120):
    print(*f)
print(handled_outside(150), sys.exception())
print(generated(150), LOG)
