"""send, throw, close, yield as an expression, finally in generators."""
def echo():
    got = None
    while True:
        try:
            got = yield ("got", got)
        except ValueError as e:
            got = "caught " + str(e)
        except GeneratorExit:
            print("closing")
            raise
g = echo()
print(next(g), g.send(1), g.send("x"), g.throw(ValueError("v")), next(g))
g.close()
g.close()
try:
    g.send(1)
except StopIteration as e:
    print("stopped", e.value)
def acc():
    total = 0
    while True:
        x = yield total
        if x is None:
            return total
        total += x
a = acc()
next(a)
for v in (5, 10):
    print(a.send(v))
try:
    a.send(None)
except StopIteration as e:
    print("returned", e.value)
def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2
def fin():
    try:
        yield 1
        yield 2
    finally:
        print("finally")
def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return "closed value"
i = ignores()
next(i)
f = fin()
next(f)
f.close()
for x in fin():
    break
r = returns_on_close()
next(r)
print(r.close())
fresh = echo()
for call in (lambda: i.close(), lambda: echo().send(1), lambda: fresh.throw(KeyError("k")), lambda: next(fresh), lambda: echo().throw(5), lambda: echo().throw(ValueError), lambda: echo().send()):
    try:
        print(call())
    except BaseException as e:
        print(type(e).__name__, e)
def nested():
    x = yield (yield (yield 1))
    print("x", x)
n = nested()
print(next(n), n.send("a"), n.send("b"), next(n, "done"))
def thrower():
    try:
        yield 1
    except ValueError:
        raise KeyError("from handler")
t = thrower()
next(t)
try:
    t.throw(ValueError("orig"))
except KeyError as e:
    print(repr(e), repr(e.__context__))
