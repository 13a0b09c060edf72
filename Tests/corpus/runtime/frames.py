"""Frame objects, f_locals as a write-through proxy (PEP 667), f_back, generator frames."""
import sys
def f(a):
    b = 2
    frame = sys._getframe()
    frame.f_locals["b"] = 20
    frame.f_locals["extra"] = "kept"
    return b, sorted(frame.f_locals), frame.f_code.co_name, frame.f_globals is globals(), frame.f_lineno - frame.f_code.co_firstlineno, locals()["b"]
print(f(1))
def outer():
    secret = "s"
    return inner()
def inner():
    caller = sys._getframe(1)
    return caller.f_code.co_name, caller.f_locals["secret"], caller.f_back.f_code.co_name
print(outer())
def closure():
    x = 1
    def g():
        return x
    sys._getframe().f_locals["x"] = 5
    return g()
print(closure())
def gen():
    y = 1
    yield y
    yield y
g = gen()
next(g)
g.gi_frame.f_locals["y"] = 9
print(next(g), g.gi_frame.f_lineno - g.gi_code.co_firstlineno, g.gi_suspended)
list(g)
print(g.gi_frame)
class C:
    here = sys._getframe().f_code.co_name
print(C.here, sys._getframe().f_code.co_name, sys._getframe().f_back)
try:
    sys._getframe(100)
except ValueError as e:
    print(e)
c = f.__code__
print(c.co_name, c.co_qualname, c.co_nlocals, c.co_argcount, c.co_varnames, c.co_names[:1], c.co_freevars, c.co_flags & 3, c.replace(co_name="renamed").co_name)
h = type(f)(c, globals(), "copied")
print(h(1)[0], h.__name__)
