"""Augmented assignment to names, attributes, subscripts and slices; fallbacks; evaluation once."""
class A:
    def __init__(self): self.v = 1; self.log = []
    @property
    def p(self): self.log.append("get"); return self.v
    @p.setter
    def p(self, x): self.log.append(f"set {x}"); self.v = x
a = A()
a.p += 4; a.p *= 2; a.p -= 1; a.p **= 2; a.p //= 7; a.p %= 5; a.p <<= 3; a.p |= 1; a.p &= 0xF; a.p ^= 2; a.p >>= 1
print(a.v, len(a.log), a.log[:2])
l = [1, 2, 3]
m = l
l += [4]; l *= 2; l[0] += 10; l[-1] -= 1; l[1:3] += ["x"]
print(l, m is l)
t = (1,)
u = t
t += (2,)
print(t, u)
s = "a"; s += "b"; s *= 3; b = b"x"; b += b"y"; ba = bytearray(b"q"); bc = ba; ba += b"r"; st = {1}; su = st; st |= {2}; d = {"a": 1}; d |= {"b": 2}; d["a"] += 5
print(s, b, ba, bc is ba, st, su is st, d)
def idx():
    print("index", end=" ")
    return 0
q = [5]
q[idx()] += 1
q[idx()] **= 2
print(q)
f = 1.5; f += 1; f /= 2; f //= 0.3; f **= 2; f %= 7; i = 7; i /= 2; c = 1j; c *= 1j
print(f, i, c)
for source in ("n = 1; n += 'a'", "n = []; n += 5", "n = (); n[0] += 1", "n = {}; n['k'] += 1", "q[9] += 1", "a.nope += 1", "n = 5; n @= 2", "n = None; n += 1", "1 += 1", "(a, b) += 1", "f() += 1", "x = y += 1", "n: int += 1"):
    try:
        exec(source)
    except Exception as e:
        print(source, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
