"""The number that id gives to an instance stays while it gets attributes, and is no attribute."""


class A:
    def __init__(self, n):
        for k in range(n):
            setattr(self, "a%d" % k, k)


for n in 0, 1, 2, 3, 7, 8, 9, 20:
    few, many = A(n), A(n)
    before = id(few), id(many)
    for k in range(n, n + 12):
        setattr(few, "a%d" % k, k)
        many.__dict__["a%d" % k] = k
    print(n, before == (id(few), id(many)), few.__dict__ == many.__dict__ == {"a%d" % k: k for k in range(n + 12)}, few.a0, getattr(few, "a%d" % (n + 11)))
    del few.a1
    few.late = "late"
    print(id(few) == before[0], len(vars(few)), few.late, hasattr(few, "a1"))
