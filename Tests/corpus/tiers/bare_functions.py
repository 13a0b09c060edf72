"""Functions that call nothing have no frame record of their own in compiled code: their exits make it."""
import sys
import traceback


class Node:
    def __init__(self, value, other):
        self.a = value
        self.b = value + 1
        self.c = None
        self.d = 0.5
        self.e = value
        self.f = other
        self.g = [1, 2, 3]

    def step(self, k):
        # Large enough not to be part of its callers.
        self.a += k
        self.e = self.e * 3 % 1000003
        if self.f is None:
            self.b = self.e & 7
            self.g[self.b % 3] = k
            return self.e
        if self.a & 1:
            self.d += 0.25
            self.f = None if self.e & 64 else self.f
        else:
            self.c = self
        if self.e % 5 == 0:
            self.g[k % 3] = self.e
        elif self.e % 7 == 0:
            self.b = self.g[2] + self.a
        return self.e + self.b


class Leaf(Node):
    def step(self, k):
        total = 0
        for x in self.g:
            total += x
        self.e = total & 0xFFFF
        if self.f is not None:
            self.f.e = k
        self.b = k
        return self.e - k


def drive(nodes, count):
    total = 0
    for k in range(count):
        for n in nodes:
            total += n.step(k)
    return total


def places(e):
    return [(x.name, x.lineno, x.colno) for x in traceback.extract_tb(e.__traceback__)]


nodes = [Node(k, None if k % 3 else 5) for k in range(5)] + [Leaf(k, Node(1, 2)) for k in range(3)]
print(drive(nodes, 2000))

# Exits in the middle: other types, another shape, a sum that needs more than 64 bits, an error.
nodes[0].a = 2**63 - 5
print(drive(nodes, 20), nodes[0].a)
nodes[1].d = 3
nodes[1].b = 1.5
print(drive(nodes, 20))
nodes[1].e = 1.5
try:
    drive(nodes, 20)
except TypeError as e:
    print(places(e), e)
nodes[1].e = 3
nodes[2].extra = 1
print(drive(nodes, 20))
nodes[6].f = None
print(drive(nodes, 20))
del nodes[3].e
try:
    drive(nodes, 20)
except AttributeError as e:
    print(places(e), e)
    frame = e.__traceback__.tb_next.tb_next.tb_frame
    print(frame.f_code.co_name, sorted(frame.f_locals), frame.f_locals["k"], frame.f_back.f_code.co_name)
nodes[3].e = 4
nodes[4].g = (1, 2, 3)
nodes[4].f = None
try:
    drive(nodes, 3000)
except TypeError as e:
    print(places(e), e)


# The limit of recursion, and frames at the end of the room for registers.
def deep(n, node):
    if n == 0:
        return 0
    return node.step(n) % 3 + deep(n - 1, node)


node = Leaf(3, None)
for _ in range(50):
    deep(30, node)
sys.setrecursionlimit(5000)
print(deep(3000, node))
node.g = [1, 2, 2**64]
for size in range(2990, 3000):
    print(deep(size, node))


def endless(n, node):
    return node.step(n) + endless(n + 1, node)


node.g = [1, 2, 3]
sys.setrecursionlimit(400)
for _ in range(30):
    try:
        endless(0, node)
    except RecursionError as e:
        last = e
depth = 0
tb = last.__traceback__
while tb is not None:
    depth += 1
    tb = tb.tb_next
print(depth, last)


# Looked at while it runs, by what an exit lets run.
class Watcher:
    def __radd__(self, other):
        f = sys._getframe(1)
        print(f.f_code.co_name, f.f_lineno, sorted(f.f_locals), f.f_back.f_code.co_name)
        return other


sys.setrecursionlimit(1000)
node.g = [1, 2, Watcher()]
print(drive([node], 2))
