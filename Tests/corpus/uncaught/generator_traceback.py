"""Tracebacks through generators, comprehensions and lambdas."""
def gen(n):
    for i in range(n):
        yield 10 // (2 - i)
def total(values):
    return sum(v for v in values)
apply = lambda f, x: f(x)
print(apply(total, gen(2)))
print(apply(total, gen(5)))
