"""Functions that loops make and call: their variables, who else changes them, what is known of them where code is left."""
import sys


def adders(n):
    total = 0
    for i in range(n):
        add = lambda x, k=2: x + i * k
        plain = lambda x: x + 1
        total += add(i) + plain(i) + add(i, 3)
    return total


def counter(n):
    out = []
    for i in range(n):
        def outer(x, y):
            def up():
                nonlocal x
                x += y
                return x
            up()
            first = up()
            return first, x, up.__closure__[0].cell_contents, len(up.__closure__)
        out.append(outer(i, 3))
    return out[:2], out[-1], len(out)


def chain(n):
    def step(a, b, c, d, e, f):
        inner = lambda z: (a, b, c, d, e, f, z)
        return (lambda w: inner(w))(a + 1)
    out = None
    for i in range(n):
        out = step(i, i + 1, i * 0.5, str(i % 7), None, (i,))
    return out


def maybe(n, bad):
    """What a region left out is there when it is left."""
    kept = []
    for i in range(n):
        def scaled(v, k):
            def apply(x):
                return x * k + v
            r = apply(i)
            if i == bad:
                kept.append((apply, apply.__name__, apply.__module__, apply.__qualname__, [c.cell_contents for c in apply.__closure__]))
                kept.append(apply)
            return r
        last = scaled(i % 5, 2)
    return last, kept[0][1:], kept[1] is kept[0][0], kept[1](10)


def foreign(n, when):
    """A variable that nothing stores to is changed through its cell."""
    seen = []
    for i in range(n):
        def f(x):
            def g():
                return x
            before = g(), x
            if i == when:
                g.__closure__[0].cell_contents = "changed"
            after = g(), x
            return before, after
        seen.append(f(i))
    return seen[0], seen[when], seen[-1]


def poke(g, v):
    g.__closure__[0].cell_contents = v


def foreign_in_callee(n, when):
    seen = []
    for i in range(n):
        def f(x):
            g = lambda: x
            if i >= when:
                poke(g, -i)
            return x + g()
        seen.append(f(i))
    return sum(seen), seen[-1]


def by_frame(n, when):
    seen = []
    for i in range(n):
        def f(x):
            g = lambda: x
            if i == when:
                sys._getframe().f_locals["x"] = 1000
            return x + g()
        seen.append(f(i))
    return seen[0], seen[when], seen[-1]


def depth_of_caller():
    d, f = 0, sys._getframe()
    while f is not None:
        d, f = d + 1, f.f_back
    return d


def name_of_caller(x, k):
    return sys._getframe(1).f_code.co_name, k(x)


def char(c):
    return lambda text, i, k: i < len(text) and text[i] == c and k(i + 1)


def either(options):
    def match(text, i, k):
        for option in options:
            found = option(text, i, k)
            if found:
                return found
        return False
    return match


def then(parts):
    def match(text, i, k, n=0):
        if n == len(parts):
            return k(i)
        return parts[n](text, i, lambda j: match(text, j, k, n + 1))
    return match


def many(part):
    def match(text, i, k, count=0):
        return part(text, i, lambda j: j > i and match(text, j, k, count + 1)) or k(i)
    return match


def failing(text, i, k):
    if i == 3:
        raise ValueError(text[i:])
    return k(i + 1)


def matching(n):
    a, b, c = char("a"), char("b"), char("c")
    patterns = [then([many(either([a, b])), c]), then([a, b, c]), either([c, then([a, b])]), many(a), then([a, failing, b])]
    texts = ["aabbabac", "abc", "", "c", "aaaa", "aabab"]
    found = errors = 0
    for r in range(n):
        text = texts[r % 6]
        for p in patterns:
            for start in range(len(text) + 1):
                try:
                    end = p(text, start, lambda i: i + 1)
                except ValueError as e:
                    errors += len(str(e)) + 1
                    continue
                if end:
                    found += end * (start + 1)
    return found, errors


def callers(n):
    """Calls of functions that were not met before, some of which look at frames."""
    functions = [lambda x: x + 1, lambda x: x * 2, lambda x: -x, abs, lambda x: depth_of_caller(), lambda x: name_of_caller(x, lambda y: y)[0]]

    def call(f, x):
        return f(x)
    out = []
    for i in range(n):
        out.append(call(functions[i * 7 % (2 + i * 5 // n)], i))
    base = depth_of_caller()
    return [o - base if type(o) is int and abs(o) < 50 and i > n // 2 and o == base + 2 else o for i, o in enumerate(out)][-12:]


def deep(n):
    """The limit of recursion is where it is, whoever calls."""
    def down(k, f):
        return 0 if k == 0 else 1 + f(k - 1, f)
    other = lambda k, f: 0 if k == 0 else 1 + down(k - 1, f)
    out = [down(i % 20, (down, other)[i % 2]) for i in range(n)]
    try:
        down(100000, other)
    except RecursionError as e:
        out.append(str(e))
    return out[-3:]


def replaced(n):
    def f(x):
        return x + 1
    out = []
    for i in range(n):
        g = lambda x: f(x) * 2
        out.append(g(i))
        if i == n // 2:
            f.__code__ = (lambda x: x - 1).__code__ if not f.__closure__ else f.__code__
    return out[0], out[n // 2], out[-1]


class Falsy:
    def __len__(self):
        return 0


def truths(n):
    values = [True, False, 0, 3, "", "x", None, 2.5, 0.0, 10**30, b"", -1, Falsy(), [], [0]]
    count = 0
    for i in range(n):
        v = values[i % (6 if i < n // 2 else len(values))]
        if v:
            count += 1
        count += 2 if not v else 0
        count += 5 if (v or i) is v else 0
    return count


def sums(n):
    big = 1.7976931348623157e308
    lists = [[0.1] * 10, [1e16, 1.0, -1e16], [1e308, 1e308, -1e308], [big, -2.0**969, 2.0**969], [-big, 2.0**970, 1.0], [0.0, -0.0], [-0.0],
             [float("inf"), 1.0], [float("inf"), -float("inf")], [5e-324] * 3, [1.0, 1e100, 1.0, -1e100]]
    return [sum(x) for x in lists for _ in range(n)][::n], [sum(x, 0.5) for x in lists], [sum(x, 2) for x in lists]


for n in (3, 700):
    print(adders(n), counter(n), chain(n))
    print(maybe(n, n - 1), maybe(n, 1))
    print(matching(n), deep(n), truths(n))
    print(sums(4))
print(callers(600))
print(replaced(600))
print(by_frame(600, 300))
print(foreign(600, 300))
print(foreign_in_callee(600, 300))
print(foreign(600, 500), by_frame(600, 10))
