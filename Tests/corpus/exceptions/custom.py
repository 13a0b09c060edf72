"""Exception classes: args, str, repr, attributes, inheritance, multiple bases, catching by class."""
class AppError(Exception):
    """Base."""
class NotFound(AppError, LookupError):
    def __init__(self, key, *, hint=None):
        super().__init__(f"no {key}")
        self.key, self.hint = key, hint
class Quiet(AppError):
    def __str__(self): return "quiet"
for e in (AppError(), AppError("m"), AppError("a", 1), NotFound("k", hint="h"), Quiet("zz"), KeyError("k"), KeyError(), KeyError(1, 2), OSError(2, "No such file"), OSError(2, "No such file", "f.txt"), StopIteration(5), SystemExit(3), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), SyntaxError("s", ("f.py", 1, 2, "text")), ImportError("i", name="n", path="p"), AttributeError("a", name="x", obj=1), NameError("n", name="q")):
    print(repr(e), "|", str(e), "|", e.args)
for exc in (NotFound("k"), Quiet(), KeyError(), ValueError()):
    for kind in (AppError, LookupError, Exception):
        try:
            raise exc
        except kind:
            print(type(exc).__name__, "is", kind.__name__, end="; ")
        except Exception:
            print(type(exc).__name__, "isn't", kind.__name__, end="; ")
print()
print([c.__name__ for c in NotFound.__mro__], issubclass(ZeroDivisionError, ArithmeticError), issubclass(FileNotFoundError, OSError), IOError is OSError, issubclass(UnicodeError, ValueError), issubclass(KeyboardInterrupt, Exception))
e = OSError(2, "No such file", "f.txt")
print(type(e).__name__, e.errno, e.strerror, e.filename, type(OSError(13, "x")).__name__, StopIteration(5).value, SystemExit(3).code, ImportError("m", name="n").name)
for bad in (lambda: OSError(a=1), lambda: KeyError(a=1), lambda: ImportError(x=1), lambda: UnicodeDecodeError(1), lambda: BaseException.__new__(int)):
    try:
        bad()
    except TypeError as err:
        print(err)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as err:
    print(err)
try:
    try:
        raise ValueError
    except (KeyError, "x"):
        pass
except TypeError as err:
    print(err)
class Dyn(Exception): pass
def pick():
    print("picked", end=" ")
    return Dyn
try:
    raise Dyn("dynamic")
except pick() as e:
    print(e)
x = Exception("a")
x.args = (1, 2)
print(x, x.with_traceback(None) is x, x.__traceback__, x.__dict__)
