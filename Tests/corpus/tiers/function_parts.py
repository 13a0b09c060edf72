# Where functions keep what they have: few and many variables from outside, modules and builtins that are or aren't their code's, attributes.
import types


def make(a, b, c, d, e, g, h):
    def one():
        return a

    def five():
        return (a, b, c, d, e)

    def six(x=1):
        return (a, b, c, d, e, g, x)

    def seven():
        nonlocal a
        a += 1
        return (a, b, c, d, e, g, h)

    return one, five, six, seven


def run(n):
    for i in range(n):
        functions = make(i, i + 1000, i * 1.5, "x", [i], None, (i,))
        results = [f() for f in functions]
    return results, functions


results, functions = run(3000)
print(results, [f() for f in functions])
for f in functions:
    print(f.__name__, f.__module__, f.__qualname__, [c.cell_contents for c in f.__closure__], f.__builtins__ is __builtins__.__dict__)
    f.attribute = 3
    print(f.__dict__, f.attribute)

one, six = functions[0], functions[2]
one.__module__ = "other"
print(one.__module__, make(1, 2, 3, 4, 5, 6, 7)[0].__module__)
one.__module__ = None
print(one.__module__)
del one.__module__
print(one.__module__)

made = types.FunctionType(six.__code__, {"__name__": "elsewhere"}, "name", (5,), six.__closure__)
print(made(), made.__module__, made.__builtins__ is __builtins__.__dict__, made.__closure__ is six.__closure__)
made = types.FunctionType(run.__code__, {"__builtins__": {"range": lambda n: [1, 2], "len": len}, "make": make})
print(made.__module__, sorted(made.__builtins__), made(3)[0][0])

exec("def q(): return 1\nprint(q.__module__)", {"__name__": "first"})
exec("def q(): return 1\nprint(q.__module__)", {})
code = compile("def q(): return __name__\nmade.append(q)", "source", "exec")
made = []
for name in "a", "b", "a":
    exec(code, {"__name__": name, "made": made})
print([f.__module__ for f in made], [f() for f in made])
made[0].__code__ = run.__code__
print(made[0].__module__, made[0].__name__)
made[1].__code__ = (lambda: 4).__code__
print(made[1].__module__, made[1]())
try:
    six.__code__ = run.__code__
except ValueError as e:
    print(e)
