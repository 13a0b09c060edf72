"""Loops over arrays and memoryviews of each format: bounds, numbers that do not fit, sizes that change, views that end in the loop."""
from array import array

FUNCTIONS = '''
def total(data):
    s = 0
    for x in data:
        s += x
    return s


def index(data):
    s = 0
    for i in range(len(data)):
        s += data[i] * (i & 3)
        s += data[-1 - i]
    return s


def copy(to, source):
    for i in range(len(source)):
        to[i] = source[i]
    return to


def scale(to, k):
    for i in range(len(to)):
        to[i] = to[i] + k
    return to


def store(to, values):
    said = []
    for i, v in enumerate(values):
        try:
            to[i] = v
        except (ValueError, IndexError, TypeError, OverflowError) as e:
            said.append(type(e).__name__ + ": " + str(e))
    return said


def each(a, b):
    n = 0
    for i, x in enumerate(a):
        if x == i:
            n += 1
    for x, y in zip(a, b):
        if x < y:
            n += 2
    return n
'''


def functions():
    names = {}
    exec(FUNCTIONS, names)
    return names


def limits(code):
    size = array(code).itemsize * 8
    if code in "fd":
        return [0.5, -0.0, float("inf"), float("nan"), 1e300, 1e-300, 16777217.0, 0.1]
    if code.islower():
        return [-(1 << size - 1), (1 << size - 1) - 1, 0, -1, 1]
    return [0, 1, (1 << size) - 1, 1 << size - 1]


def of_code(code):
    f = functions()
    source = array(code, [(i * 7) % 120 for i in range(90)])
    edges = array(code, limits(code) * 12)
    views = [memoryview(source), memoryview(edges), memoryview(source)[10:60], memoryview(source)[::2], memoryview(bytes(source)).cast(code)]
    for data in [source, edges, *views]:
        print(code, type(data).__name__, f["total"](data), f["index"](data))
    for to in [array(code, bytes(90 * source.itemsize)), memoryview(bytearray(90 * source.itemsize)).cast(code)]:
        print(code, type(to).__name__, list(f["copy"](to, source))[:12], [f["scale"](to, 1)[k] for k in range(8)], f["each"](to, source), f["each"](source, to))
    for to in [array(code, bytes(6 * source.itemsize)), memoryview(bytearray(6 * source.itemsize)).cast(code)]:
        edge = limits(code)
        print(code, f["store"](to, [1, 2, 3, 4, 5, 6]), list(to))
        print(code, f["store"](to, [True, False, edge[0], edge[1], edge[2], edge[3], 1]), list(to))
        for bad in ([1, 1 << 70], [1, -(1 << 70)], [1, 1.5, 2], [1, "x"], [1, None], [300, -300, 70000, -70000, 1 << 32, -(1 << 31) - 1], [-1, -1, 1 << 63]):
            print(code, f["store"](to, bad), list(to))
    if code not in "fd":
        # One more than fits, met in a loop that has stored what does.
        to = array(code, bytes(40 * source.itemsize))
        high = limits(code)[1] if code.islower() else limits(code)[2]
        print(code, f["store"](to, [high - 30 + i for i in range(40)])[:3], list(to)[28:33])


for code in "bBhHiIlLqQfd":
    of_code(code)


def grow(a, limit):
    s = 0
    for x in a:
        s += x
        if len(a) < limit:
            a.append(x + 1)
    return s, len(a)


def shrink(a):
    s = n = 0
    for x in a:
        s += x
        n += 1
        if n % 3 == 0:
            a.pop()
    return s, n, len(a)


def while_there(a):
    n = 0
    while a:
        n += a[0]
        del a[0]
    return n


def released(view, at):
    s = n = 0
    try:
        for x in view:
            s += x
            n += 1
            if n == at:
                view.release()
    except ValueError as e:
        return s, n, str(e)
    return s, n


def released_index(view, at):
    s = 0
    try:
        for i in range(len(view)):
            s += view[i]
            if i == at:
                view.release()
    except ValueError as e:
        return s, str(e)
    return s


def exported(ba, at):
    view = memoryview(ba)
    s = 0
    for i in range(len(ba)):
        ba[i] = i & 127
        s += view[i]
        view[-1 - i] = 3
        s += ba[i]
        if i == at:
            try:
                ba.append(1)
            except BufferError as e:
                s += 1000
    return s, len(ba), bytes(view[:5])


def halves(ba):
    """Two views of one memory, with numbers of different sizes."""
    small, large = memoryview(ba), memoryview(ba).cast("I")
    s = 0
    for i in range(len(large)):
        large[i] = i * 0x01010101
        s += small[4 * i + 1]
        small[4 * i] = 255
        s += large[i]
    return s


def unaligned(ba):
    view = memoryview(ba)[1:-3].cast("i")
    s = 0
    for x in view:
        s = s * 3 + x & 0xFFFFFFFF
    for i in range(len(view)):
        view[i] = view[i] ^ 5
    return s, bytes(ba[:9])


def read_only(view):
    try:
        for i in range(len(view)):
            view[i] = 1
    except TypeError as e:
        return str(e)


def rows(view):
    try:
        return sum(x for x in view)
    except NotImplementedError as e:
        return str(e)


def rounding(a):
    """What is read from floats of 32 bits isn't what was written."""
    s = 0.0
    for i in range(len(a)):
        a[i] = i * 0.1
        s += a[i]
    return s


class Own(array):
    def __getitem__(self, i):
        return 1


def items(a):
    s = 0
    for i in range(len(a)):
        s += a[i]
    for x in a:
        s += x
    return s


def mixed(things):
    return [items(a) for a in things]


for r in range(12):
    out = [
        grow(array("i", range(30)), 300), grow(array("d", [1.5, 2.5]), 200), shrink(array("q", range(200))), shrink(array("H", range(50))), while_there(array("b", range(60))),
        released(memoryview(bytes(range(100))), 40), released(memoryview(array("h", range(100))), 99), released(memoryview(bytearray(range(100))), 100), released(memoryview(b"abc"), 9),
        released_index(memoryview(bytes(range(100))), 40), released_index(memoryview(array("f", range(100))), 500),
        exported(bytearray(90), 50), halves(bytearray(400)), unaligned(bytearray(range(164))), read_only(memoryview(bytes(20))), read_only(memoryview(bytearray(20)).toreadonly()),
        read_only(memoryview(bytearray(20))), rows(memoryview(bytes(range(12))).cast("B", [3, 4])), rows(memoryview(bytes(range(12)))), rounding(array("f", bytes(400))), rounding(array("d", bytes(800))),
        mixed([array("i", range(40)), Own("i", range(40)), array("B", range(40)), memoryview(bytes(range(40))), bytes(range(40)), list(range(40)), array("Q", [1 << 63, 5]), memoryview(array("d", [0.5] * 30))]),
        items(memoryview(bytes(range(100)))[::3]), items(memoryview(bytes(range(100)))[::-1]), items(memoryview(b"")), items(array("d")),
    ]
    if r in (0, 5, 11):
        for line in out:
            print(line)
