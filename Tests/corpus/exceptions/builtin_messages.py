"""Messages of errors that built-ins raise, with suggestions left to the traceback."""
class C:
    attribute = 1
    def method(self): pass
c = C()
import math, os
cases = """c.atribute; c.method(1); math.nope; nothing_here; [].a; (1).real = 5; c.method.x = 1; del c.attribute; int.nope; c[0]; c[0] = 1; del c[0]; c(); c + 1; -c; c < c; len(c); iter(c); next(c); c in c; 1 in c; import nope_module; from sys import nope; from nope import x; import os.nope; from . import x; import math.x; with c: pass; for x in c: pass; a, b = c; [*c]; print(*c); print(**c); {**c}; assert False; assert 0, 'message'; assert (); 1 if c else 1 / 0; int('x'); float('x'); chr(-1); [][1]; {}['k']; 'a'.b; open('/nope/nope'); os.listdir('/nope'); exec('1 +'); eval(''); eval('1;2'); compile('a', 'f', 'nope'); range(1, 2, 0); [1].remove(3); (1).__add__(); type('X', (object, int), {}); isinstance(1, [int]); raise c; lambda: (yield); await c; async with c: pass; return 5; yield 1; break; continue; from __future__ import nope; import *; x = *a; f() = 1; 1 = x; x + 1 += 2; None = 1; def f(: pass; (a; a); 'abc; if x print(1); class; else: pass; for x in : pass; while: pass; print 1; exec 'a'; x = 5 y = 6; {1: 2, 3}; {1:}; [1, 2; f(a b); a = 1 2; not; import a.b as c.d; del (a, 1); nonlocal z; global; True = 1; obj.None = 1; lambda x=1, y: 1; f(a=1, b); @5 +; match 1:; try: pass; with open(1) as 5: pass; (x for x in y) = 1; x: int: str; __debug__ = 1"""
for source in cases.replace("\n", ";").split("; "):
    try:
        exec(source)
        print(source, "-> ok")
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", e.msg if isinstance(e, SyntaxError) else e)
