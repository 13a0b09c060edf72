"""lambda forms, functools.partial, reduce, lru_cache, singledispatch, operator helpers."""
import functools, operator
print((lambda: 0)(), (lambda x, y=2: x + y)(1), (lambda *a, **k: (a, k))(1, b=2), (lambda x: lambda y: x + y)(1)(2), (lambda: (1, 2))(), [*map(lambda t: t[0], [(1, 2)])])
p = functools.partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, functools.partial(p, "11")(), functools.partial(print, "a", sep="-").args)
print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: a * b, [], 5), functools.reduce(max, "hello"))
@functools.lru_cache(maxsize=2)
def f(x):
    print("computing", x)
    return x * 2
print(f(1), f(1), f(2), f(3), f(1), f.cache_info())
f.cache_clear()
print(f.cache_info(), f.cache_parameters())
@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().hits)
@functools.singledispatch
def kind(x):
    return "object"
@kind.register
def _(x: int):
    return "int"
@kind.register(list)
def _(x):
    return "list"
print(kind(1), kind(True), kind([]), kind("a"), kind.dispatch(bool) is kind.dispatch(int))
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(2), V(1) > V(2), V(2) >= V(2))
class W:
    @functools.cached_property
    def slow(self):
        print("once")
        return 7
    @functools.partialmethod
    def pm(self): pass
w = W()
print(w.slow, w.slow, w.__dict__)
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real", "imag")(1 + 2j), operator.methodcaller("split", ",")("a,b"), operator.mul(3, 4), operator.contains([1], 1), operator.index(True), operator.concat([1], [2]))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
for g in (lambda: functools.reduce(max, []), lambda: f([]), lambda: functools.partial(), lambda: functools.partial(5), lambda: operator.itemgetter(), lambda: operator.attrgetter(1), lambda: operator.itemgetter(5)("ab")):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
