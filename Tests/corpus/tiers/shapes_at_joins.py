"""An object that is of one shape on one way to a place and of another on the other: what is stored behind it counts."""


class Plain:
    pass


def stored_behind_join(n):
    total = 0
    for i in range(n):
        o = Plain()
        o.y = 1
        if i % 2:
            o.a = 1
        else:
            o.b = 1
        o.y = i
        total += o.y
    return total


def added_behind_join(n):
    total = 0
    for i in range(n):
        o = Plain()
        if i % 3:
            o.a = 1
        else:
            o.b = 2
        o.c = i
        o.d = o.c + 1
        if i % 2:
            o.e = o.d
        total += o.c + o.d + len(vars(o))
    return total


def kept_objects(n):
    kept = []
    for i in range(n):
        o = Plain()
        o.y = i
        if i % 2:
            o.a = i
        kept.append(o)
        o.y += 1
        o.z = o.y
    return sum(o.y + o.z + len(vars(o)) for o in kept)


for _ in range(3):
    print(stored_behind_join(300), added_behind_join(300), kept_objects(300))
