"""Generators: laziness, return values, exhaustion, expressions, infinite ones."""
def gen(n):
    print("start")
    for i in range(n):
        yield i
    print("end")
    return "result"
g = gen(2)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value, e.args)
print(next(g, "default"), list(g))
def primes():
    n, found = 2, []
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
print([p for p, _ in zip(primes(), range(10))])
def empty():
    return
    yield
def early():
    yield 1
    return 2
    yield 3
print(list(empty()), list(early()), sum(x * x for x in range(5)), max((len(w), w) for w in ["a", "ccc", "bb"]), dict((c, ord(c)) for c in "ab"))
def walk(t):
    if isinstance(t, list):
        for x in t:
            yield from walk(x)
    else:
        yield t
print(list(walk([1, [2, [3, []], 4]])), type(gen(1)).__name__, gen.__name__, gen(1).gi_running, gen(1).gi_frame is None)
def raising():
    yield 1
    raise ValueError("inside")
def stop():
    yield 1
    raise StopIteration("leaked")
for f in (raising, stop):
    try:
        print(list(f()))
    except Exception as e:
        print(type(e).__name__, e, type(e.__cause__).__name__)
def reenter():
    yield next(r)
r = reenter()
try:
    next(r)
except ValueError as e:
    print(e)
def fact():
    n = 1
    total = 1
    while True:
        total *= n
        yield total
        n += 1
f = fact()
print([next(f) for _ in range(22)][-1])
a = (x for x in [1, 2, 3])
print(2 in a, list(a), [*(i for i in "xy")], (lambda: [(yield)])().__class__.__name__)
def swap():
    a, b = 0, 1
    while a < 50:
        yield a
        a, b = b, a + b
print(*swap())
