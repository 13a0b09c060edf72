# Containers that change their storage or size while compiled loops use them.
def storage(n):
    xs = [1, 2, 3]
    ys = xs
    total = 0
    for k in range(n):
        total += xs[k % 3]
        if k == n - 5:
            ys[0] = 2.5
        if k == n - 3:
            ys[1] = "7"
            break
    return total, xs


def growing(n):
    xs = [1]
    seen = 0
    for x in xs:
        seen += x
        if len(xs) < n:
            xs.append(x + 1 if len(xs) < n - 4 else float(x))
    return seen, xs[-5:]


def shrinking(n):
    xs = list(range(n))
    out = []
    for x in xs:
        out.append(x)
        if x % 3 == 0 and len(xs) > 4:
            xs.pop()
    return out[-3:], len(xs)


def dict_resized(n):
    d = {}
    for k in range(n):
        d[k] = k
    total = 0
    try:
        for k in d:
            total += d[k]
            if k == n - 3:
                d["new"] = 1
    except RuntimeError as e:
        return total, str(e)


def mixed_keys(n):
    class Key:
        def __init__(self, k): self.k = k
        def __hash__(self): return hash(self.k)
        def __eq__(self, other): return self.k == (other.k if isinstance(other, Key) else other)
    d = {Key(3): "key3", "a": 1, 5: "five"}
    out = []
    for k in range(n):
        out.append(d.get(k % 6, "none"))
        try:
            out.append(d[k % 6])
        except KeyError as e:
            out.append(e.args)
        if k == n - 7:
            d[3] = "changed"
            d[True] = "one"
    return out[-14:], len(d)


def unpacking(n):
    out = []
    items = [(1, 2)] * n
    items[-3] = [3, 4]
    items[-2] = (5, 6, 7)
    for item in items:
        try:
            a, b = item
        except ValueError as e:
            a, b = str(e), 0
        out.append((b, a))
    return out[-4:]


def swapping(n):
    a, b, c = 0, 1, 2
    for k in range(n):
        a, b, c = b, c, a
        if k == n - 4:
            a = "x"
    return a, b, c


def shared_iterator(n):
    it = iter(list(range(n)))
    pairs = []
    for a in it:
        for b in it:
            pairs.append((a, b))
            break
        else:
            pairs.append((a, None))
    return pairs[-2:]


def nested(n):
    grid = [[0] * n for _ in range(n)]
    for y in range(n):
        for x in range(n):
            grid[y][x] = x * y if x != y else x / 2
    return sum(map(sum, grid)), grid[1][:3]


def unbound(n):
    for k in range(n):
        if k == n - 3:
            del k
        try:
            last = k
        except UnboundLocalError as e:
            last = str(e)
            k = 0
        if k == 1:
            x = 1
        if k == n - 2:
            del x
    try:
        return x
    except UnboundLocalError as e:
        return str(e), last


def cells(n):
    fs = []
    total = 0
    for k in range(n):
        def f():
            nonlocal total
            total += k
            return total
        fs.append(f)
        f()
        if k == n - 2:
            total = 0.5
    return [g() for g in fs[-3:]], total


def strings(n):
    s = ""
    for k in range(n):
        s += chr(97 + k % 26) if k < n - 3 else "\u20ac\U0001f600"
        if s[-1] is not s[-1] and k < n - 3:
            return "identity"
    return s[-5:], len(s), [c for c in s[-4:]]


def comparing(n):
    names = ["b", "a", "c", "\U0001f600", "\uffff", ""]
    out = 0
    for k in range(n):
        x, y = names[k % 6], names[k * 7 % 6]
        out = out * 3 % 1000003 + (x < y) + (x == y) * 2 + (x >= y) * 4
    return out


for f in (storage, growing, shrinking, dict_resized, mixed_keys, unpacking, swapping, shared_iterator, nested, unbound, cells, strings, comparing):
    for n in (8, 40, 41):
        print(f.__name__, n, f(n))
