import sys
ev=[]
def tr(f,e,a):
    ev.append((f.f_code.co_name, f.f_lineno-f.f_code.co_firstlineno, e, type(a).__name__ if e=='exception' else a))
    return tr
def g():
    x = yield 1
    yield 2
def h(n):
    for i in range(n):
        if i:
            continue
    try:
        1/0
    except ZeroDivisionError:
        pass
    for y in g():
        pass
    return [z for z in (1,2)]
class A:
    def __init__(self):
        self.x=1
    @property
    def p(self):
        return self.x
def w():
    a = 1
    while a < 3:
        a += 1
    else:
        b = 3
    return A().p
def run(f,*a):
    del ev[:]
    sys.settrace(tr)
    try: f(*a)
    finally: sys.settrace(None)
    for e in ev: print(e)
run(h,2); run(w)
pe=[]
def pr(f,e,a): pe.append((f.f_code.co_name,e,getattr(a,'__name__',a)))
sys.setprofile(pr); len([1]); sorted([2,1],key=lambda x:x); 
try: int('x'); [].pop()
except Exception: pass
try: [].pop()
except Exception: pass
sys.setprofile(None)
for e in pe: print(e)
m=sys.monitoring
m.use_tool_id(0,'t')
out=[]
E=m.events
for n in 'PY_START PY_RETURN LINE RAISE PY_UNWIND'.split():
    m.register_callback(0,getattr(E,n),lambda *a,n=n: out.append((n,a[0].co_name,a[1] if n=='LINE' else a[2:])))
m.set_events(0,E.PY_START|E.PY_RETURN|E.LINE|E.RAISE)
h(1)
m.set_events(0,0)
for o in out: print(o)
m.free_tool_id(0)
import traceback; import gc; gc.collect()  # what imports left over has callbacks, which would be traced
def bad(f,e,a):
    raise ValueError('x')
sys.settrace(bad)
try: h(1)
except ValueError as e: print(repr(e), sys.gettrace())


# A loop begins once an iteration, whatever it assigns to, and also where its body is on the same line.
def lines(source):
    seen = []

    def tracer(frame, event, arg):
        if event == "line":
            seen.append(frame.f_lineno)
        return tracer

    code = compile(source, "traced", "exec")
    sys.settrace(tracer)
    exec(code, {"d": {}})
    sys.settrace(None)
    print(*seen)


lines("for i in range(3):\n  x = 1\n")
lines("for a, *b in [(1, 2), (3, 4)]:\n  pass\n  if a > 1: continue\nelse: pass\n")
lines("for d[0] in range(2):\n  for i in range(2): x = 1\n")
lines("def f():\n  for a, b in [(1, 2)]: pass\n  for i in range(2): a = i\nf()\n")
lines("def f(x):\n  x = 1\n  x = x\n  return x\nf(0)\n")
