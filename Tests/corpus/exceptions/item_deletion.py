"""What deleting and setting an item of objects that don't support it says: CPython has two wordings of it, by the kind of key."""


class Plain:
    pass


class Indexable:
    def __getitem__(self, i):
        return 1


class Index:
    def __index__(self):
        return 1


class Pair(tuple):
    pass


for o in ["abc", (1, 2), b"abc", 5, 1.5, None, Plain(), Indexable(), range(3), frozenset({1}), {1}, Pair(), len, Plain, type, "x".join, {1: 2}.keys(), {1: 2}.values(),
          type(Plain.__dict__)({})]:
    for k in [0, slice(1), "k", None, True, Index(), 1.5]:
        try:
            del o[k]
        except Exception as e:
            print(type(o).__name__, type(k).__name__, type(e).__name__, e)
        try:
            o[k] = 1
        except Exception as e:
            print(type(o).__name__, type(k).__name__, type(e).__name__, e)
