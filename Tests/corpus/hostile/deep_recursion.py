"""Pure-Python recursion to the limit, and 100,000 deep with a raised limit."""
import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def forever(n):
    return forever(n + 1)


class Node:
    def __init__(self, next):
        self.next = next

    def depth(self):
        return 1 if self.next is None else 1 + self.next.depth()


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def kwargs(n, *args, **kw):
    return n if n == 0 else kwargs(n - 1, *args, **kw)


def closure(n):
    def inner(m):
        return m if m == 0 else inner(m - 1)
    return inner(n)


def tries(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        tries(n - 1)
    finally:
        global finals
        finals += 1


try:
    forever(0)
except RecursionError as e:
    print(type(e).__name__, e)

print(sys.getrecursionlimit(), down(900))
try:
    down(1100)
except RecursionError as e:
    print(e)

sys.setrecursionlimit(100_050)
print(down(100_000))
try:
    forever(0)
except RecursionError as e:
    print(e)
node = None
for _ in range(100_000):
    node = Node(node)
print(node.depth())
print(even(100_000), odd(99_999))
print(kwargs(100_000, 1, 2, a=3), closure(90_000))
finals = 0
try:
    tries(50_000)
except ValueError as e:
    print(e, finals)
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    print(n)
tb = None
del node

sys.setrecursionlimit(1000)
print(down(900))
for bad in (0, -1, 2**40):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)


def at(n):
    if n == 0:
        try:
            sys.setrecursionlimit(5)
        except RecursionError as e:
            return str(e)
    return at(n - 1)


print(at(20))
