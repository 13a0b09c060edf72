import sys
from ctypes import *

libc = CDLL(None, use_errno=True)


def attempt(what, *args, **kwargs):
    try:
        print("   ", what(*args, **kwargs))
    except Exception as e:
        print("   ", type(e).__name__, e)


print("functions")
print(libc.strlen(b"hello"), libc.abs(-5), libc.toupper(ord("x")))
libc.atof.restype = c_double
libc.atof.argtypes = [c_char_p]
print(libc.atof(b"3.25"), libc.atof.argtypes, libc.atof.restype)
libc.strchr.restype = c_char_p
print(libc.strchr(b"abcdef", ord("d")), libc.strchr(b"abcdef", ord("x")))
buffer = create_string_buffer(40)
print(libc.snprintf(buffer, c_size_t(40), b"%d %s %.2f %c", 42, b"spam", c_double(1.5), ord("!")), buffer.value)
wide = create_unicode_buffer("h\u00e9llo \U0001F600")
print(libc.wcslen(wide), wide.value, len(wide), sizeof(wide))
print(libc.open(b"/no/such/file", 0), get_errno(), set_errno(0), get_errno())
attempt(libc.strlen, 3.5)
attempt(libc.atof, "text")
attempt(libc.atof)
attempt(setattr, libc.atof, "argtypes", 3)
attempt(setattr, libc.atof, "restype", 3)
attempt(getattr, libc, "__no_such_name__")
attempt(CDLL, "libnothing-of-that-name.so")
libc.labs.errcheck = lambda result, function, args: (result, args)
libc.labs.argtypes, libc.labs.restype = [c_long], c_long
print(libc.labs(-2 ** 40))
prototype = CFUNCTYPE(c_long, c_long)
print(prototype(("labs", libc), ((1, "n", -9),))(), prototype(("labs", libc), ((1, "n"),))(n=-4))

