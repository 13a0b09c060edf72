"""struct and array: packing, formats, typed arrays."""
import array, struct
print(struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4294967295, -4, 2**64 - 1), struct.pack(">hI", 1, 2), struct.pack("3sx?c", b"ab", True, b"z"), struct.pack("<fd", 1.5, -2.25), struct.pack("5p", b"abc"), struct.calcsize("<ihb"), struct.calcsize("@ibh"), struct.pack("!2h", 1, 2), struct.pack("<e", 0.5))
print(struct.unpack("<hI", b"\x01\x00\x02\x00\x00\x00"), struct.unpack("3s", b"abc"), list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")), struct.unpack_from("<H", b"\x00\x05\x00", 1), struct.Struct("<2i").size, struct.Struct("<2i").unpack(bytes(8)))
b = bytearray(6)
struct.pack_into("<H", b, 2, 513)
print(b)
for f in (lambda: struct.pack("b", 200), lambda: struct.pack("H", -1), lambda: struct.unpack("<i", b"abc"), lambda: struct.pack("i"), lambda: struct.pack("i", "a"), lambda: struct.pack("z", 1), lambda: struct.pack("s", 5), lambda: struct.pack("<q", 2**63), lambda: struct.pack("c", b"ab"), lambda: struct.unpack_from("i", b"", 0)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a = array.array("i", [1, 2, 3])
a.append(4); a.extend([5]); a.insert(0, 0); a[1] = 10; a += array.array("i", [6])
print(a, a.typecode, a.itemsize, len(a), a[1:3], a.tolist(), a.pop(), a.index(10), a.count(2), a.tobytes()[:8], a * 2 == a + a, 3 in a, a.reverse(), a)
f = array.array("d", [1.5, 2])
f.frombytes(struct.pack("d", 3.25))
print(f, sum(f), array.array("u", "hé"), array.array("B", b"ab"), array.array("b", [-1]) == array.array("i", [-1]), memoryview(f).format, f.buffer_info()[1], array.array("q", range(3)))
for g in (lambda: array.array("i", [2**31]), lambda: array.array("z"), lambda: array.array("i", ["a"]), lambda: a.append(1.5), lambda: a[100], lambda: array.array("B").append(256), lambda: a + array.array("d"), lambda: array.array("i").pop()):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
