"""Instances of classes with __del__ in hot code: attributes, methods, mixed with plain ones, a class that gets __del__ later."""


class Plain:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


class Finalized(Plain):
    def __del__(self):
        pass


class Later:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x * 2


def run(things, n):
    total = 0
    for i in range(n):
        o = things[i % len(things)]
        o.x = i & 3
        total += o.get() + o.x
    return total


print(run([Finalized(1)], 500))
print(run([Plain(1), Finalized(2)], 500))
early = Later(1)
print(run([early], 500))
Later.__del__ = lambda self: None
print(run([early, Later(3)], 500))
print(run([Later(3)], 500), bool(Later(1)))
