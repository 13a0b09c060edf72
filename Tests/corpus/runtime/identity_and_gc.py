"""Identity that programs rely on, gc control, __del__ order on explicit deletion cycles."""
import gc
a = None
print(a is None, True is (1 == 1), () is (), "" is "", ... is Ellipsis, NotImplemented is NotImplemented, int is type(1))
x = [1]
y = x
print(x is y, x is not [1], id(x) == id(y), id(x) != id([1]))
class T:
    live = 0
    def __init__(self): T.live += 1
    def __del__(self): T.live -= 1
def scope():
    t = T()
    t.cycle = t
scope()
gc.collect()
print(T.live, gc.isenabled())
gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled())
class Res:
    log = []
    def __del__(self): Res.log.append("del")
r = Res()
r = None
gc.collect()
print(Res.log, isinstance(gc.get_count(), tuple), isinstance(gc.collect(), int))
class Reborn:
    kept = []
    def __del__(self): Reborn.kept.append(self)
b = Reborn()
del b
gc.collect()
print(len(Reborn.kept), type(Reborn.kept[0]).__name__)


import collections
import functools
import itertools


class Counted:
    def __init__(self, n=None):
        self.n = n


def counted():
    return sum(1 for o in gc.get_objects() if type(o) is Counted)


def held():
    here = Counted()
    return counted(), here.n


def suspended():
    here = Counted()
    yield here.n


print(counted(), held(), counted())
kept = [Counted(), {1: Counted()}, (Counted(), {"k": Counted()}), collections.deque([Counted()]), functools.partial(print, Counted())]
print(counted())
kept += itertools.chain([Counted()], [Counted()]), (lambda x: lambda: x)(Counted()), suspended()
next(kept[-1])
print(counted())
kept.clear()
objects = gc.get_objects()
print(type(objects), kept in objects, any(type(o) in (int, str, float, bytes) for o in objects))
for wrong in -2, 3, "x":
    try:
        gc.get_objects(wrong)
    except Exception as e:
        print(type(e).__name__, e)

# What a finalizer warns of adds no name to the globals that are walked over just then.
import warnings
warnings.simplefilter("ignore")


def lose():
    open(__file__, "rb")


lose()
exec("print([name for name in globals() if collect() is not None])", {"collect": gc.collect})
