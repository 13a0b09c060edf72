"""Allocates and walks binary trees of objects: short-lived and long-lived."""
from _bench import run


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def main(n):
    long_lived = build(n)
    lines = []
    for depth in range(4, n + 1, 4):
        rounds = 1 << (n - depth + 2)
        total = 0
        for _ in range(rounds):
            total += build(depth).count()
        lines.append("%d:%d" % (depth, total))
    lines.append(str(long_lived.count()))
    return " ".join(lines)


DEFAULT = 16
EXPECTED = {
    6: "4:496 127",
    16: "4:507904 8:523264 12:524224 16:524284 131071",
    17: "4:1015808 8:1046528 12:1048448 16:1048568 262143",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
