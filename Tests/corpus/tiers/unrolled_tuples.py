"""Loops over a few items of a tuple that is known: all rounds, some rounds, and rounds that are left or looked into."""
import sys


def either(a, b):
    for x, y in ((a, b), (b, a)):
        if x > y:
            return x * 10 + y
    return -1


def steps(n):
    seen = 0
    for i in range(n):
        for dx, dy in ((0, 1), (1, 0), (-1, 0), (0, -1)):
            x, y = i + dx, i - dy
            if x < 0:
                continue
            if y > 250:
                break
            seen += x * 2 + y
        else:
            seen += 1
    return seen


def mixed(n):
    out = []
    for i in range(n):
        total = 0
        for v in (i, i + 0.5, str(i), None, True)[:4]:
            if v is None:
                total += 1
            elif isinstance(v, str):
                total += len(v)
            else:
                total += v
        out.append(total)
    return sum(out)


def kinds(n):
    text = ""
    count = 0
    for i in range(n):
        for v in (i, "abc", 2.5):
            if i > 190:
                text += repr(v)
            if v == "abc":
                count += 1
            last = v
        if last != 2.5:
            print("last", last)
    return text, count


class Odd:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other


def grows(n):
    big = 2 ** 63 - 100
    total = 0
    for i in range(n):
        for k in (1, i, 2):
            total += k
            if i == 150:
                total += big
    return total


def other_types(n):
    seen = 0
    for i in range(n):
        v = i if i < 150 else Odd(i) if i & 1 else float(i)
        for low in (v, 3, v):
            if low < 100:
                seen += 1
    return seen


def raises(n):
    caught = 0
    for i in range(n):
        try:
            for d in (7, i % 10, 3):
                caught += 100 // d
        except ZeroDivisionError as e:
            caught += e.__traceback__.tb_lineno - e.__traceback__.tb_frame.f_code.co_firstlineno
            if i == 190:
                shown = e.__traceback__.tb_frame.f_locals
                print(shown["d"], shown["i"], type(shown.get("n")))
    return caught


def nested(n):
    total = 0
    for i in range(n):
        for a in (1, 2, 3):
            for b in (a, i):
                if b == 2:
                    continue
                total += a * b
    return total


def kept(n):
    pairs = []
    for i in range(n):
        pair = (i, i + 1)
        for p in (pair, pair):
            if p is not pair:
                print("not the same")
            if i % 50 == 0:
                pairs.append(p)
        for x in pair:
            if x == 77:
                pairs.append(pair)
    return pairs, pairs[0] is pairs[1]


def empty_and_one(n):
    total = 0
    for i in range(n):
        for x in ():
            total += 1000
        for x in (i,):
            total += x
    return total, x


def by_generator(n):
    for i in range(n):
        for v in (i, -i):
            yield v


print([either(i % 7, i % 5) for i in range(40)])
print(steps(300))
print(mixed(200))
print(kinds(193))
print(grows(200))
print(other_types(200))
print(raises(200))
print(nested(200))
print(kept(200))
print(empty_and_one(200))
print(sum(v * k for k, v in enumerate(by_generator(200))))


def watched(n):
    lines = []

    def trace(frame, event, arg):
        if event == "line":
            lines.append(frame.f_lineno - frame.f_code.co_firstlineno)
        return trace
    total = 0
    for i in range(n):
        if i == n - 1:
            sys.settrace(trace)
        total += either(i % 7, i % 5)
    sys.settrace(None)
    return total, lines


print(watched(200))
