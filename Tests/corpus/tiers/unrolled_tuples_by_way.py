"""Loops over tuples that differ by the way that leads there, with much behind them: what is left of the rounds, breaks, returns, exceptions, frames."""
import sys


class Variable:
    def __init__(self, x):
        self.x = x
        self.mark = 0


class One:
    def __init__(self, a):
        self.a = a

    def inputs(self):
        return (self.a,)

    def known(self, mark):
        for v in self.inputs():
            if not (v.mark == mark or v.x > 2):
                return False
        return True

    def spread(self, mark):
        for v in self.inputs():
            if v.x > 5:
                v.mark = mark
            else:
                v.mark += 1
        total = 0
        for v in self.inputs():
            total += v.mark & 7
        return total


class Three(One):
    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def inputs(self):
        return (self.a, self.b, self.c)


class Nothing(One):
    def inputs(self):
        return ()


def rounds(objects, n):
    total = 0
    last = None
    for k in range(n):
        for o in objects:
            for v in o.inputs():
                if v.x == 3:
                    total += 1
                elif v.x > 6:
                    total += 2
                    continue
                v.mark += k
                last = v
            total += o.spread(k) + o.known(k)
            if last is not None:
                total += last.x
            for w in o.inputs():
                if w.x == 4:
                    break
                total += w.mark & 3
            else:
                total += 7
            for a, b in ((total, k), (k, total)):
                if a > b:
                    break
            total = (total + a * 3 + b) & 0xFFFFFF
    return total, last.x, v.x, w.x, a, b


def pairs(flag, n):
    seen = []
    for k in range(n):
        if flag(k):
            items = (k, k + 0.5)
        elif k % 7 == 0:
            items = ("a", k, None)
        else:
            items = (k,)
        text = ""
        for x in items:
            for y in (text, x):
                text = f"{y}"[:6]
            if x is None:
                text += "!"
        seen.append(text)
        if k > n - 3:
            print(k, x, y, text)
    return len(seen), seen[-9:]


class Odd:
    def __index__(self):
        raise KeyError("odd")


def failing(o, n):
    caught = 0
    for k in range(n):
        three = k % 3 == 1
        try:
            for x in (k, o, 5) if three else (1, k):
                caught += [1, 2][x & 1] if x is not o else [1, 2][x]
            caught += 10
        except KeyError as error:
            caught += 1
            if k > n - 4:
                print(error, error.__traceback__.tb_frame.f_locals["x"] is o, k)
        except IndexError:
            caught += 100
    return caught


def looks(n):
    out = []
    for k in range(n):
        for x in (k, "s") if k & 1 else (None, k, 2.5):
            if k > n - 3:
                out.append((sys._getframe().f_locals["x"], k))
    return out


variables = [Variable(i) for i in range(10)]
objects = [
    One(variables[1]), Three(variables[2], variables[3], variables[4]), Nothing(variables[5]),
    Three(variables[6], variables[7], variables[8]), One(variables[9]),
]
for n in (40, 300, 2000):
    print(rounds(objects, n), sum(v.mark for v in variables))
print(pairs(lambda k: k % 5 == 0, 3000))
print(failing(Odd(), 3000))
print(looks(3000))
variables[3].x = 2.5
variables[9].x = True
print(rounds(objects, 300), sum(v.mark for v in variables))
