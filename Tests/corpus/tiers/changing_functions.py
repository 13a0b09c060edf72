# Functions whose code, defaults or globals change while compiled code calls them.
def one(x, y=1):
    return x + y


def two(x, y=1):
    return x * y + 1000


def loop(n, change):
    out = []
    for k in range(n):
        if k == n // 2:
            change()
        out.append(one(k))
    return out


def nothing():
    pass


def new_code():
    one.__code__ = two.__code__


def new_defaults():
    one.__defaults__ = (5,)


limit = 10


def count(n):
    global limit
    total = 0
    for k in range(n):
        limit = limit + k
        total += limit
        if k == n - 3:
            del limit
            limit = 3
    return total


print(loop(30, nothing))
print(loop(30, nothing))
print(loop(30, new_defaults))
print(loop(30, new_code))
print(loop(5, nothing))
print(count(20), limit, list(globals())[-1])
print(count(20), limit)


def drop(n):
    global limit
    try:
        for k in range(n):
            limit = k
            if k == n - 2:
                del limit
                print(limit)
    except NameError as e:
        print(e)


drop(10)
drop(50)


def shadow(n):
    out = []
    for k in range(n):
        out.append(len([k]))
        if k == n - 4:
            globals()["len"] = lambda x: "mine"
    del globals()["len"]
    return out


print(shadow(10), shadow(50))
