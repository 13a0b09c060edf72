"""Methods of sets, dicts and lists, membership, characters and isinstance in hot code, with what they refuse."""


class Odd:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return isinstance(other, int) and other == self.n


class Base:
    pass


class Derived(Base):
    pass


class Liar:
    @property
    def __class__(self):
        return Base


def sets(n):
    s = set()
    seen = []
    for i in range(n):
        s.add(i % 7)
        s.add(str(i % 5))
        if i % 3 in s and str(i % 4) in s:
            seen.append(i)
        s.discard(i % 6)
        s.discard(str(i % 9))
        try:
            s.remove(i % 4)
        except KeyError as e:
            seen.append(("no", e.args[0]))
    return len(seen), seen[-3:], sorted(map(str, s))


def mixed(n):
    s = {Odd(3), Odd(-1), "x"}
    found = 0
    for i in range(n):
        if i % 5 in s:
            found += 1
        if "x" in s:
            found += 10
    return found


def stack(n):
    items = []
    total = 0
    for i in range(n):
        items.append(i)
        items.append("t%d" % i)
        items.pop()
        if i % 3 == 0:
            total += items.pop()
    kinds = []
    try:
        while True:
            kinds.append(items.pop())
    except IndexError as e:
        kinds.append(str(e))
    return total, kinds[:3], kinds[-1]


def lookups(n):
    d = {}
    for i in range(n):
        d[i % 10] = d.get(i % 10, 0) + 1
        d["k%d" % (i % 3)] = d.get("k%d" % (i % 3)) or i
        if 3.0 in d and None not in d and (i % 11) in d:
            d[True] = d.get(1.0)
    return d


def characters(text):
    counts = [0] * 8
    for i in range(len(text)):
        c = text[i]
        if c == " ":
            counts[0] += 1
        elif c == "\u00e9":
            counts[1] += 1
        elif c == "\U0001f40d":
            counts[2] += 1
        elif "0" <= c <= "9":
            counts[3] += 1
        elif c in "abc":
            counts[4] += 1
        elif c not in "xyz":
            counts[5] += 1
        if text[i:i + 2] == "a":
            counts[6] += 1
        if text[i:i + 1] != "b" and c < "\u0100":
            counts[7] += 1
    return counts


def words(items):
    n = 0
    for w in items:
        if w == "a":
            n += 1
        elif w == "":
            n += 10
        elif w == "ab":
            n += 100
        elif w != "\u20ac":
            n += 1000
    return n


def kinds(items, rounds):
    counts = {}
    for _ in range(rounds):
        for x in items:
            if isinstance(x, bool):
                k = "bool"
            elif isinstance(x, (int, float)):
                k = "number"
            elif isinstance(x, str):
                k = "str"
            elif isinstance(x, Base):
                k = "base"
            elif isinstance(x, object):
                k = type(x).__name__
            counts[k] = counts.get(k, 0) + 1
    return counts


def one_kind(n):
    d, b = Derived(), Base()
    hits = 0
    for i in range(n):
        if isinstance(d, Base) and not isinstance(b, Derived) and isinstance(i, int) and not isinstance(i, str):
            hits += 1
        if isinstance(i, (str, float)):
            hits -= 1
        if isinstance("x", (int, str)):
            hits += 1
    return hits


def generated(k, items):
    return list((x * k, y) for x in items for y in range(k))


print(sets(400))
print(mixed(100))
print(stack(90))
print(lookups(120))
print(characters("a b c9 \u00e9\u00e9 \U0001f40d xyz q 12" * 20), characters("abc 123" * 20))
print(words(["a", "", "ab", "\u20ac", "b", "abc"] * 30))
print(kinds([1, True, 2.5, "s", None, Derived(), Base(), Liar(), [1]], 30))
print(one_kind(100))
for k in range(1, 4):
    print(sum(a * b for a, b in generated(k, range(20))))
