"""A class without instance dictionaries that replaces one of its own slots by a plain value refuses what is stored from then on."""


class B:
    __slots__ = ('p', 'q')


def replaced():
    log = []
    try:
        for i in range(12):
            o = B()
            if i & 1:
                o.q = 7
                B.q = -1.5
            log.append(getattr(o, 'q', 3))
    except AttributeError as e:
        log.append(str(e))
    return log


class Few:
    __slots__ = ('a',)


def not_a_slot():
    refused = 0
    for i in range(12):
        o = Few()
        o.a = i
        try:
            o.b = i
        except AttributeError as e:
            refused += 1
            last = str(e)
    return refused, last, hasattr(o, 'b')


class Shadowed:
    __slots__ = ('a',)
    shared = 1


def shadowed():
    refused = []
    for i in range(12):
        o = Shadowed()
        try:
            if i % 3:
                object.__setattr__(o, 'shared', i)
            else:
                o.shared = i
        except AttributeError as e:
            refused.append(str(e))
        refused.append(o.shared)
    return refused


print(replaced())
print(not_a_slot())
print(shadowed())
