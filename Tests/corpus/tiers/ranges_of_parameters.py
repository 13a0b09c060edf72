# Where a function's parameter meets a constant, nothing is known of the sign.


def rest(x):
    y = 2 if x > 5 else x - 10
    return y % 7, y // 3


def shifted(x):
    y = 4 if x > 3 else x
    return y >> 1, y % 5


def nested(n, x, y):
    if n < 2:
        return x & (x // 3)
    x = x
    return ((n + nested(n - 2, x, n % 3 == 0)) ^ (nested(n - 1, 2, y) % 1009)) * (-(nested(n - 1, x, not y) + 2))


for _ in range(3):
    print(list(map(rest, range(-6, 12))))
    print(list(map(shifted, range(-6, 12))))
for n in 3, 5, 2, 7, 4, 6, 8:
    print([nested(n, x, y) for x in (5, -7, 2, 3) for y in (False, True)])
