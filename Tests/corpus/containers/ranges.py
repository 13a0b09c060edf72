"""range: arithmetic without elements."""
r = range(2, 20, 3)
print(r, list(r), len(r), r[2], r[-1], r[1:4], r[::-1], r[::2], 5 in r, 6 in r, 5.0 in r, "a" in r, r.index(8), r.count(8), r.start, r.stop, r.step)
print(range(5) == range(0, 5, 1), range(0) == range(5, 2), range(0, 3, 2) == range(0, 4, 2), hash(range(0)) == hash(range(2, 1)), list(reversed(r)), range(10)[3:-3])
print(list(range(5, 0, -2)), list(range(-3, 3)), range(10**20)[10**19], 10**19 in range(10**20), range(2**63, 2**63 + 3)[-1], list(range(2**63 - 2, 2**63 + 1)))
print(sum(range(101)), max(range(3)), sorted(range(3), reverse=True), [*range(3)], bool(range(0)), tuple(range(True, 4)))
for f in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: range(), lambda: range(3)[3], lambda: range("a"), lambda: range(1, 2, 3, 4), lambda: range(3).index(9), lambda: range(3).start.x, lambda: setattr(range(3), "start", 1), lambda: range(3) < range(4), lambda: len(range(2**70))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), list(it), next(it, "done"))
