"""The pickles of every protocol, byte for byte, and what unpickling says of bad ones."""
import collections
import copyreg
import io
import pickle


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("a", "b")


class Reduced:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Reduced, (self.n,)


class Stateful:
    def __getstate__(self):
        return {"k": 1}

    def __setstate__(self, state):
        self.seen = state


class Words(list):
    pass


slotted = Slotted()
slotted.a = 1
slotted.b = [2]
recursive = []
recursive.append((recursive,))
words = Words(["x"])
words.extra = 5

OBJECTS = [
    None, True, 0, -1, 255, 256, 65536, 2**31, -2**31 - 1, 2**64, -2**100, 1.5, "a", "\u00e9", "\U0001f600", "\ud800", b"ab", b"",
    bytearray(b"xy"), (), (1,), (1, 2, 3, 4), [], [1], [1, 2], {}, {1: 2}, {1: 2, 3: 4}, set(), {1}, frozenset({1}), len, int, type(None),
    Ellipsis, range(3), collections.OrderedDict(a=1), 3j, Point(1, 2.5), slotted, Reduced(3), Stateful(), words, Point,
]
for value in OBJECTS:
    for protocol in range(6):
        try:
            data = pickle.dumps(value, protocol)
        except Exception as e:
            print(protocol, type(e).__name__, e)
            continue
        print(protocol, data)
        back = pickle.loads(data)
        assert type(back) is type(value)
for protocol in range(6):
    back = pickle.loads(pickle.dumps(recursive, protocol))
    print(back[0][0] is back, len(pickle.dumps(list(range(2500)), protocol)), len(pickle.dumps("x" * 70000, protocol)))

BAD = [
    b"", b"\x80", b"\x80\x06.", b"K", b".", b"(.", b"0", b"a", b")a", b"h\x01.", b"g1\n.", b"gx\n.", b"Ix\n.", b"Fx\n.", b"Lx\n.", b"Sx\n.", b"P1\n.",
    b"K\x01R.", b"K\x01K\x01R.", b"K\x01)\x81.", b"\x82\x01.", b"\x97.", b"\x93.", b"K\x01K\x01\x93.", b"\x8b\xff\xff\xff\xff.", b"(t", b"t.", b"(u.",
    b"}(K\x01u.", b"K\x01K\x01b.", b"\x00", b"'", b"z", b"B\xff\xff\xff\xff.", b"(K\x01d.", b"Np-1\n.", b"N(N\x90.", b"X\x01\0\0\0\xff.",
]
for data in BAD:
    try:
        print(data, pickle.loads(data))
    except Exception as e:
        print(data, type(e).__name__, e)


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        return "known" if obj is OBJECTS else None

    def reducer_override(self, obj):
        return (Reduced, (42,)) if isinstance(obj, Slotted) else NotImplemented


class Unpickler(pickle.Unpickler):
    def persistent_load(self, pid):
        return pid.upper()

    def find_class(self, module, name):
        print("find", name)
        return super().find_class(module, name)


out = io.BytesIO()
pickler = Pickler(out, 5)
pickler.dispatch_table = copyreg.dispatch_table.copy()
pickler.dispatch_table[complex] = lambda c: (complex, (9, 9))
pickler.dump([OBJECTS, slotted, 1j])
loaded = Unpickler(io.BytesIO(out.getvalue())).load()
print(loaded[0], loaded[1].n, loaded[2])
buffers = []
data = pickle.dumps(pickle.PickleBuffer(b"outside"), 5, buffer_callback=buffers.append)
print(data, len(buffers), bytes(pickle.loads(data, buffers=buffers)))
