"""itertools: every function."""
from itertools import *
print(list(islice(count(5, 2), 4)), list(islice(cycle("ab"), 5)), list(repeat(1, 3)), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))
print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 2, [1, 2, 1])), list(takewhile(lambda x: x < 2, [1, 2, 1])), list(filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in groupby("aabba")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4], lambda x: x % 2)], list(islice("abcdef", 1, None, 2)), list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abc")), list(batched("abcdefg", 3)))
print(list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(permutations([1, 2, 3], 2)), list(combinations("abc", 2)), list(combinations_with_replacement("ab", 2)), list(zip_longest("ab", [1], fillvalue="-")), list(product()), list(permutations("ab", 3)))
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a), repr(count(1)), repr(repeat(5, 2)), list(islice(count(0.5, 0.25), 3)), len(list(permutations(range(5)))), sum(1 for _ in combinations(range(10), 4)))
it = iter(range(10))
print(list(islice(it, 3)), list(takewhile(lambda x: x < 5, it)), list(it))
for f in (lambda: islice([], -1), lambda: list(islice(5, 1)), lambda: next(chain([])), lambda: combinations([1], -1), lambda: list(batched([1], 0)), lambda: list(batched("abc", 2, strict=True)), lambda: count("a"), lambda: repeat(), lambda: product(5), lambda: accumulate(), lambda: list(starmap(pow, [5])), lambda: groupby()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
