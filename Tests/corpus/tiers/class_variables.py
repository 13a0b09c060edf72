"""Attributes of classes that hot code assigns: counters, flags, and values that turn into descriptors."""


class Counter:
    made = 0
    last = None
    items = ()
    limit = 1.5

    def __init__(self, n):
        Counter.made += 1
        type(self).last = n
        self.n = n

    def total(self):
        return self.made + len(self.items)


class Child(Counter):
    pass


class Other(Counter):
    made = 100


def run(n):
    out = []
    total = 0
    for i in range(n):
        c = Child(i) if i % 2 else Other(i)
        total += c.total() + Counter.made + Child.made + Other.made
        if i % 3 == 0:
            Child.made = Counter.made * 2 if i > n // 2 else Child.made
        if i % 5 == 0:
            Counter.items = Counter.items + (i,)
            Counter.limit += 0.5
        out.append((c.last, Counter.last, Child.last, Other.last, c.limit, total))
    return out[-3:]


def turning(n):
    class T:
        v = 1

        def get(self):
            return self.v
    t = T()
    out = []
    for i in range(n):
        T.v = i
        out.append((t.get(), T.v))
        if i == n // 2:
            T.v = property(lambda self: "p")
            out.append(t.get())
        if i == n // 2 + 4:
            T.v = lambda self: "f"
            out.append(t.get()())
        if i == n // 2 + 6:
            del T.v
            try:
                t.get()
            except AttributeError as e:
                out.append(str(e))
        if i == n // 2 + 8:
            t.v = "own"
    return out[n // 2 - 2:]


def inherited(n):
    class A:
        x = 1

    class B(A):
        pass

    class C(B):
        pass
    c = C()
    out = []
    for i in range(n):
        A.x = i
        if i == n // 2:
            B.x = "b"
        if i == n // 2 + 3:
            C.x = "c"
        if i == n // 2 + 6:
            B.x = "bb"
            del C.x
        out.append((c.x, C.x, B.x, A.x))
    return out[n // 2 - 1:n // 2 + 9]


print(run(60))
print(turning(40))
print(inherited(40))
print(Counter.made, Child.__dict__.get("made"), Other.made)
