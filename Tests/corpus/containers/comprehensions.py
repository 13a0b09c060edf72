"""Comprehensions: scopes, nesting, conditions, closures, evaluation order, walrus."""
print([x * 2 for x in range(5) if x % 2], {x: x * x for x in range(3)}, {x % 2 for x in range(5)}, list(x for x in "ab"))
print([(x, y) for x in range(3) for y in range(x)], [[y for y in range(x)] for x in range(3)], [x for x in range(20) if x % 2 if x % 3], [a if a else "z" for a in (0, 1)])
x = "outer"
print([x for x in range(2)], x, [lambda: i for i in range(3)][0](), [f() for f in [lambda i=i: i for i in range(3)]])
class A:
    items = [1, 2]
    scale = 3
    copied = [i for i in items]
    try:
        scaled = [i * scale for i in items]
    except NameError as e:
        print(e)
print(A.copied, [y := 5, y ** 2], y, [z := v for v in range(3)], z, any((hit := n) > 2 for n in range(9)), hit)
def order(label, value):
    print(label, end=" ")
    return value
print([order("e", k) for k in order("it", [1, 2]) if order("c", True)], {order("k", 1): order("v", 2) for _ in [0]})
def f():
    total = 0
    fs = [lambda: total + n for n in range(3)]
    total = 10
    return [g() for g in fs]
print(f(), [i for i in range(3) for i in range(i)], [[j for j in range(i)] for i in range(3)], list((i, j) for i in range(2) for j in "ab"))
g = (1 // d for d in [1, 0])
print(next(g))
try:
    next(g)
except ZeroDivisionError as e:
    print(e, list(g))
for source in ("[x for x in 5]", "[q for q in [1] if nope]", "[i := 0 for i in [1]]", "[(yield) for x in []]", "{x: 1 for x in [[]]}", "[x async for x in y]", "(x for x in nope)", "[*x for x in []]", "{**x for x in []}", "[x, y for x in z]", "class B: [w := 1 for _ in [1]]"):
    try:
        print(eval(source) if not source.startswith("class") else exec(source))
    except Exception as e:
        print(source, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
