"""Structures 100,000 deep and structures that contain themselves: shown, compared, hashed, copied, dropped."""
import copy
import gc
import json
import pickle
import marshal

DEPTH = 100_000


def attempt(name, f):
    try:
        r = f()
        print(name, "ok", r if isinstance(r, (bool, str, int)) and len(str(r)) < 60 else type(r).__name__)
    except Exception as e:
        print(name, type(e).__name__, str(e)[:32])


def nest(wrap, depth=DEPTH):
    x = wrap(None)
    for _ in range(depth):
        x = wrap(x)
    return x


class Box:
    def __init__(self, inner):
        self.inner = inner

    def __eq__(self, other):
        return self.inner == other.inner


for name, wrap in {"list": lambda x: [x], "tuple": lambda x: (x,), "dict": lambda x: {1: x}}.items():
    a, b = nest(wrap), nest(wrap)
    attempt(name + " repr", lambda: repr(a))
    attempt(name + " ==", lambda: a == b)
    attempt(name + " deepcopy", lambda: copy.deepcopy(a))
    attempt(name + " json", lambda: json.dumps(a))
    attempt(name + " marshal", lambda: marshal.dumps(a))
    if name == "list":
        attempt(name + " <", lambda: a < b)
    del a, b

boxes = nest(Box)
attempt("instance deepcopy", lambda: copy.deepcopy(boxes))
attempt("instance ==", lambda: boxes == nest(Box))
del boxes
gc.collect()

l = []
l.append(l)
d = {}
d["d"] = d
t = ([],)
t[0].append(t)
o = Box(None)
o.inner = o
print(l, d, t)
attempt("list == itself", lambda: l == l)
m = []
m.append(m)
attempt("two lists", lambda: l == m)
attempt("two dicts", lambda: d == {"d": d})
e = {}
e["d"] = e
attempt("two rings", lambda: d == e)
attempt("instances", lambda: o == Box(o))
attempt("hash", lambda: hash(t))
c = copy.deepcopy(l)
print(c is not l, c[0] is c)
c = copy.deepcopy(o)
print(c is not o, c.inner is c)
c = pickle.loads(pickle.dumps(t))
print(c[0][0] is c)
attempt("json ring", lambda: json.dumps(l))
attempt("json dict ring", lambda: json.dumps(d))

it = iter([])
import itertools
for _ in range(DEPTH):
    it = itertools.chain(it)
attempt("chains", lambda: next(it, "end"))
del it
it = iter([1])
for _ in range(DEPTH):
    it = map(int, it)
del it
exc = None
for _ in range(DEPTH):
    new = ValueError()
    new.__context__ = exc
    exc = new
del exc, new
gen = None
for _ in range(1000):
    gen = (x for x in [gen])
del gen
f = print
for _ in range(DEPTH):
    f = (lambda f: lambda: f)(f)
del f
union = int
for i in range(300):
    union = union | type(f"T{i}", (), {})
print(len(union.__args__))

deep = nest(lambda x: [x], 200)
print(len(repr(deep)), deep == nest(lambda x: [x], 200), len(json.dumps(deep)))
