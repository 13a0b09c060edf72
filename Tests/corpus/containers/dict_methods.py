"""dict: order, methods, views, merging, errors."""
d = {"b": 1, "a": 2}
d["c"] = 3; d["b"] = 10
print(d, list(d), d.get("z"), d.get("z", 0), d.setdefault("a", 5), d.setdefault("q", []), d.pop("q"), d.pop("zz", None), "a" in d, len(d))
del d["b"]; d["b"] = 1
print(d, d.popitem(), d, list(reversed(d)), list(d.items()), list(reversed(d.values())))
d.update({"x": 1}, y=2); d.update([("z", 3), ["w", 4]]); print(d, d.copy() == d, dict(d) is d)
print({**d, "a": 0}, d | {"a": 9}, {"a": 9} | d, dict(a=1, **{"b": 2}), dict([(1, 2)]), dict({1: 2}, a=3), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
d |= {"new": 1}; d |= [("l", 2)]
print(d, {1: "int", 1.0: "float", True: "bool"}, {0: 1}[False], {"a": 1} == {"a": 1.0}, {1: 2, 3: 4} == {3: 4, 1: 2})
k = d.keys()
d["late"] = 5
print("late" in k, k & {"late", "a"} == {"late", "a"}, {"a": 1}.keys() | {"b"} == {"a", "b"}, {"a": 1}.items() - {("a", 1)}, {"a": 1}.keys() ^ {"a"}, {"a": 1}.keys() == {"a"}, k.isdisjoint({"no"}), len(k))
print({"a": 1}.items() == {("a", 1)}, ("a", 1) in {"a": 1}.items(), ("a", 2) in {"a": 1}.items(), 1 in {"a": 1}.values(), {1: 2}.keys() < {1, 3}, {}.items() <= set())
for f in (lambda: {}["x"], lambda: {}[1, 2], lambda: {[]: 1}, lambda: {}.pop("a"), lambda: {}.popitem(), lambda: {} < {}, lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {} + {}, lambda: {}.get(), lambda: {}.update(5), lambda: {}[{}], lambda: {} | [], lambda: dict(1, 2), lambda: {}.fromkeys(), lambda: {}.nope, lambda: {"a": 1}.keys()[0]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for change in (lambda d: d.update(x=1), lambda d: d.pop(1), lambda d: d.clear()):
    e = {1: 1, 2: 2, 3: 3}
    try:
        for key in e:
            change(e)
    except RuntimeError as error:
        print(error)
e = {1: 1, 2: 2}
for key in e:
    e[key] = 5
print(e)
