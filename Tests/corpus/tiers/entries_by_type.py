"""Functions that are called with other types of arguments once they are compiled: each combination gets code of its own, and defaults are filled in."""


def size(x, deep=True, extra=()):
    if isinstance(x, int):
        return 1
    if isinstance(x, float):
        return 2
    if x is None:
        return 0
    if isinstance(x, str):
        return len(x)
    total = 0
    for item in x:
        total += size(item) if deep else 1
    return total + len(extra)


def twice(x):
    return x + x


def nested(depth, leaf):
    return leaf if depth == 0 else [nested(depth - 1, leaf), leaf]


def run(rounds):
    results = []
    data = [[1, 2.5, "abc", None], [True, [3, [4.5, "x"]]], (1, (2, "yz")), []]
    for k in range(rounds):
        results.append(size(data))
        results.append(size(k))
        results.append(size(k * 0.5, extra=(1, 2)))
    return sum(results)


def phases():
    out = []
    for make in (int, float, str, lambda k: [k], lambda k: (k,), int, lambda k: k > 1):
        last = None
        for k in range(60):
            last = twice(make(k))
        out.append(last)
    try:
        for k in range(20):
            twice({})
    except TypeError as e:
        out.append(str(e))
    return out


def numbers(texts, rounds):
    good = bad = 0
    errors = set()
    for _ in range(rounds):
        for t in texts:
            for convert in (int, float):
                try:
                    good += convert(t)
                except (ValueError, OverflowError) as e:
                    bad += 1
                    errors.add(str(e))
    return good, bad, sorted(errors)


class Text(str):
    def __int__(self):
        return 7

    def __float__(self):
        return 7.5


print(run(60))
for leaf in (1, 1.5, "q", None):
    print(sum(size(nested(k % 6, leaf)) for k in range(80)))
print(phases())
print(numbers(["12", " 3 ", "3.5", "x", "", "-7", "1e2", "1_000", "\u0663", "\U0001d7d8", "9" * 30, Text("y")], 12))
