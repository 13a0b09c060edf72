def num(n):
    s = 1
    for _ in range(n):
        s = s * 1103515245 + 12345 & 0x7fffffff
        yield s >> 8
    return n
def chained(*parts):
    for p in parts:
        r = yield from p
        yield -1 if r is None else r
def once(g):
    return (yield from g)
def deep(n, d):
    if d == 0:
        r = yield from num(n)
        return r
    r = yield from deep(n, d - 1)
    return r + 1
class Tree:
    def __init__(self, k): self.k, self.l, self.r = k, None, None
    def insert(self, k):
        n = self
        while True:
            if k < n.k:
                if n.l is None:
                    n.l = Tree(k); return
                n = n.l
            else:
                if n.r is None:
                    n.r = Tree(k); return
                n = n.r
    def __iter__(self):
        if self.l is not None: yield from self.l
        yield self.k
        if self.r is not None: yield from self.r
def fails(n):
    for i in range(n):
        yield 100 // (n - 1 - i)
def outer(n):
    try:
        yield from fails(n)
    except ZeroDivisionError as e:
        yield len(str(e))
def raw(n):
    yield from fails(n)
def echo():
    v = None
    while True:
        v = yield v
def pipe(n):
    got = yield from echo()
def inner_running(n):
    for k in range(n):
        try:
            next(whole)
        except ValueError as e:
            yield str(e)
def wrap(n):
    yield from inner_running(n)
for n in (4, 70, 300):
    t = 0
    for x in chained(num(n), range(n), num(n), [1, 2, 3], num(2)): t = t * 3 + x & 0xffffff
    print(t)
    t = 0
    for x in chained(*[num(k) for k in range(n)]): t = t * 3 + x & 0xffffff
    print(t)
    t = 0
    for x in deep(n, 4): t = t * 3 + x & 0xffffff
    print(t)
    for x in once(once(num(n))): t = t * 3 + x & 0xffffff
    print(t)
    tree = Tree(1 << 22)
    for k in num(n): tree.insert(k)
    t = 0
    for i, k in enumerate(tree): t = (t + i * k) % 1000003
    for k in tree: t = t * 3 + k & 0xffffff
    print(t, list(tree) == sorted(tree))
    t = 0
    for x in outer(n): t += x
    print(t)
    try:
        for x in raw(n): t += x
    except ZeroDivisionError as e:
        tb = e.__traceback__
        while tb:
            print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
            tb = tb.tb_next
    it = chained(num(n), num(n))
    c = 0
    for x in it:
        c += 1
        if c == n - 1: break
    print(it.gi_yieldfrom is not None, it.gi_yieldfrom.gi_frame.f_locals['s'], next(it), c)
    print(sum(it))
    it = pipe(n)
    for k, x in enumerate(it):
        if k > n: break
    print(it.send(7), it.gi_yieldfrom.__name__)
    try: it.throw(KeyError('x'))
    except KeyError as e: print(repr(e))
    it = chained(num(n), num(n))
    for k, x in enumerate(it):
        if k > n // 2: it.close()
    print(k, it.gi_frame)
whole = wrap(100)
print({m for m in whole})
whole = wrap(100)
q = set()
for m in whole: q.add(m)
print(q)
