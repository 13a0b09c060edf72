import gc, io, re, socket, sys

class A:
    def __del__(self):
        try: 1/0
        except ZeroDivisionError: raise ValueError(
            'x')
class B:
    def __del__(self): raise KeyError
class C:
    def __del__(self):
        def f(n):
            if n: f(n-1)
            else: raise OSError(3, 'x')
        f(8)
class D(Exception):
    def __str__(self): raise TypeError
class E:
    def __del__(self): raise D()
def drop(k): k()
sys.stderr = io.StringIO()
for k in (A, B, C, E):
    drop(k)
    gc.collect()
out, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
print(re.sub('0x[0-9a-f]+', '0x', out).replace(__file__, 'FILE'))
try: sys.unraisablehook(type('X', (), dict(exc_type=ValueError, exc_value=ValueError('v'), exc_traceback=None, err_msg=None, object=None)))
except TypeError as e: print(e)

# A finalizer runs once, also of what C closes.
class L(list):
    def __del__(self): print('del L')
class M(io.IOBase):
    def __del__(self): print('del M'); super().__del__()
    def close(self): print('close'); super().close()
class N(io.BytesIO):
    def __del__(self): print('del N', self.closed); super().__del__()
    def close(self): print('close N'); super().close()
class S(socket.socket):
    def __del__(self): print('del S')
def closed(): S().close()
for k in (L, M, N, closed):
    drop(k)
    gc.collect()
    gc.collect()

for a in ((42,), (42, 43), (), [1], None, 0, (None,)):
    try: sys.exit(a)
    except SystemExit as e: print(e.code, e.args)
