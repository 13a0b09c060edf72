# Loops over strs: narrow, wide, of subclasses, left and taken up again, and iterators that are used elsewhere.
class S(str):
    def __iter__(self):
        return iter("own")


class T(str):
    pass


def letters(s):
    n = 0
    for c in s:
        if "a" <= c <= "z":
            n += ord(c)
        elif c == " ":
            n -= 1
    return n


def doubled(s):
    return "".join([c + c for c in s if c != "-"])


def until(s, stop):
    it = iter(s)
    head = ""
    for c in it:
        if c == stop:
            break
        head += c
    return head, "".join(it), list(it)


def pairs(s):
    it = iter(s)
    out = []
    for a in it:
        out.append(a + next(it, "?"))
    return out


def nested(a, b):
    n = 0
    for x in a:
        for y in b:
            if x == y:
                n += 1
            if x < y:
                n += 10
    return n


def fails(s):
    try:
        for c in s:
            1 / (ord(c) - ord("x"))
    except ZeroDivisionError:
        return c
    else:
        return "none"


def resumed(s):
    it = iter(s)
    for c in it:
        if c == "c":
            it.__setstate__(1)
            s = ""
            break
    return [c for c in it], it.__length_hint__()


def chars(s):
    for c in s:
        yield c.upper()


TEXTS = ["", "abc", "a b-c", "äöü é", "\U0001f600x\U0001f601", "ab\ud800c", T("sub class"), S("replaced"), "x" * 300, "abcabc", "qxy"]
for round in range(6):
    for t in TEXTS:
        print(letters(t), ascii(doubled(t))[:40], ascii(until(t, "b"))[:60], ascii(pairs(t))[:60], nested(t, "abc"), fails(t), ascii(resumed(t))[:60], len(list(chars(t))))


def extremes(ints, floats):
    out = []
    for a, b, c in ints:
        out.append((min(a, b, c), max(a, b, c), min(a, b, c, 2), max(c, b)))
    for a, b, c in floats:
        out.append((min(a, b, c), max(a, b, c), max(a, b, c, -0.0)))
    return out


nan = float("nan")
for round in range(6):
    print(extremes([(3, 1, 2), (1, 2, 3), (2, 2, 2), (-5, 0, 5)], [(1.5, 0.5, 2.5), (0.0, -0.0, 0.0), (-0.0, 0.0, 1.0), (nan, 1.0, 2.0), (1.0, nan, 0.5)]))
    print(extremes([(True, 2, 3)], [(1, 2.5, 0.5)]))


class Counting:
    """An iterator whose steps change what the loop around it reads."""

    def __init__(self, box, n):
        self.box, self.n = box, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        self.box.value += 1
        return self.n


class Box:
    value = 0


class Mine(enumerate):
    def __next__(self):
        i, x = super().__next__()
        box.value += 100
        return i * 2, x


box = Box()


def paired(items):
    out = 0
    for i, x in items:
        before = box.value
        out += i * 3 + before - box.value
        if type(x) is int:
            out += x
    return out, box.value


for round in range(6):
    box.value = 0
    print(paired(enumerate([1, 2, 3])), paired(enumerate("abc", 5)), paired(zip([1, 2], (3, 4))), paired(enumerate({7: 8, 9: 1})), paired(zip(range(4), {5})))
    print(paired(enumerate(Counting(box, 4))), paired(zip([1, 2, 3], Counting(box, 2))), paired(Mine("xy")), paired(enumerate([2**62], 2**63 - 1)))
    print(paired({1: 2, 3: 4}.items()), paired(zip()), paired([(1, 2)]))
