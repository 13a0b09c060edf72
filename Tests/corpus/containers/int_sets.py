"""Sets of ints, and what makes them sets of anything: order, algebra, mixed keys, the ends of 64 bits, changes while they are walked."""

LEAST, MOST = -2**63, 2**63 - 1


class Same:
    """Equal to an int, and says when it is asked."""

    def __init__(self, n):
        self.n = n
        self.asked = 0

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        self.asked += 1
        return self.n == other


def scattered(n, factor, modulus):
    return {i * factor % modulus for i in range(n)}


def show(name, s):
    print(name, len(s), list(s)[:12], sum(s) if all(isinstance(x, int) for x in s) else sorted(map(str, s)))


def algebra():
    a, b = scattered(700, 7919, 10007), scattered(500, 104729, 3001)
    for name, s in [("and", a & b), ("or", a | b), ("sub", a - b), ("rsub", b - a), ("xor", a ^ b)]:
        show(name, s)
    c = set(a)
    c -= set(range(0, 10007, 3))
    show("isub", c)
    c ^= b
    show("ixor", c)
    c &= set(range(5000))
    show("iand", c)
    c |= {-k for k in b}
    show("ior", c)
    c.difference_update(range(0, 3000, 2), [1, 3, 5], (7, 9), {11: 0})
    show("difference_update", c)
    c.symmetric_difference_update({1: 0, 2: 0, 3: 0})
    show("symmetric", c)
    print(frozenset(a) == a, hash(frozenset(a)) == hash(frozenset(list(a)[::-1])), a <= a | b, a.isdisjoint({-1}), a < a)
    print({1, 2, 3} & {3.0, True}, {3.0, True} & {1, 2, 3}, {1, 2} | {1.0, "x"} == {1, 2, "x"}, {2} - {2.0}, {5} ^ {5.0, 6})


def growing():
    s = set()
    sizes = []
    for i in range(3000):
        s.add(i * 37 % 4001)
        if i % 3 == 0:
            s.discard(i * 11 % 4001)
        if i % 500 == 0:
            sizes.append((len(s), list(s)[:6]))
    print(sizes)
    popped = [s.pop() for _ in range(40)]
    print(popped, len(s))
    while s:
        s.pop()
    s.add(5)
    print(s, len(s))


def ends():
    s = {LEAST, LEAST + 1, LEAST + 2, MOST, 0, -1, -2, 1}
    print(len(s), sorted(s), LEAST in s, LEAST + 1 in s, MOST + 1 in s, LEAST - 1 in s, 2**61 - 1 in s)
    t = {LEAST + 2, MOST, 0}
    print(LEAST in t, LEAST + 1 in t)
    t.add(LEAST)
    t.add(2**70)
    t.discard(LEAST)
    print(sorted(t), 2**70 in t)
    u = {1, 2, 3}
    print([LEAST in u, LEAST + 1 in u, u - {LEAST}, u & {LEAST, 2}, u | {LEAST + 1}])
    u.discard(LEAST)
    u ^= {LEAST}
    print(sorted(u))
    wraps = {2**61 - 1, 0, 2 * (2**61 - 1)}
    print(len(wraps), 0 in wraps, 2**61 - 1 in wraps, 3 * (2**61 - 1) in wraps)


def mixed():
    s = set(range(20))
    print("a" in s, 3.0 in s, 3.5 in s, True in s, None in s, (1, 2) in s, 3 + 0j in s, 2**64 in s)
    same = Same(7)
    print(same in s, same.asked, Same(70) in s)
    s.add(same)
    print(len(s), any(x is same for x in s))
    s.add("a")
    s.remove(4)
    s.add(4.0)
    print(sorted(map(str, s)), type([x for x in s if x == 4][0]).__name__)
    s = {1, 2, 3}
    s.add(True)
    s.add(2.0)
    print(s, [type(x).__name__ for x in s])
    for key in ([], {}, set()):
        try:
            print(key in {1, 2})
        except TypeError as e:
            print(e)
    try:
        {1}.remove(9)
    except KeyError as e:
        print(repr(e))


def walking():
    s = {1, 2, 3}
    try:
        for x in s:
            s.add(x + 10)
    except RuntimeError as e:
        print(e)
    s = set(range(10))
    it = iter(s)
    print(next(it), it.__length_hint__(), list(it), list(it))
    s = {3, 4}
    seen = []
    for x in s:
        s.discard(x)
        s.add(x)
        seen.append(x)
    print(seen, s)
    f = frozenset(range(5))
    print(f, list(f), sorted(f, reverse=True), max(f), {f: 1}[frozenset([4, 3, 2, 1, 0])])


def order_after_deletions():
    seed = 1
    for keys in (8, 40, 200):
        s, t = set(), set()
        for _ in range(400):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            k = (seed >> 8) % keys
            if seed >> 16 & 1:
                s.add(k)
                t.add(k if k % 3 else float(k))
            else:
                s.discard(k)
                t.discard(k)
        print(list(s), list(map(str, t)) if keys == 8 else len(t))


algebra()
order_after_deletions()
growing()
ends()
mixed()
walking()
