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
def consts(x):
    y = x + 1000
    z = [3, "text", 4.5, 70000, x < 8]
    if x == 5: y = (1, "a")[0]
    return y, z, z[1]
k = consts.__code__
def changed(v):
    return {1000: 2000, 3: "three", "text": b"t", 70000: None, 8: 0.5, 1: 0}.get(v, v) if type(v) is not bool else v
new = k.replace(co_consts=tuple(map(changed, k.co_consts)))
print(type(f)(new, {})(5), consts(5), new == k, k.replace(co_consts=k.co_consts) == k, new.co_consts == tuple(map(changed, k.co_consts)))
lines = consts.__code__.replace(co_linetable=b"")
print(list(lines.co_lines()), list(lines.co_positions()), lines.co_linetable, lines == k, k.replace(co_linetable=k.co_linetable) == k)
lines = k.replace(co_linetable=b"\xfa\xea\x02\xe8\x04", co_firstlineno=100)
print(list(lines.co_lines())[:2], lines.co_stacksize == k.co_stacksize, lines.replace(co_stacksize=50).co_stacksize)
def caught():
    try: none
    except NameError: return "caught"
print(caught())
caught.__code__ = caught.__code__.replace(co_exceptiontable=b"")
try: caught()
except NameError as e: print(e, caught.__code__.co_exceptiontable)
for bad in {"co_consts": [1]}, {"co_linetable": 1}, {"co_exceptiontable": "x"}, {"co_code": 1}:
    try: k.replace(**bad)
    except TypeError as e: print(e)
ns = {"type": type, "__builtins__": {"None": None}}
exec("def f(): pass\ng = type(f)(f.__code__, {})", ns)
print(ns["g"].__builtins__, "__builtins__" in ns["g"].__globals__)
def around(z):
    def g(a=None):
        yield z
    async def c():
        return z
    return g(), c()
u, v = around(8)
print(u.gi_frame.f_locals, dict(v.cr_frame.f_locals), next(u), u.gi_frame.f_locals["z"])
v.close()
