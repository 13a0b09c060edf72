# Numbers that are stored again and again where loops have them loaded already: attributes, globals, variables of closures.


class P:
    def __init__(self, n, x):
        self.n = n
        self.x = x


class Q(P):
    pass


class R:
    def __init__(self, x, n):
        self.x = x
        self.n = n


def aliased(p, q, count):
    seen = 0
    for i in range(count):
        p.n += 1
        seen += q.n
        q.n += 2
        seen += p.n
        before = p.x
        p.x = before + 0.5
        seen += q.x - before
    return seen, p.n, q.n, p.x


def main_aliased():
    p, q = P(0, 0.5), P(100, 8.0)
    for _ in range(4):
        print(aliased(p, p, 20), aliased(p, q, 20), aliased(q, Q(7, 1.5), 20))
    print(aliased(P(0, 0.5), R(1.5, 3), 20))


def retyped(p, values):
    for v in values:
        p.n += 1
        p.n = v
        q = p.n
        p.n += v
        print(q, p.n, end=' ')
    print()


def main_retyped():
    p = P(0, 0.0)
    for values in ([1, 2, 3, 4, 5, 6], [1.5, 2.5, 3.5, 4, 5, 6.5], [7, True, 2 ** 63 - 1, 2 ** 63, 1, 2], [1, 2, 3, 4]):
        retyped(p, values)


def overflowing(p, count):
    for i in range(count):
        p.n *= 3
        p.x *= 10.0
    return p.n, p.x


def exchanged(p, q, count):
    for i in range(count):
        p.n, q.n = q.n, p.n + 1
        p.x, p.n = p.n, p.x
        p.x, p.n = p.n, p.x
    return p.n, q.n, p.x, q.x


def nested(ps, count):
    for i in range(count):
        for p in ps:
            p.n += i
            for j in range(3):
                p.x += j * p.n
    return [(p.n, p.x) for p in ps]


def poked(p, count):
    for i in range(count):
        p.n += 1
        if i == 7:
            p.__dict__['n'] = 1.5
        if i == 11:
            setattr(p, 'n', 5)
        if i == 13:
            del p.n
            p.n = 20
        if i == 15:
            p.__dict__ = {'n': 40, 'x': 1.0}
        if i == 17:
            p.more = i
        if i == 19:
            p.__class__ = Q
        p.x = p.x + p.n
        print(p.n, p.x, end=' ')
    print(sorted(p.__dict__.items()))


def failing(p, count):
    try:
        for i in range(count):
            p.n += 1
            p.x += 1.0 / (count - 3 - i)
            p.n += 1
    except ZeroDivisionError as e:
        print(e, p.n, p.x)


total = 0
mean = 0.0
other = 5


def bump():
    global total
    total += 1000


def counting(count):
    global total, mean, other
    for i in range(count):
        total += i
        mean = mean * 0.5 + total
        if i % 8 == 3:
            bump()
        if i == 12:
            globals()['total'] = 7
        if i == 14:
            other = 'text'
        if i == 16:
            other = 2
    return total, mean, other


def deleting(count):
    global total
    for i in range(count):
        try:
            total += 1
        except NameError as e:
            print(e)
            total = -50
        if i == 9:
            del total
    return total


def closures(count):
    n, x = 0, 0.0

    def add(k):
        nonlocal n
        n += k

    def run():
        nonlocal n, x
        for i in range(count):
            n += i
            x += n
            if i % 7 == 2:
                add(100)
            if i == 15:
                n = n + 0.5
            if i == 17:
                n = 3
        return n, x
    return run(), run(), n, x


main_aliased()
main_retyped()
for k in range(3):
    print(overflowing(P(1 + k, 1.5), 50))
    print(exchanged(P(1, 2), Q(3, 4), 15), exchanged(P(1, 2.5), P(3, 4.5), 15))
    print(nested([P(k, 0), P(1, 0.5), Q(2, 1), R(3, 4)], 10))
    poked(P(0, 0.5), 25)
    failing(P(k, 0.0), 12)
    print(counting(20))
    print(deleting(15))
    print(closures(20))
for i in range(40):
    total += i
    mean += 0.5
    other = other + 1 if i != 20 else 0.5
print(total, mean, other)
