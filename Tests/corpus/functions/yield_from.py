"""yield from: values, returns, send and throw through, iterators without send."""
def inner():
    try:
        x = yield 1
        print("inner got", x)
        y = yield 2
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally:
        print("inner finally")
    return "inner result"
def outer():
    r = yield from inner()
    print("result", r)
    yield from "ab"
    s = yield from [3]
    print(s)
    return 9
o = outer()
print(next(o), o.send("A"), o.send("B"), list(o))
o = outer()
print(next(o), o.throw(ValueError("v")), next(o))
o.close()
def chain(*its):
    for it in its:
        yield from it
print(list(chain([1], (2,), {3}, range(4, 6), chain("x"))))
def no_send():
    yield from [1, 2]
n = no_send()
next(n)
try:
    n.send(5)
except AttributeError as e:
    print(e)
n = no_send()
next(n)
try:
    n.throw(KeyError("direct"))
except KeyError as e:
    print(repr(e))
def depth(k):
    if k:
        yield from depth(k - 1)
    yield k
print(list(depth(5)), sum(depth(100)))
def deleg():
    try:
        yield from inner()
    finally:
        print("outer finally")
d = deleg()
next(d)
d.close()
for f in (lambda: list(chain(5)), lambda: list(chain(None))):
    try:
        f()
    except TypeError as e:
        print(e)
def count(n):
    while n:
        n -= 1
        sent = yield n
        if sent: n = sent
def mid():
    return (yield from count(3))
m = mid()
print(next(m), m.send(2), list(m), m.gi_yieldfrom, m.gi_frame)
