"""Unpacking in assignments, calls, displays, loops and its errors."""
a, b, c = 1, "x", [3]
(d, (e, f)), g = (1, (2, 3)), 4
first, *rest = "hello"
*start, last = range(4)
x, *middle, y = [1, 2]
[p, q] = {10: 0, 20: 0}
print(a, b, c, d, e, f, g, first, rest, start, last, x, middle, y, p, q)
for i, (j, *k) in enumerate([(1, 2, 3), "ab"]):
    print(i, j, k)
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, {**{"a": 1}, "b": 2, **{"a": 9}}, *[1, 2], sep=" ")
def f(*args, **kw):
    return args, kw
print(f(*[1], 2, *(3,), **{"a": 1}, b=2, **{"c": 3}), f(*"ab", **{}))
a = b = c = []
a.append(1)
print(c, a is b)
i = 0
i, l = 1, [10, 20, 30]
i, l[i] = 2, "set"
print(i, l)
d = {}
d["k"], (d["l"], *d_) = 1, (2, 3)
print(d, d_)
for source in ("a, b = 1", "a, b = [1]", "a, b = 1, 2, 3", "a, *b, c = [1]", "*a, b = []", "(a, b), c = 1, 2", "f(**5)", "f(*5)", "f(**{1: 2})", "f(a=1, **{'a': 2})", "{**5}", "[*5]", "a, b = {1}", "for x, y in [1]: pass", "a, b = None", "[x for x, y in [(1, 2, 3)]]", "{**[1]}", "a, b = iter('abc')"):
    try:
        exec(source)
        print(source, "ok")
    except Exception as e:
        print(source, "->", type(e).__name__, e)
