"""with: enter and exit, suppression, several items, errors in exit, contextlib."""
class CM:
    def __init__(self, name, suppress=False): self.name, self.suppress = name, suppress
    def __enter__(self): print("enter", self.name); return self
    def __exit__(self, t, v, tb): print("exit", self.name, t and t.__name__, v, tb is not None); return self.suppress
with CM("a") as a, CM("b"):
    print("body", a.name)
with (CM("p") as p, CM("q", True) as q,):
    raise ValueError("suppressed")
print("after")
try:
    with CM("x"):
        with CM("y"):
            raise KeyError("k")
except KeyError as e:
    print(repr(e))
def f():
    with CM("ret"):
        return "returned"
print(f())
for i in range(3):
    with CM(i):
        if i == 0: continue
        break
class Bad:
    def __enter__(self): raise ValueError("in enter")
    def __exit__(self, *a): print("never")
class BadExit:
    def __enter__(self): pass
    def __exit__(self, *a): raise TypeError("in exit")
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self): pass
for make in (Bad, BadExit, NoExit, NoEnter, int):
    try:
        with CM("outer"), make():
            raise KeyError("body")
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))
from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress
@contextmanager
def managed(n):
    print("setup", n)
    try:
        yield n * 2
    except ValueError as e:
        print("handled", e)
    finally:
        print("teardown", n)
with managed(2) as v:
    print(v)
    raise ValueError("inside")
with suppress(KeyError, IndexError):
    {}[1]
with ExitStack() as stack:
    for i in range(2):
        stack.enter_context(CM(f"s{i}"))
    stack.callback(print, "callback")
@managed(9)
def decorated(): print("in decorated")
decorated()
import io
with redirect_stdout(io.StringIO()) as out:
    print("captured")
print(repr(out.getvalue()), nullcontext(5).__enter__())
@contextmanager
def no_yield():
    if False: yield
try:
    with no_yield(): pass
except RuntimeError as e:
    print(e)
try:
    with managed(1) as v:
        raise KeyError("through")
except KeyError as e:
    print(e)
