"""Closures, nonlocal, cells, late binding, global statements."""
def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def peek():
        return n
    return up, peek
up, peek = counter()
up2, _ = counter()
print(up(), up(), up2(), peek())
def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x = "changed"
        inner()
        return x
    return middle(), x
print(outer())
fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs], [f() for f in [lambda i=i: i for i in range(3)]])
g = 1
def use_global():
    global g, made
    g += 1
    made = "made"
use_global()
print(g, made)
def unbound():
    print(v)
    v = 1
def free_unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = 1
    r = inner()
    del later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    return r
print(free_unbound())
for f in (unbound, lambda: nowhere, lambda: printt, lambda: up.nothing):
    try:
        f()
    except (NameError, AttributeError) as e:
        print(type(e).__name__, e)
def deleted():
    a = 1
    del a
    return a
try:
    deleted()
except UnboundLocalError as e:
    print(e)
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars, outer.__closure__)
def late():
    def f():
        return h()
    def h():
        return "h"
    return f
print(late()())
class K:
    g = "class"
    def m(self):
        return g
    n = [g for _ in range(1)]
print(K().m(), K.n)
x = 10
def shadow():
    exec("x = 20")
    return x
print(shadow(), eval("x + y", {"x": 1, "y": 2}), eval("x", {"x": 5}, {"x": 6}))
for source in ("def f():\n nonlocal q", "nonlocal x", "def f(a):\n global a", "def f():\n x = 1\n global x", "def f():\n print(x)\n nonlocal x", "global x; x = 1"):
    try:
        exec(source)
        print("ok")
    except SyntaxError as e:
        print(e.msg)
