# Loop variables that hold an object which nobody reads before the next round makes another; slices by steps.


def numbers(n):
    parts = []
    for k in range(n):
        z = complex(k, 1.5) * 2j
        parts.append(z.real)
    return z, sum(parts)


def pairs(n):
    total = 0
    for k in range(n):
        pair = (k, k * 0.5, "x")
        total += pair[0]
        if k == 1700:
            print(pair)
    return pair, total


def nested(n):
    last = 5
    for k in range(n):
        for j in range(3):
            last = complex(k, j)
    return last


def raised(n):
    pair = None
    try:
        for k in range(n):
            pair = (k, 10 // (n - 2 - k))
    except ZeroDivisionError:
        return pair, k


def same(n):
    kept = []
    for k in range(n):
        z = complex(k, 0)
        kept.append(z)
    return kept[-1] is z, z


def steps(items):
    for i in range(300):
        out = [items[::2], items[1::2], items[::-1], items[i % 13::-3], items[-3:2:-2], items[20::5], items[: i % 4 : 3], items[True::4], items[None:None:2]]
    return out


for size in 1, 2000:
    print(numbers(size), pairs(size), nested(size), same(size), raised(size))
print(nested(0))
print(steps(list(range(11))))
print(steps(list("abcdefghijk")))
print(steps([1.5] * 3))
try:
    steps(range(3)) and steps((1, 2)) and [1, 2][::0]
except ValueError as e:
    print(e)
