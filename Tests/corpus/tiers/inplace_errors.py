# What refuses an operator in place is named with its equals sign, also in compiled code.


def add(x, y):
    z = x
    z += y
    return z


def multiply(x, y):
    z = x
    z *= y
    return z


def divide(x, y):
    z = x
    z //= y
    return z


def shift(x, y):
    z = x
    z <<= y
    return z


def remainder(x, y):
    z = x
    z %= y
    return z


def errors(f, x, y, n):
    texts = []
    for _ in range(n):
        try:
            texts.append(f(x, y))
        except TypeError as e:
            texts.append(str(e))
    return len(texts), texts[-1]


PLAIN = [3, 2.5, "s%s", True, 1 << 70, 2j]
for f in (add, multiply, divide, shift, remainder):
    for x in PLAIN:
        for y in PLAIN:
            if f is shift and y == 1 << 70 or f is remainder and y is True and isinstance(x, int):
                continue
            if f is multiply and 1 << 70 in (x, y) and "s%s" in (x, y):
                continue
            print(f.__name__, type(x).__name__, type(y).__name__, errors(f, x, y, 12))

for args in (([1], 1.5), ((1,), 1.5), ("s", 1.5), (b"s", "t")):
    for name in ("__mul__", "__rmul__", "__imul__")[:3 if isinstance(args[0], list) else 2]:
        for call in (getattr(type(args[0]), name), lambda a, b: getattr(a, name)(b)):
            try:
                print(name, call(*args))
            except TypeError as e:
                print(name, e)


class Count:
    def __index__(self):
        return 2


class Many(list):
    def __mul__(self, other):
        return super().__mul__(other)


print([1].__mul__(Count()), tuple.__rmul__((1,), True), Many([3]) * 2, Many([3]) * Count())
for other in (1.5, None, "s", Many([1])):
    try:
        print(Many([3]) * other)
    except TypeError as e:
        print(e)
