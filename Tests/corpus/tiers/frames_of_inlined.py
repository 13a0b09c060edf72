"""A function that is inlined calls what catches an exception, whose traceback has the frame: that goes on, and shows what its variables have become."""

KEPT = []


def fail(i):
    raise ValueError(i)


def catcher(i, depth):
    if depth:
        return catcher(i, depth - 1)
    try:
        return fail(i)
    except ValueError as error:
        KEPT[:] = [error]
        return i


def looks(i):
    x = i * 2
    y = None
    catcher(i, 2)
    y = x + 1
    frame = KEPT[0].__traceback__.tb_frame
    while frame.f_code is not CODE:
        frame = frame.f_back
    return frame.f_locals["x"], frame.f_locals["y"], frame.f_back.f_code.co_name, frame


CODE = looks.__code__


def raises(i, depth):
    if depth:
        return raises(i, depth - 1)
    catcher(i, 0)
    raise KeyError(i)


def passes(i):
    z = i * 3
    try:
        return raises(i, 2)
    finally:
        z += 1


def all_of(n):
    total, last = 0, None
    for i in range(n):
        x, y, name, last = looks(i)
        total += x + y
        try:
            passes(i)
        except KeyError as error:
            if i % 10 == 0:
                tb = error.__traceback__
                while tb.tb_next:
                    if tb.tb_next.tb_frame.f_back is not tb.tb_frame:
                        print("another caller", i, tb.tb_frame.f_code.co_name)
                    tb = tb.tb_next
                total += error.__traceback__.tb_next.tb_frame.f_locals["z"]
    return total, name, sorted((k, v) for k, v in last.f_locals.items() if type(v) is int)


for n in (4, 40, 400, 400):
    print(all_of(n))
