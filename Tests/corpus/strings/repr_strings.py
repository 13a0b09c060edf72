"""repr of strings and containers: quotes, escapes, nesting, recursion."""
for s in ("", "a", "'", '"', "'\"", "\\", "\n\r\t", "\x00\x1f\x7f", "\x80\xa0\xad", "é", "\u2028", "\ufeff", "a\\'b"):
    print(repr(s), ascii(s), str([s]))
for b in (b"", b"a", b"'", b'"', b"'\"", b"\x00\xff\n\\", bytearray(b"x'")):
    print(repr(b), str(b))
a = [1]
a.append(a)
d = {"x": a}
d["d"] = d
print(a, d, [d], (a,))
print([[], (), (1,), {}, set(), frozenset(), {1}, frozenset({2}), range(3), range(1, 5, 2), slice(1), ..., None, NotImplemented, int, len, print])
print(repr(1.0), repr(1j), repr(type), repr(list[int]), repr(int | None), repr(Exception("a")), repr(Exception()), repr(ValueError("a", 1)), repr(KeyError("k")), str(KeyError("k")))
class A:
    pass
class B:
    def __repr__(self):
        return "é-B"
class C:
    def __str__(self):
        return "str-C"
    def __repr__(self):
        return "repr-C"
class D:
    def __repr__(self):
        return 5
print(A, B(), [B()], ascii(B()), str(C()), [C()], f"{C()} {C()!r}", {C(): C()}.values())
try:
    repr(D())
except TypeError as e:
    print(e)
print(dict(a=1).keys(), dict(a=1).values(), dict(a=1).items(), {}.keys(), [].append.__name__, "".join.__qualname__, A.__name__, A.__qualname__, A.__module__)
