"""Operators that classes define: results, NotImplemented, errors, jumps, loops and with statements over them."""
import sys


class N:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        if isinstance(o, N):
            return N(self.v + o.v)
        if isinstance(o, int):
            return N(self.v + o)
        return NotImplemented

    def __radd__(self, o):
        return "radd %r" % (o,)

    def __sub__(self, o):
        return NotImplemented

    def __lt__(self, o):
        print("lt", self.v, getattr(o, "v", type(o).__name__))
        return self.v < o.v if isinstance(o, N) else NotImplemented

    def __gt__(self, o):
        print("gt", self.v, getattr(o, "v", type(o).__name__))
        return NotImplemented

    def __eq__(self, o):
        if isinstance(o, N):
            return [] if self.v != o.v else "yes"
        return NotImplemented

    __hash__ = None

    def __getitem__(self, k):
        if k == "bad":
            raise KeyError(k)
        return k, self.v

    def __mul__(self, o, extra=None):
        return "mul", o, extra

    def __truediv__(self, o):
        raise ZeroDivisionError("mine")

    def __matmul__(self, o):
        yield o


class M(N):
    def __radd__(self, o):
        return "M.radd"

    def __lt__(self, o):
        return "M.lt"

    def __gt__(self, o):
        return "M.gt"


class R:
    def __rsub__(self, o):
        return "R.rsub"

    def __gt__(self, o):
        return True

    def __iadd__(self, o):
        self.total = getattr(self, "total", 0) + o
        return self


def show(call):
    try:
        r = call()
        return r.v if isinstance(r, N) else r
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


a, b, m, r = N(1), N(2), M(3), R()
for call in (lambda: a + b, lambda: a + 5, lambda: 5 + a, lambda: a + "x", lambda: a + m, lambda: m + a, lambda: a - b, lambda: a - r, lambda: a - 1,
             lambda: a < b, lambda: b < a, lambda: a < 1, lambda: a < m, lambda: a < r, lambda: a > b, lambda: a == b, lambda: a == N(1), lambda: a == 1,
             lambda: a != b, lambda: a["k"], lambda: a["bad"], lambda: a * 2, lambda: a / 2, lambda: list(a @ 3), lambda: a <= b):
    print(show(call))

x = N(10)
x += 1
print(x.v)
r += 4
r += 5
print(r.total)
if a < b:
    print("less")
if not a == b:
    print("differs")
while a < N(0):
    pass
print("both" if a == N(1) and b != N(3) else "neither")


def compare_all(values):
    return [(p < q, p == q) for p in values for q in values]


print(compare_all([N(1), N(2)]))


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("value")
        if self.n < 0:
            raise ValueError("negative")
        self.n -= 1
        return self.n


for i in Count(3):
    print(i, end=" ")
else:
    print("done")
try:
    for i in Count(-1):
        pass
except ValueError as e:
    print("ValueError", e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
for i in Count(2):
    for j in Count(2):
        if j == 0:
            break
        print(i, j)
print([k for k in Count(3)], [i + j for i, j in zip(Count(3), Count(2))])


class W:
    def __init__(self, fail=False):
        self.fail = fail

    def __enter__(self):
        if self.fail:
            raise RuntimeError("no entry")
        return self

    def __exit__(self, t, e, tb):
        print("exit", t and t.__name__, e)
        return t is KeyError


with W() as w:
    print(w.fail)
with W():
    raise KeyError("k")
try:
    with W(True):
        print("not here")
except RuntimeError as e:
    print(e, e.__context__)


class Deep:
    def __init__(self, child=None):
        self.child = child

    def __eq__(self, other):
        return self.child == other.child

    def __add__(self, other):
        return self + other


d1 = d2 = None
for _ in range(200):
    d1, d2 = Deep(d1), Deep(d2)
print(d1 == d2)
print(show(lambda: Deep() + 1)[:50])


# The method is replaced while a loop runs.
def total(values):
    s = N(0)
    for k, v in enumerate(values):
        if k == 2:
            N.__add__ = lambda self, o: N(self.v - (o.v if isinstance(o, N) else o))
        s = s + v
    return s.v


print(total([1, 2, 3, N(4)]))
