"""copy.deepcopy of nested containers, instances, shared and cyclic structures, and __deepcopy__ hooks."""
import copy

from _bench import run


class Node:
    def __init__(self, name):
        self.name = name
        self.children = []
        self.parent = None
        self.tags = {"a", name}

    def add(self, child):
        child.parent = self
        self.children.append(child)
        return child


class Handle:
    made = 0

    def __init__(self, number):
        self.number = number

    def __deepcopy__(self, memo):
        Handle.made += 1
        return Handle(self.number + 1)


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def build():
    root = Node("root")
    for i in range(12):
        child = root.add(Node("child%d" % i))
        for j in range(6):
            child.add(Node("leaf%d" % j))
    table = {"numbers": list(range(60)), "pairs": [(i, [i, str(i)]) for i in range(40)], "nothing": None}
    table["self"] = table
    return {"tree": root, "table": table, "handles": [Handle(i) for i in range(10)],
            "slots": [Slotted(i, [i]) for i in range(30)], "frozen": (1, "two", 3.0, (4, b"five")), "again": root}


def main(n):
    Handle.made = 0
    document = build()
    for _ in range(n):
        other = copy.deepcopy(document)
        if other["tree"] is not other["again"] or other["table"]["self"] is not other["table"]:
            raise AssertionError("shared references were lost")
        if other["tree"] is document["tree"] or other["tree"].children[3].parent is not other["tree"]:
            raise AssertionError("the tree was not copied")
        other["table"]["numbers"][_ % 60] += 1
        document = other
    slots = sum([s.x + len(s.y) for s in document["slots"]])
    return "%d %d %d %d" % (Handle.made, document["handles"][3].number, sum(document["table"]["numbers"]), slots)


DEFAULT = 350
EXPECTED = {
    2: "20 5 1772 465",
    350: "3500 353 2120 465",
    1100: "11000 1103 2870 465",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
