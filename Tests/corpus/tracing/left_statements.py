import sys
def tr(f,e,a):
    print(f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno if f.f_lineno is not None else None, e); return tr
class C:
    def __init__(self):
        pass
class D:
    def __init__(self):
        return
class E:
    def __init__(self, x): self.x = x
def empty(): pass
def doc():
    """x"""
def ret():
    return
def func():
    C(); D(); E(3); empty(); doc(); ret()
sys.settrace(tr); func(); sys.settrace(None)
def prof(f,e,a): print(f.f_code.co_name, f.f_lineno, e)
sys.setprofile(prof); func(); sys.setprofile(None)
for f in (C.__init__, empty, doc, ret): print(list(f.__code__.co_lines()), list(f.__code__.co_positions())[:3])
def g(n):
    for i in range(n):
        try:
            if i == 1: continue
            if i == 3: break
        finally:
            n += 1
    with m:
        for j in range(3):
            with m:
                if j: break
                continue
        return (n,
          j)
def h():
    try:
        return 1
    finally:
        if 0: pass
        x = 2
def quiet():
    n
n = 1
class Q:
    def __init__(self):
        self
class M:
    def __enter__(self): return self
    def __exit__(self, *a): pass
m = M()
sys.settrace(tr)
g(5); h(); quiet(); Q()
sys.settrace(None)
def ways():
    class A:
        if n > 9:
            a = 1
        else:
            a = 2
    class B:
        for i in ():
            b = 1
        if n:
            b = 2
sys.settrace(tr); ways(); sys.settrace(None)
