# An instruction that is done again, because a guard failed in it, has done nothing yet.
import atexit


class Pattern:
    def __init__(self, state, data=None, flags=()):
        self.state = state
        self.data = [] if data is None else data
        self.flags = flags


def make(n):
    return [Pattern(k) for k in range(n)]


for _ in range(8):
    print([(p.state, p.data, p.flags) for p in make(4)])


def numbered(*names):
    return {name: k for k, name in enumerate(names)}


def paired(a, b):
    return [x * 10 + y for x, y in zip(a, b)]


def turned(d):
    return {v: k for k, v in d.items()}


def split(texts):
    out = []
    for text in texts:
        first, second = map(int, text.split("."))
        head, *rest = iter(text)
        out.append((first, second, head, len(rest)))
    return out


for _ in range(8):
    print(numbered(*"abcdefgh"), paired(range(6), [5, 4, 3, 2, 1, 0]), turned({"x": 1, "y": 2, "z": 3}), split(["1.2", "3.4", "5.6", "7.8"]))


def last(k):
    total = 0
    for n in range(k):
        total += n
    return total


# Called with no frame of Python code beneath.
for k in range(6):
    last(k)
    atexit.register(lambda k=k: print("exit", k, last(k)))
