"""Rich comparison: reflection, subclasses first, missing methods, chained comparison."""
class A:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt", end=" "); return self.n < o.n
    def __gt__(self, o): print("gt", end=" "); return self.n > o.n
    def __eq__(self, o): print("eq", end=" "); return isinstance(o, A) and self.n == o.n
class B(A):
    def __gt__(self, o): print("B.gt", end=" "); return self.n > o.n
    def __eq__(self, o): print("B.eq", end=" "); return "B eq"
print(A(1) < A(2), A(1) > A(2), A(1) < B(2), A(1) == B(1), A(1) != B(1), B(1) == A(1), A(1) != A(1))
for f in (lambda: A(1) <= A(2), lambda: A(1) >= 5, lambda: hash(A(1)), lambda: {A(1)}, lambda: A(1) < 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def t(v):
    print("t%s" % v, end=" ")
    return v
print(t(1) < t(2) < t(3), t(3) < t(2) < t(1), t(1) == t(1) != t(2), t(1) < t(2) > t(0), 1 < 2 in [2], not t(0) < t(1))
class Odd:
    def __eq__(self, o): return [1, 2]
    def __lt__(self, o): return ""
    def __ne__(self, o): return {"ne": o}
print(Odd() == 1, Odd() < 1, Odd() != 1, bool(Odd() == 1), 1 == Odd(), [Odd()] == [3], Odd() in [9], 5 > Odd())
class OnlyEq:
    def __eq__(self, o): return True
print(OnlyEq() != 5, OnlyEq() == 5, OnlyEq.__hash__)
class H(OnlyEq):
    __hash__ = object.__hash__
print(isinstance(hash(H()), int), object() == object(), object().__eq__(1), (1).__eq__("a"), (1).__lt__(2), "a".__lt__(1), [].__eq__(()))
print(min(A(3), A(1)).n, max([A(3), A(7)]).n, sorted([A(3), A(1), A(2)], reverse=True)[0].n)
