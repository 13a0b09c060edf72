import sys
def g(n):
    i = 0
    while i < n:
        yield i * 2
        i += 1
    return 5
def h(n):
    for k in range(n):
        if k % 3 == 0: yield k
        elif k % 3 == 1: yield str(k)
        else: yield k * 0.5
def pairs(values):
    it = iter(values)
    for a in it:
        for b in it:
            yield a, b
            break
def swap(n):
    a, b = 0, 1
    for _ in range(n):
        yield a
        a, b = b, a
        sys.getrefcount(a)
        a, b = b, a
        a, b = b, a + b & 0xffff
def boom(n):
    for i in range(n):
        try:
            if i % 5 == 4: raise ValueError(i)
            yield i
        except ValueError as e:
            yield -e.args[0]
        finally:
            pass
def reent():
    for k in range(50):
        try:
            next(gg)
        except ValueError as e:
            m = str(e)
        yield m
def bad(n):
    for i in range(n):
        yield 10 // (n - 2 - i)
class C:
    def __init__(s, n): s.n = n
    def __iter__(s):
        k = 0
        while k < s.n:
            yield k
            k += 1
def frames():
    for i in range(40):
        yield sys._getframe().f_back.f_lineno * 0 + sys._getframe().f_lineno * 0 + i
        x = i
for n in (3, 60, 200):
    print([x for x in g(n)][-3:])
    t = 0
    for x in g(n): t += x
    print(t)
    s = ''
    for x in h(n): s += repr(x) + ','
    print(s[-60:])
    t = 0
    for a, b in pairs(g(n)): t += a * b
    print(t)
    t = 0
    for a in swap(n): t = t * 3 + a & 0xffffff
    print(t)
    t = 0
    for a in boom(n): t = t * 3 + a & 0xffffff
    print(t)
    try:
        for a in bad(n): t += a
    except ZeroDivisionError as e:
        tb = e.__traceback__
        while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals.get('i')); tb = tb.tb_next
    t = 0
    for k in C(n): t += k
    print(t)
    it = g(n)
    for x in it:
        if x > n: break
    print(list(it)[:4], it.gi_frame)
    t = 0
    for x in frames(): t += x
    print(t)
gg = reent()
q = set()
for m in gg: q.add(m)
print(q)
for n in range(30):
    it = g(100)
    for x in it:
        if x == n * 2: break
    print(it.gi_frame.f_locals, it.gi_running, it.gi_frame.f_lineno, next(it))
def sendy():
    v = yield 1
    while True:
        v = yield v
c = 0
s = sendy()
for v in s:
    c += 1
    if c > 40:
        print(s.send(c), v)
        if c > 60: break
