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
