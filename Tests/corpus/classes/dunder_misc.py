"""__call__, __del__-free lifetime, __format__, __bytes__, __hash__, __sizeof__-free, __copy__, __fspath__, __getnewargs__."""
import copy, os
class C:
    def __init__(self, v): self.v = v
    def __bytes__(self): return b"bytes of C"
    def __fspath__(self): return "/a/path"
    def __copy__(self): return C("copied")
    def __deepcopy__(self, memo): return C("deep")
    def __str__(self): return "strC"
    def __hash__(self): return 7
    def __eq__(self, o): return isinstance(o, C)
    def __dir__(self): return ["b", "a"]
    def __instancecheck__(self, o): return True
    def __enter__(self): return "entered"
    def __exit__(self, *a): print("exit", a[0]); return True
    def __round__(self, n=None): return f"round {n}"
    def __floor__(self): return "floor"
c = C(1)
print(bytes(c), os.fspath(c), copy.copy(c).v, copy.deepcopy([c])[0].v, f"{c}", hash(c), {c: 1}[C(2)], dir(c), isinstance(5, c), round(c), round(c, 3))
with c as v:
    print(v)
    raise ValueError
print(str(c), "%s" % c, format(c), "{!s}".format(c), len({c, C(3)}))
import math
print(math.floor(c))
class G:
    def __reduce__(self): return (list, ((1, 2),))
print(copy.copy(G()), copy.deepcopy({1: [G()]}))
class Strs:
    def __str__(self): return 5
class Bs:
    def __bytes__(self): return "x"
class Hs:
    __hash__ = None
class Fm:
    def __format__(self, s): return 5
for f in (lambda: str(Strs()), lambda: bytes(Bs()), lambda: hash(Hs()), lambda: format(Fm()), lambda: os.fspath(5), lambda: c < c, lambda: c + c, lambda: -c, lambda: c[0], lambda: len(c), lambda: iter(c), lambda: int(c), lambda: float(c)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
