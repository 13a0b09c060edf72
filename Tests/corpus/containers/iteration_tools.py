"""enumerate, zip, map, filter, reversed, iter with a sentinel, next, sum, min and max."""
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(zip("abc", [1, 2])), list(zip()), list(zip(*[(1, 2), (3, 4)])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(str, range(3))))
print(list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, range(4))), list(reversed("abc")), list(reversed([1, 2])), list(reversed({1: 1, 2: 2})), list(map(int, "123")))
it = iter([1, 2, 3])
print(next(it), next(it), next(it), next(it, "end"), list(it))
values = iter([3, 2, 0, 9])
print(list(iter(lambda: next(values), 0)), list(zip("ab", "ab", strict=True)), sum([[1], [2]], []), sum([1, 2], start=10), sum((0.1, 0.2)), min("b", "a"), max([1, 5, 3], key=lambda x: -x), max("abc", default=0), min([], default=None))
class Seq:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i
    def __len__(self):
        return 4
print(list(Seq()), 9 in Seq(), list(reversed(Seq())), max(Seq()), list(zip(Seq(), "ab")), [*Seq()], tuple(Seq()))
class It:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("over")
        return self.n
print(list(It()), 2 in It(), sum(It()), dict(zip("abc", It())), *It())
class BadIter:
    def __iter__(self):
        return 5
class NoneIter:
    __iter__ = None
for f in (lambda: iter(5), lambda: next(5), lambda: iter(BadIter()), lambda: list(NoneIter()), lambda: list(zip("a", "bc", strict=True)), lambda: list(zip("abc", "b", strict=True)), lambda: zip(5), lambda: map(5), lambda: list(map(5, [1])), lambda: reversed({1}), lambda: reversed(5), lambda: enumerate(5), lambda: enumerate(), lambda: sum(["a"], ""), lambda: filter(None), lambda: next(iter([])), lambda: iter(5, 6), lambda: 1 in 5, lambda: sum(5), lambda: list(map(lambda: 0, [1])), lambda: min(1), lambda: max(1, "a"), lambda: max([1], [2], default=3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
