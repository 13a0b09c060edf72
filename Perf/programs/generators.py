"""Pipelines of generators: filters, windows, yield from, generator expressions, recursive generators."""
from _bench import run


def numbers(n):
    seed = 1
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield seed >> 8


def only(values, predicate):
    for value in values:
        if predicate(value):
            yield value


def pairs(values):
    it = iter(values)
    for first in it:
        for second in it:
            yield first, second
            break


def running(values):
    total = 0
    for value in values:
        total += value
        yield total


def chunks(values, size):
    chunk = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def chained(*parts):
    for part in parts:
        yield from part


class Tree:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Tree(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Tree(key)
                    return
                node = node.right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def main(n):
    odd = only(numbers(n), lambda v: v & 1)
    total = sum(a ^ b for a, b in pairs(odd))
    last = 0
    for last in running(v % 10 for v in numbers(n)):
        pass
    widest = max(sum(chunk) for chunk in chunks(chained(numbers(n // 2), range(n // 2)), 16))
    tree = Tree(1 << 22)
    for key in numbers(n // 50):
        tree.insert(key)
    inorder = 0
    for i, key in enumerate(tree):
        inorder = (inorder + i * key) % 1000003
    return "%d %d %d %d" % (total, last, widest, inorder)


DEFAULT = 900000
EXPECTED = {
    1000: "998028278 4608 86010069 69233",
    900000: "944784955510 4050563 108743607 98488",
    2300000: "2412791783472 10345356 108743607 725715",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
