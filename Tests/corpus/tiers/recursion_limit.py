# The limit of recursion counts the calls that compiled code has inlined, too.
import sys


def down(n):
    return 0 if n == 0 else down(n - 1) + 1


def ping(n):
    return 0 if n == 0 else pong(n - 1) + 1


def pong(n):
    return 0 if n == 0 else ping(n - 1) + 1


def walk(n):
    yield n
    if n:
        yield from walk(n - 1)


def counts(n):
    return sum(1 for _ in walk(n)) if n % 2 else down(n)


for k in range(300):
    down(60), ping(30)
for limit, near in ((100, range(93, 104)), (1000, range(993, 1004)), (300, range(293, 304))):
    sys.setrecursionlimit(limit)
    for f in (down, ping):
        for k in range(3):
            results = []
            for n in near:
                try:
                    results.append(f(n))
                except RecursionError:
                    results.append("error")
            print(f.__name__, limit, *results)
sys.setrecursionlimit(1000)
print(counts(20), counts(21))
