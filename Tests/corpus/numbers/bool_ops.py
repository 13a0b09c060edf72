"""bool as an int, truth testing, and/or/not values."""
print(True & False, True | False, True ^ True, True & 1, type(True & True), type(True & 1), ~0)
print(bool([]), bool([0]), bool(""), bool(" "), bool(0.0), bool(None), bool({}), bool(()), bool(range(0)), bool(...))
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, [] or {} or "x", not 0, not [1], None and 1, "a" and "" or "b")
class Len:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
class Truth:
    def __bool__(self):
        print("asked", end=" ")
        return False
class Bad:
    def __bool__(self):
        return 1
class Negative:
    def __len__(self):
        return -1
print(bool(Len(0)), bool(Len(2)), bool(Truth()), not Truth(), Truth() or "other")
for f in (lambda: bool(Bad()), lambda: bool(Negative()), lambda: len(Negative())):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(any([0, "", 3]), all([1, "a", []]), any([]), all([]), sum([True, True, False]), [10, 20][True])
print(str(True), repr(False), int("1") == True, "%d" % True, f"{True:d} {True!s:>6} {True:5}", True < 2, sorted([True, 0, False, 2]))
