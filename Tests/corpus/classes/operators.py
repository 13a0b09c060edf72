"""Operator overloading: binary, reflected, in-place, unary, comparison, NotImplemented."""
class V:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"V({self.x})"
for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor"):
    def forward(self, other, name=name):
        return f"{self!r}.{name}({other!r})"
    def reflected(self, other, name=name):
        return f"{self!r}.r{name}({other!r})"
    setattr(V, f"__{name}__", forward)
    setattr(V, f"__r{name}__", reflected)
a, b = V(1), V(2)
for expression in ("a + b", "a + 1", "1 + a", "a - 1", "1 - a", "a * 2", "2 * a", "a / 2", "2 / a", "a // 2", "2 // a", "a % 2", "2 % a", "a ** 2", "2 ** a", "a @ b", "5 @ a", "a << 1", "1 << a", "a >> 1", "a & 1", "1 & a", "a | 1", "1 ^ a", "'s' % a", "'s' + a", "[1] * a", "1.5 * a", "pow(a, 2)"):
    try:
        print(expression, "=", eval(expression))
    except Exception as e:
        print(expression, "->", type(e).__name__, e)
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
class Derived(Base):
    def __radd__(self, o): return "Derived.radd"
class Same(Base): pass
print(Base() + Derived(), Base() + Same(), Derived() + Base(), Base() + Base(), 1 + Derived())
class N:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
for expression in ("N() + 1", "1 + N()", "N() + N()", "N() < N()", "N() == N()", "N() > 1", "N() += 1", "sum([N(), 1])"):
    try:
        print(eval(expression) if "+=" not in expression else exec("n = N(); n += 1"))
    except TypeError as e:
        print(expression, "->", e)
class I:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(o); return self
    def __imul__(self, o): return "replaced"
i = I()
j = i
i += 5; i += "x"
print(i is j, i.log)
i *= 2
print(i)
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return ("dm", o)
    def __rdivmod__(self, o): return ("rdm", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __index__(self): return 3
    def __complex__(self): return 1j
    def __trunc__(self): return "t"
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), divmod(u, 1), divmod(1, u), pow(u, 2, 5), u ** 2, [0, 1, 2, 3][u], "abcd"[:u], hex(u), complex(u), int(u), list(range(u)), [1] * u)
