"""Loops that take pairs apart at once: what they iterate over, how they end and fail."""


def show(it):
    out = []
    try:
        for a, b in it:
            out.append((a, b))
    except Exception as e:
        out.append("%s: %s" % (type(e).__name__, e))
    return out


class E(enumerate):
    def __next__(self):
        i, v = super().__next__()
        return i, v, "extra"


def failing():
    yield 1
    yield 2
    raise ValueError("stop here")


d = {"x": 1, 2: "two", (1, 2): None}
print(show(enumerate("abc")))
print(show(enumerate("ab", 2**63 - 2)))
print(show(enumerate(failing())))
print(show(E("a")))
print(show(zip([1, 2, 3], "ab")))
print(show(zip("ab", [1, 2, 3])))
print(show(zip([1, 2], failing(), strict=True)))
print(show(zip([1], [1, 2], strict=True)))
print(show(zip([1], [2], [3])))
print(show(zip([1])))
print(show(d.items()))
print(show(reversed(d.items())))
print(show([(1, 2), [3, 4], "ab", (5, 6, 7)]))


def grow():
    out = []
    t = {1: 1}
    try:
        for k, v in t.items():
            t[k + 1] = v
            out.append(k)
    except RuntimeError as e:
        out.append(str(e))
    return out


print(grow())

# The pair itself is kept, or the target has a name.
for pair in enumerate("xy"):
    i, v = pair
    print(pair, i, v)
for i, (a, b) in enumerate({"k": 1}.items()):
    print(i, a, b)
print({v: k for k, v in {"a": 1, "b": 2}.items()}, [x * y for x, y in zip([1, 2], [3, 4])])
z = zip([1, 2, 3], iter([10]))
for x, y in z:
    print(x, y)
print(list(z))


class Names:
    for n, v in enumerate("pq"):
        locals()[v] = n


print(Names.n, Names.v, Names.p, Names.q)


# Values through in, slices and conversions.
class S(str):
    pass


class L(list):
    def __getitem__(self, i):
        return ("item", i)

    def __contains__(self, x):
        return x == "magic"


text, items = "hello", [1, 2, 3, 4]
print(text[1:3], text[:-1], text[10:], items[1:], items[:-2], items[3:1], L(items)[1:2], S("abc")[1:], (1, 2, 3)[1:])
print("ell" in text, "" in text, S("h") in text, 3 in items, "magic" in L(), 1 in L([1]), (1, 2) in d, 2 in d, [1] in [[1]], 1.0 in (1, 2))
for bad in (lambda: 1 in "a", lambda: [] in {}, lambda: {} in {1}, lambda: 1 in 2, lambda: text["a":], lambda: iter(3)):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", e)
print(str(5), str(2.5), str("s"), str(S("sub")), type(str(S("t"))).__name__, int(7), float(3), float(2.5), type(5).__name__, tuple([1]), list((1, 2)), tuple((3,)))
print(max(3, 1, 2), min(3, 1, 2), max(1, 2.5), min("b", "a"), max(2, True), max(-1, key=abs, default=0) if False else max(-3, 2, key=abs))
print("a" < "b", "a" == "a" + "", "b" >= "a", "abc" != "abd", "a" * 3 + "b", (1, "a") == (1, "a"), (1, [2]) == (1, [2]), (1, "a") == (1, "b"), {(1, "k"): 5}[1, "k"])
a = object()
print(id(a) == id(a), id(a) != id(object()), id(3) == id(3), id(2**70) == id(2**70) or True, len({id(x) for x in [[] for _ in range(2000)]}))
