"""del, global names, class scopes, builtins shadowed, locals() and globals()."""
x = 1
del x
try:
    x
except NameError as e:
    print(e)
def f():
    a, b = 1, 2
    del a
    return locals()
print(f())
len_ = len
len = lambda s: "shadowed"
print(len([1]))
del len
print(len([1]), len is len_)
l = [1, 2, 3, 4]
d = {"a": 1, "b": 2}
class O: pass
o = O()
o.p = o.q = 5
del l[1], d["a"], o.p
del (l[0], [l[0]])
print(l, d, vars(o))
for source in ("del nope", "del o.p", "del d['zz']", "del l[9]", "del 5", "del f()", "del (a + b)", "del o.p.q", "x: int; del x"):
    try:
        exec(source)
    except Exception as e:
        print(source, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
def g(a, *b, **c):
    z = [i for i in range(2)]
    return sorted(locals())
print(g(1, 2, k=3))
class C:
    y = 1
    names = sorted(n for n in locals() if not n.startswith("__"))
    z = [n for n in (1, 2)]
    del y
print(C.names, hasattr(C, "y"), C.z, "x" in globals(), type(globals()).__name__, __name__)
def gl():
    globals()["dynamic"] = 42
gl()
print(dynamic)
ns = {}
exec("a = 1\ndef f(): return a + 1\nb = f()", ns)
print(ns["b"], sorted(k for k in ns if not k.startswith("__")), eval("a * 10", ns), eval("(lambda: a)()", ns))
def loc():
    v = 1
    l = locals()
    l["v"] = 2
    exec("v = 3")
    return v, l["v"], locals()["v"]
print(loc())
for i in range(3): pass
print(i)
i = "kept"
[i for i in range(5)]
print(i)
import builtins
builtins.injected = "from builtins"
print(injected)
