"""Pickles and unpickles nested data and instances: builtin containers, __reduce__, __getstate__, shared references."""
import pickle

from _bench import run


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


class Fraction:
    def __init__(self, top, bottom):
        self.pair = (top, bottom)

    def __reduce__(self):
        return Fraction, self.pair


class Lazy:
    def __init__(self, n):
        self.n = n
        self.cache = "x" * n

    def __getstate__(self):
        return {"n": self.n}

    def __setstate__(self, state):
        self.n = state["n"]
        self.cache = "x" * self.n


def document(n):
    shared = Point(1, 2.5)
    return {
        "rows": [(i, i * 0.5, "name%d" % i, i % 2 == 0, None) for i in range(n)],
        "points": [Point(i, -i) for i in range(n)] + [shared] * n,
        "index": {(i, str(i)): {i, i + 1} for i in range(n)},
        "fractions": [Fraction(i, i + 1) for i in range(n)],
        "lazy": [Lazy(i % 10) for i in range(n)],
        "big": [1 << i for i in range(n)],
        "bytes": bytes(range(256)) * 4,
        "text": "gr\u00fc\u00df dich \U0001f600 " * 10,
        "shared": shared,
    }


def main(n):
    sizes = 0
    checksum = 0
    for k in range(n):
        data = document(100 + k % 5)
        for protocol in (2, 5):
            blob = pickle.dumps(data, protocol)
            back = pickle.loads(blob)
            sizes += len(blob)
            checksum += len(back["rows"]) + back["points"][3].x + back["fractions"][5].pair[1] + len(back["lazy"][7].cache)
            checksum += back["big"][70] % 1000 + (back["shared"] is back["points"][-1])
            if back["index"] != data["index"] or back["points"] != data["points"]:
                raise AssertionError("a pickle came back changed")
    return "%d %d" % (sizes, checksum)


DEFAULT = 350
EXPECTED = {
    3: "94161 3252",
    350: "11090940 380100",
    1300: "41194920 1411800",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
