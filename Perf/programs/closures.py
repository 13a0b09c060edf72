"""Closures, comprehensions, lambdas, partial application and nonlocal counters."""
from _bench import run


def counter(step):
    count = 0

    def bump():
        nonlocal count
        count += step
        return count
    return bump


def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x
    return composed


def memoized(f):
    cache = {}

    def wrapper(*args):
        if args in cache:
            return cache[args]
        result = cache[args] = f(*args)
        return result
    return wrapper


def curry(f, *first, **named):
    def curried(*rest, **more):
        return f(*first, *rest, **named, **more)
    return curried


@memoized
def paths(x, y):
    if x == 0 or y == 0:
        return 1
    return paths(x - 1, y) + paths(x, y - 1)


def weighted(a, b, *, scale=1, shift=0):
    return (a * 3 + b) * scale + shift


def main(n):
    bumps = [counter(k) for k in range(1, 9)]
    pipeline = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x ^ 5, abs)
    triple = curry(weighted, 2, scale=3)
    total = 0
    for i in range(n):
        total += bumps[i & 7]()
        total += pipeline(i)
        total += triple(i, shift=i & 3)
        total += paths(i % 20, i % 15)
        if i % 10 == 0:
            squares = {x: x * x for x in range(i % 40)}
            evens = [x for x in squares.values() if x % 2 == 0]
            grid = [(x, y) for x in range(6) for y in range(x) if (x + y) % 2]
            unique = {x % 7 for x in evens}
            total += len(evens) + len(unique) + sum(map(lambda p: p[0] * p[1], grid))
            total += sum(sorted(squares, key=lambda k: -squares[k])[:3])
            total += len(list(filter(lambda x: x > 3, unique)))
    return "%d %s" % (total, [b() for b in bumps])


DEFAULT = 250000
EXPECTED = {
    100: "1222761048 [14, 28, 42, 56, 65, 78, 91, 104]",
    250000: "5031630388812 [31251, 62502, 93753, 125004, 156255, 187506, 218757, 250008]",
    760000: "16569413560562 [95001, 190002, 285003, 380004, 475005, 570006, 665007, 760008]",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
