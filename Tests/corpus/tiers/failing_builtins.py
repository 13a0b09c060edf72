"""Built-in operations that fail and are caught: what is forgotten, what is looked at, and what stops failing."""


class Plain:
    def __init__(self, i):
        self.i = i


class Other:
    kind = "other"


def indexes(n):
    small = large = other = 0
    for i in range(n):
        try:
            small += [1, 2, 3][i % 5]
            large += (4, 5)[i % 3]
        except IndexError:
            other += 1
    return small, large, other


def negative(n):
    items = list(range(4))
    found = 0
    for i in range(n):
        try:
            found += items[i % 11 - 6]
        except IndexError as e:
            found += len(str(e))
    return found


def told(n):
    texts = set()
    items = (1.5, 2.5)
    for i in range(n):
        try:
            items[i % 4]
        except IndexError as e:
            texts.add((type(e).__name__, e.args, e.__traceback__.tb_lineno - told.__code__.co_firstlineno, e.__context__))
    return texts


def ints(n, texts):
    total = bad = 0
    for i in range(n):
        try:
            total += int(texts[i % len(texts)])
        except ValueError:
            bad += 1
    return total, bad


def messages(n, texts):
    found = []
    for i in range(n):
        try:
            int(texts[i % len(texts)])
        except ValueError as e:
            if i > n - 10:
                found.append((str(e)[:70], e.args[0][:20]))
    return found


def inner(n, texts):
    kinds = []
    for i in range(n):
        try:
            int(texts[i % len(texts)])
        except ValueError as e:
            try:
                [][i]
            except IndexError as f:
                if i > n - 5:
                    kinds.append((type(f.__context__).__name__, f.__context__ is e))
    return kinds


def attributes(objects, n):
    found = missing = 0
    for i in range(n):
        try:
            objects[i % len(objects)].extra
            found += 1
        except AttributeError:
            missing += 1
    return found, missing


def nothing(n):
    found = set()
    for i in range(n):
        try:
            None.extra
        except AttributeError as e:
            if i % 50 == 0:
                found.add((str(e), e.name, e.obj))
    return found


def described(o, n):
    found = set()
    for i in range(n):
        try:
            o.extra
        except AttributeError as e:
            found.add((str(e), e.name, e.obj is o, e.args))
    return found


def nexts(make, n):
    total = ends = 0
    it = make()
    for i in range(n):
        try:
            total += next(it)
        except StopIteration:
            ends += 1
            it = make()
    return total, ends


def ended(n):
    values = set()
    items = [1, 2, 3]
    it = iter(items)
    for i in range(n):
        try:
            total = next(it)
            if i < 6:
                items.append(i)
        except StopIteration as e:
            values.add((e.value, e.args, i > 8, e.__traceback__.tb_lineno - ended.__code__.co_firstlineno))
            if i == n - 5:
                items.append(5)
    return values, total, next(it, "end")


def first(items, test):
    it = iter(items)
    while True:
        try:
            item = next(it)
        except StopIteration:
            return None
        if test(item):
            return item


def unbound(n):
    caught = 0
    for i in range(n):
        try:
            value = [10, 20][i % 3]
            caught += value
        except IndexError:
            caught += value
    return caught


def uncaught(i):
    try:
        return [1][i]
    except KeyError:
        return None


TEXTS = ["12", "x", "", "-7", "1_0", " 5 ", "٣", "9" * 25, "--1", "1" * 5000]
print(indexes(200))
print(negative(200))
print(sorted(told(100), key=str))
print(ints(200, TEXTS))
for m in messages(200, TEXTS):
    print(m)
print(inner(100, TEXTS))
print(attributes([Plain(1)], 100), attributes([Plain(1), None], 100), attributes([Plain(1), Other(), None, 5], 100))
print(sorted(nothing(200), key=str), described(Plain(3), 100))
p = Plain(1)
print(attributes([p], 100))
p.extra = 1
print(attributes([p, Plain(2)], 100))
Plain.extra = property(lambda self: self.i)
print(attributes([p, Plain(2)], 100))
del Plain.extra
print(attributes([Plain(2)], 100))
Plain.__getattr__ = lambda self, name: name
print(attributes([Plain(2)], 100))
print(unbound(100))
print(nexts(lambda: iter([1, 2.5, 3]), 100), nexts(lambda: iter((1, 2)), 100), nexts(lambda: iter(range(5)), 100), nexts(lambda: iter([]), 50))
print(ended(60))
print([first((1, 2, 3), lambda v: v > k % 4) for k in range(40)])
for i in range(60):
    try:
        uncaught(i % 2)
    except IndexError as e:
        last = e
print(last, last.__traceback__.tb_next.tb_lineno - uncaught.__code__.co_firstlineno)
