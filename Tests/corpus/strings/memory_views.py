"""memoryview: slices, casts, formats, writing through, release."""
data = bytearray(b"abcdefgh")
m = memoryview(data)
print(m[0], m[1:3].tobytes(), len(m), m.format, m.itemsize, m.shape, m.strides, m.readonly, m.ndim, m.nbytes, m.contiguous)
m[0] = 65
m[1:3] = b"XY"
print(data, m[::-1].tobytes(), m[::2].tolist(), m == b"AXYdefgh", bytes(m[2:4]), m.hex(), list(m)[:2])
i = m.cast("I")
print(i.format, len(i), i.itemsize, i.tolist(), i[0])
i[1] = 0
print(data, m.cast("B", (2, 4)).tolist(), m.cast("b")[0], memoryview(b"x").readonly, m.toreadonly().readonly)
with memoryview(b"abc") as v:
    print(v.tolist(), v.obj, v[-1])
for f in (lambda: v[0], lambda: memoryview(b"a").__setitem__(0, 1), lambda: memoryview("a"), lambda: m[100], lambda: m.__setitem__(0, 300), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m["a"], lambda: m[1:2].cast("I"), lambda: data.append(1), lambda: m.cast("Q", (3,)), lambda: hash(m)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
i.release()
m.release()
for _ in range(1):
    try:
        data.append(1)
        print(len(data))
    except BufferError as e:
        print("still exported", e)
