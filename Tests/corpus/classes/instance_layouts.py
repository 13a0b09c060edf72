import copy, pickle
class A:
    def __init__(self): self.a=1; self.b=2
class B(A):
    def __init__(self):
        super().__init__(); self.c=3; self.d=4
class C(B):
    def __init__(self):
        super().__init__(); self.e=5; self.f=6.5; self.g='x'; self.h=[1]; self.i=9; self.j=10
class D: pass
class S:
    __slots__=('p','q','r','s','t','u')
    def __init__(self): self.p,self.q,self.r,self.s,self.t,self.u=range(6)
class T(S):
    def __init__(self): super().__init__(); self.v=7; self.w=8; self.x=9
class F(C):
    def __del__(self): pass
def show(o): return sorted(o.__dict__.items())
for k in (A,B,C,D,T,F):
    o=k(); o.z=26; o.y=25; o.k=1; o.l=2
    print(k.__name__, show(o)); o.z+=1000; o.y=o.z*2; del o.k
    print(show(o), o.z)
    c=copy.copy(o); print(show(c)==show(o))
    if k not in (F,): print(show(pickle.loads(pickle.dumps(o)))==show(o))
a=A(); a.__class__=C; print(show(a)); a.i=3; a.e=4; a.extra=7; print(show(a)); a.__class__=B; a.c=5; print(show(a)); a.__class__=D; a.q=1; print(show(a))
c=C(); c.__class__=A; c.n1=1; c.n2=2; print(show(c)); c.__dict__={'x':1}; c.y=2; print(show(c)); c.__class__=B; print(show(c), c.x)
t=T(); print(t.p,t.u,t.v,t.x); t.u=99; del t.p; print(t.u, hasattr(t,'p'), show(t))
def f(o, n):
    s=0
    for i in range(n):
        o.a+=1; o.b=i; s+=o.a+o.b
        if i%3==0: o.__class__=C if type(o) is A else A
    return s
print(f(A(), 30000))
def g(os,n):
    s=0
    for i in range(n):
        o=os[i%len(os)]; o.a+=i; s+=o.a
        o.zz=i
    return s
print(g([A(),B(),C(),F()],40000))
def h(n):
    t=0
    for i in range(n):
        o=C(); o.i=i; o.j=o.i+o.e; t+=o.j
        if i==n-5: print(show(o))
    return t
print(h(20000))
