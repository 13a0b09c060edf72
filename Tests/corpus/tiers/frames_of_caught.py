"""A callee that catches an exception keeps its traceback: the callers that it refers to by their frames go on, and are looked at later."""


class Box:
    def __init__(self, value):
        self.value = value


KEPT = []


def fail(i):
    if i % 3 == 0:
        raise ValueError(i)
    return i


def catcher(i, depth):
    if depth:
        return catcher(i, depth - 1)
    seen = i * 2
    try:
        return fail(i)
    except ValueError as error:
        KEPT[:] = [error]
        seen += 1
        return -seen


def names_of(error):
    frame = error.__traceback__.tb_frame
    names = []
    while frame and frame.f_code.co_name != "<module>":
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def variables(frame):
    return sorted((k, v if isinstance(v, int) else type(v).__name__) for k, v in frame.f_locals.items())


def outer(n):
    total = 0
    for i in range(n):
        total += catcher(i, 4)
        box = Box(total)
        box.value += 1
        total = box.value
    return total


def outermost(n):
    total = outer(n)
    return total, names_of(KEPT[0])[-2:]


for n in (4, 40, 400, 400):
    print(outermost(n))
    print(variables(KEPT[0].__traceback__.tb_frame), variables(KEPT[0].__traceback__.tb_next.tb_frame))


def looks(n):
    """Of the caller's own frame, from a callee, while it runs."""
    found = []
    for i in range(n):
        x = i * 2
        y = None
        catcher(i * 3, 2)
        y = x + 1
        frame = KEPT[0].__traceback__.tb_frame
        while frame.f_code.co_name != "looks":
            frame = frame.f_back
        found.append((frame.f_locals["x"], frame.f_locals["y"], frame.f_locals["i"]))
    return found[-2:]


for n in (4, 40, 400):
    print(looks(n))


def recursive(n, i):
    mark = n * 10 + i
    if n == 0:
        return fail(i)
    try:
        return recursive(n - 1, i) + 1
    except ValueError as error:
        if n == 4:
            KEPT[:] = [error, mark]
            return mark
        raise
    finally:
        mark += 1000


def deep(n):
    total = 0
    for i in range(n):
        total += recursive(6, i)
    return total


for n in (4, 40, 400):
    print(deep(n), KEPT[1])
    tb = KEPT[0].__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, variables(tb.tb_frame), tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
        tb = tb.tb_next
