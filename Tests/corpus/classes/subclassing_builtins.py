"""Subclasses of int, str, list, dict, float, tuple, set, Exception keep behaviour and types."""
class I(int):
    def __new__(cls, v=0, tag=None):
        self = super().__new__(cls, v)
        self.tag = tag
        return self
i = I(5, tag="t")
print(i + 1, type(i + 1).__name__, i.tag, isinstance(i, int), i == 5, {5: "x"}[i], range(10)[i], "abcdefg"[i], i.__dict__, -i, bool(I()), int(i).__class__.__name__)
class S(str):
    def __len__(self): return 99
    def shout(self): return self.upper() + "!"
s = S("abc")
print(s, len(s), s.shout(), type(s.upper()).__name__, s + "d", {"abc": 1}[s], s == "abc", "%s" % s, f"{s}", repr(s), "".join([s]), s[0], str(s).__class__.__name__, isinstance(s, str))
class L(list):
    def append(self, x): super().append(x * 2)
    def __getitem__(self, i): return ("item", super().__getitem__(i))
l = L([1, 2])
l.append(3)
l += [9]
print(l, l[0], l[-1], list(l), [x for x in l], type(l + [1]).__name__, type(l[:]).__name__, type(l.copy()).__name__, len(l), sorted(l), 3 in l, l == [1, 2, 6, 9])
class F(float):
    def __repr__(self): return "F!"
print(F(1.5), F(1.5) + 1, [F(2)], F("2.5") * 2, "%s %r" % (F(1), F(1)), f"{F(3.14159):.2f}", str(F(1)))
class D(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.extra = 1
d = D(a=1)
print(d, d.extra, type(d.copy()).__name__, type(d | {}).__name__, {**d}, d == {"a": 1}, D.fromkeys("x").extra, len(d), bool(D()))
class T(tuple):
    __slots__ = ()
    x = property(lambda self: self[0])
t = T((1, 2))
print(t.x, t, t[::-1], {(1, 2): "k"}[t], t + (3,), (lambda a, b: a + b)(*t))
class E(Exception):
    def __init__(self, code): super().__init__(code, "more"); self.code = code
    def __str__(self): return f"E#{self.code}"
try:
    raise E(7)
except E as e:
    print(e, repr(e), e.args, e.code)
class B(bytes): pass
class St(set):
    def add(self, x): super().add(x + 1)
st = St([1]); st.add(5)
print(B(b"ab"), B(b"a") + b"c", st, type(st | {3}).__name__, type(st.copy()).__name__)
