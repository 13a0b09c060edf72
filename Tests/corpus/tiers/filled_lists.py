"""Comprehensions that fill lists with numbers of one kind, and what ends or changes them in the middle."""
import sys


def halves(n, by):
    return [i / by for i in range(n)]


def products(xs, k):
    return [x * k for x in xs]


def table(n, m):
    return [sum([1.0 / ((i + j) * (i + j + 1) // 2 + i + 1) for j in range(m)]) for i in range(n)]


def pairs(xs, ys):
    return [x * y for x in xs for y in ys]


def odd(xs):
    return [x for x in xs if x & 1]


def growing(xs, limit):
    return [len(xs) if len(xs) >= limit else (xs.append(x), x)[1] for x in xs]


def looked_at(n):
    return [i + len(sys._getframe().f_locals) for i in range(n)]


def inverses(xs):
    return [100 // x for x in xs]


def nested(n):
    return [len([i * j for j in range(i)]) for i in range(n)]


def kept(n):
    all = []
    for k in range(n):
        row = [k * j for j in range(k % 9)]
        row.append(k)
        all.append(row)
        row = [float(j) for j in row]
        row.append("end")
        all.append(row)
    return all


for turn in range(300):
    a = halves(turn % 70, 4)
    b = products(list(range(turn % 40)), 3)
    c = table(5, turn % 30)
    d = pairs([1, 2, 3], list(range(turn % 5)))
    e = odd(range(turn % 20))
    f = inverses(range(1, turn % 50 + 2))
    g = looked_at(turn % 10)
    h = nested(turn % 12)
print(a, b, c, d, e, f, g, h, sep="\n")
print(kept(40)[-4:], sum(len(row) for row in kept(300)))

# Items of other kinds, and ints that become too large.
print(products([2 ** 61, 2 ** 62, 2 ** 63, 5], 3))
print(products([1.5, 2, 3], 2), products(["x", 4], 2), products([10 ** 30], 2))
print(halves(5, 2.5), products(list(range(100)), 2 ** 60)[-1])

# More items than the iterator had left when the comprehension began.
for turn in range(50):
    xs = list(range(1, 20))
    filled = growing(xs, 200)
print(len(xs), filled[:5], filled[-5:], sum(filled))

# Left by an exception.
caught = 0
for turn in range(400):
    try:
        inverses([3, 2, 1, 0, 4] if turn % 3 == 0 else [4, 5, 6])
    except ZeroDivisionError as error:
        caught += error.__traceback__.tb_next.tb_lineno
print(caught)
try:
    products([1, 2, None], 3)
except TypeError as error:
    print(error)
try:
    halves(10, 0)
except ZeroDivisionError as error:
    print(error)


def large(n):
    return [i ^ 5 for i in range(n)]


for turn in range(3):
    most = large((1 << 21) + 3 + turn)
print(len(most), most[-6:], most[1 << 20])
