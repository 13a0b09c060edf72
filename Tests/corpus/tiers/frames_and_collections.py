# Frame objects and collections in functions that compiled code calls.
import gc
import sys
import weakref

held = []


def inner(k):
    frame = sys._getframe()
    a = k
    if k % 7 == 0:
        held.append(frame)
    a = a * 2
    return a


def middle(k):
    return inner(k) + 1


def run(n):
    total = 0
    for k in range(n):
        total += middle(k)
    return total


print(run(100), [f.f_locals["a"] for f in held], held[-1].f_back is None)


def caller_frame():
    return sys._getframe(1)


def watched(k):
    x = k
    frame = caller_frame()
    x = x + 1
    if k % 9 == 0:
        held.append(frame)
    x = x * 3
    return x


held.clear()
print([watched(k) for k in range(40)][-3:], [f.f_locals["x"] for f in held])


class Node:
    pass


def collects(k, keep):
    node = Node()
    ref = weakref.ref(node)
    if not keep:
        node = None
    gc.collect()
    return (ref() is None) + k


def calls(k):
    return collects(k, k % 2) * 10


print([calls(k) for k in range(30)])


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(fib(15), deep(300))
try:
    deep(100000)
except RecursionError as e:
    print(e)
print(deep(500))


def raising(k):
    if k == 25:
        raise ValueError(k)
    return k


def passes(k):
    return raising(k) + 1


def outer(n):
    total = 0
    for k in range(n):
        try:
            total += passes(k)
        except ValueError as e:
            tb = e.__traceback__
            lines = []
            while tb:
                lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals.get("k")))
                tb = tb.tb_next
            print(lines)
    return total


print(outer(60))
