# Where a function's parameter meets a constant, nothing is known of the sign.


def rest(x):
    y = 2 if x > 5 else x - 10
    return y % 7, y // 3


def shifted(x):
    y = 4 if x > 3 else x
    return y >> 1, y % 5


def nested(n, x):
    if n < 2:
        return x & (x // 3)
    return ((n + nested(n - 2, x)) ^ (nested(n - 1, 2) % 1009)) * -(nested(n - 1, x) + 2)


for _ in range(3):
    print(list(map(rest, range(-6, 12))))
    print(list(map(shifted, range(-6, 12))))
print([nested(n, x) for x in (5, -7, 2) for n in range(8)])
