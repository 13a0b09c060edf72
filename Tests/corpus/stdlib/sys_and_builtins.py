"""sys facts that don't depend on the machine, and lesser-known built-ins."""
import sys
print(sys.version_info[:2], sys.version_info.major, sys.maxsize, sys.byteorder, sys.getrecursionlimit(), sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, sys.int_info.default_max_str_digits, sys.hash_info.modulus, sys.getdefaultencoding(), len(sys.argv), "sys" in sys.modules, type(sys.stdin).__name__, sys.flags.optimize)
print(vars(type("A", (), {"x": 1}))["x"], callable(print), id(5) == id(5), ascii("é"), bin(5), eval("1+1"), exec("z = 3"), z, isinstance(3, (str, int)), pow(2, 3, 5), repr(...), sum([[1]], [2]), divmod(-7, 2), abs(-1.5), hash("") == 0, round(1.005, 2), chr(8364), ord("€"), sorted("ba"), __name__, __doc__, __debug__)
print(compile("1 + 1", "f", "eval").co_filename, eval(compile("x * 2", "f", "eval"), {"x": 4}), type(compile("a = 1", "f", "exec")).__name__, dir(type("Q", (), {"q": 1})())[-1], getattr([], "nope", None), format(3.14159, ".2f"), input.__name__, print.__module__, len.__doc__.splitlines()[0], len.__text_signature__, abs.__self__.__name__, max.__qualname__, [].append.__self__, str.join.__objclass__.__name__)
print(globals()["z"], "z" in dir(), type(NotImplemented), NotImplemented is NotImplemented, Ellipsis, ... is Ellipsis, type(...).__name__, __builtins__.__name__ if hasattr(__builtins__, "__name__") else "dict", __import__("math").pi, __import__("os.path").__name__, sys.intern("abc") is sys.intern("abc"))
class M:
    def __missing__(self, k): return k
try:
    eval("undefined_q", {}, M())
except (TypeError, NameError) as e:
    print(type(e).__name__, e)
class NS(dict):
    def __missing__(self, k): return "missing " + k
print(eval("a + b", {}, NS(b="!")))
for f in (lambda: int("9" * 5000), lambda: str(10**5000), lambda: sys.setrecursionlimit("x"), lambda: sys.getsizeof(), lambda: sys.exit.__call__(1, 2), lambda: sys.intern(5), lambda: eval("1", 5), lambda: exec(5), lambda: compile("1", "f", "exec", 1 << 30), lambda: __import__(5), lambda: __import__(""), lambda: vars(5), lambda: dir(1, 2), lambda: breakpoint.x):
    try:
        f()
        print("ok")
    except BaseException as e:
        print(type(e).__name__, e)
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))