print("callbacks")
numbers = (c_int * 6)(5, 3, 1, 4, 2, 0)
COMPARE = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
libc.qsort(numbers, len(numbers), sizeof(c_int), COMPARE(lambda x, y: x[0] - y.contents.value))
print(list(numbers), numbers[1:4], numbers[-1], 3 in numbers)
double = CFUNCTYPE(c_double, c_double, c_short, c_ubyte)(lambda a, b, c: a + b + c)
print(double(1.5, -3, 255))
caught = []
sys.unraisablehook = lambda u: caught.append((u.exc_type.__name__, u.err_msg.partition(" <")[0]))
failing = CFUNCTYPE(c_int, c_int)(lambda n: 1 // n)
failing(0)
print(failing(1), caught)
attempt(CFUNCTYPE(c_int), "text")

print("simple types")
for kind, value in ((c_byte, 300), (c_ubyte, -1), (c_short, 70000), (c_int, 2 ** 31), (c_uint, -1), (c_longlong, 2 ** 63), (c_ulonglong, -1),
                    (c_float, 0.1), (c_double, 0.1), (c_longdouble, 0.1), (c_bool, 5), (c_char, b"x"), (c_wchar, "\u20ac"), (c_void_p, 0), (c_char_p, None)):
    print("   ", kind(value), sizeof(kind), alignment(kind), bytes(kind(value))[:8] if kind is not c_longdouble else "")
attempt(c_int, "x")
attempt(c_int, 1, 2)
attempt(c_char, b"xy")
attempt(c_double, "1")
attempt(c_char_p, 1.5)
n = c_int(7)
n.value += 1
print(n, bool(n), bool(c_int()), c_int.from_buffer_copy(b"\x01\x02\x00\x00"), c_int.from_param(3), c_uint32.__name__, c_int.__mro__[1:])
data = bytearray(8)
view = c_int64.from_buffer(data)
view.value = 0x0102030405060708
print(data, c_int.__ctype_be__(1).value, bytes(c_int.__ctype_be__(1)))

print("structures")


class Point(Structure):
    _fields_ = [("x", c_int), ("tag", c_char), ("y", c_double)]


class Line(Structure):
    _fields_ = [("a", Point), ("b", Point), ("name", c_char * 8), ("next", c_void_p)]


class Packed(Structure):
    _pack_ = 1
    _fields_ = [("c", c_char), ("i", c_int)]


class Bits(Structure):
    _fields_ = [("a", c_int, 3), ("b", c_int, 5), ("c", c_uint, 24)]


class Either(Union):
    _fields_ = [("number", c_uint32), ("bytes", c_ubyte * 4), ("half", c_uint16)]


class Network(BigEndianStructure):
    _fields_ = [("kind", c_uint16), ("length", c_uint32)]


class Outer(Structure):
    _anonymous_ = ["inner"]
    _fields_ = [("inner", Either), ("more", c_int)]


class Node(Structure):
    pass


Node._fields_ = [("value", c_int), ("next", POINTER(Node))]

p = Point(1, b"a", y=2.5)
print(p.x, p.tag, p.y, sizeof(Point), Point.y.offset, Point.y.size, Point.x)
line = Line(p, (3, b"b", 4.5), b"name")
line.a.x = 9
print(line.a.x, p.x, line.b.y, line.name, line.next, sizeof(Line))
print(sizeof(Packed), Packed.i.offset, sizeof(Bits), Bits.b)
bits = Bits(-1, 7, 1000)
print(bits.a, bits.b, bits.c, bytes(bits))
e = Either(0x01020304)
print(list(e.bytes), hex(e.half), bytes(Network(1, 2)), Outer(more=3).number, sizeof(Outer))
nodes = [Node(i) for i in range(4)]
for first, second in zip(nodes, nodes[1:]):
    first.next = pointer(second)
print(nodes[0].next.contents.next.contents.value, bool(nodes[-1].next), bool(nodes[0].next))
attempt(Point, 1, 2, 3, 4)
attempt(Structure)
attempt(setattr, p, "x", "text")
attempt(setattr, Point, "_fields_", [])
attempt(type, "Bad", (Structure,), {"_fields_": [("a", 3)]})


class Division(Structure):
    _fields_ = [("quotient", c_int), ("rest", c_int)]


libc.div.restype = Division
r = libc.div(17, 5)
print(r.quotient, r.rest)

print("pointers and arrays")
n = c_int(3)
to = pointer(n)
to.contents.value = 8
print(n, to[0], to.contents, type(to).__name__, POINTER(c_int) is type(to))
to[0] = 10
print(n, bool(to), bool(POINTER(c_int)()))
attempt(lambda: POINTER(c_int)().contents)
attempt(lambda: (c_int * 3)()[3])
attempt(c_int * 2, 1, 2, 3)
attempt(lambda: c_int * -1)
words = (c_char_p * 2)(b"one", b"two")
print(list(words), cast(words, POINTER(c_char_p))[1], cast(pointer(n), POINTER(c_ubyte))[0])
grid = (c_short * 3 * 2)()
grid[1][2] = 7
view = memoryview(grid)
print(view.shape, view.format, view.itemsize, grid[1][:], (c_short * 3) is (c_short * 3))
print(string_at(b"abcdef", 3), wstring_at("wide"), addressof(n) == cast(to, c_void_p).value)
memset(buffer, ord("z"), 3)
memmove(byref(buffer, 1), b"YY", 2)
print(buffer.value[:4], buffer[0], buffer[1:3], len(buffer.raw))
attempt(setattr, (c_char * 3)(), "value", b"abcd")
attempt(byref, 3)
attempt(sizeof, 3)
resized = (c_char * 2)(b"a", b"b")
resize(resized, 10)
print(sizeof(resized), resized.value)
attempt(POINTER(c_int).from_param, 3)
attempt(cast, b"x", c_int)
print(memoryview(c_double(0.5)).cast("B").tolist())
attempt(memoryview(c_double(0.5)).cast, "d")
