"""Lists, sets and dicts made of other containers at once: what is copied, what stays apart, and what iterators are left with."""
from collections import deque

print(list("héllo"), list("𐐀a"), list(""), sorted("hello"), tuple("ab"), [*"ab", *"cd"], sorted(set("banana")))
d = deque(range(10), 10)
d.rotate(3)
d.append(99)
print(list(d), [*d], list(deque()))
items = [1, 2, 3]
r = reversed(items)
items += r
print(items, list(r))
r = reversed(items)
next(r)
print(list(r), list(r), r.__length_hint__())
a = dict.fromkeys(range(30))
for k in range(0, 30, 3):
    del a[k]
b = a.copy()
print(b == a, list(b))
a[100] = 1
b[0] = 2
print(list(a)[-2:], list(b)[-2:], {**a, 5: 5}[5])
for n in (7, 8, 9, 21, 22, 170, 171, 200, 43690, 43691, 70000):
    d = {i * 3: i for i in range(n)}
    e = d.copy()
    f = dict(d)
    e.pop(3)
    f[-1] = 0
    g = {}
    g.update(e)
    g.update(f)
    print(n, len(d), len(e), len(f), len(g), all(d[i * 3] == i for i in range(n)), all(f[i * 3] == i for i in range(n)), 3 in e, e.get(6), list(g)[:3])


class Point:
    def __init__(self, x):
        self.x = x


p = Point(1)
view = p.__dict__
copy = view.copy()
p.y = 2
print(view, copy, dict(view), {**view, "z": 3})
