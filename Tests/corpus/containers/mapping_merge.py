def f(**k): return k
class M:
    def __init__(s, how): s.how=how
    def keys(s):
        if s.how==1: raise AttributeError('x')
        if s.how==4: return 5
        if s.how==5:
            def g():
                yield 'a'; print('second'); yield 'b'
            return g()
        return ['a','b']
    def __getitem__(s,k):
        print('get',k)
        if s.how==2: raise AttributeError('y')
        if s.how==3: raise KeyError('y')
        return 1
class N:
    def __getattr__(s,n):
        print('getattr',n)
        raise AttributeError(n)
class D(dict):
    def keys(s): print('keys'); return ['q']
    def __getitem__(s,k): return 7
class E(D):
    def __iter__(s): print('iter'); return iter(['q'])
for m in [M(0),M(1),M(2),M(3),M(4),M(5),N(),5,D(a=1),E(a=1),[1]]:
    for t in range(4):
        try: print([lambda:f(**m), lambda:f(b=3,**m), lambda:{**m}, lambda:dict(m)][t]())
        except Exception as e: print(type(e).__name__, e, repr(e.__context__))
d = dict(a=1)
for m in [M(0), M(1), D(a=1), E(a=2)]:
  for op in (lambda: d | m, lambda: d.update(m), lambda: d.__ior__(m)):
    try: print(op(), d)
    except Exception as e: print(type(e).__name__, e, repr(e.__context__))
l=list(range(20)); del l[10:3:-1]; print(l); del l[::-1]; print(l)
