"""Estimates pi and an integral with a linear congruential generator: an int and float loop."""
from _bench import run


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return self.state / 4294967296.0


def main(n):
    random = Random(12345)
    inside = 0
    area = 0.0
    for _ in range(n):
        x = random.next()
        y = random.next()
        if x * x + y * y <= 1.0:
            inside += 1
        area += x * y * (1.0 - x)
    return "%.6f %.6f" % (4.0 * inside / n, area / n)


DEFAULT = 1250000
EXPECTED = {
    1000: "3.172000 0.085155",
    1250000: "3.140778 0.083327",
    3400000: "3.141099 0.083328",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
