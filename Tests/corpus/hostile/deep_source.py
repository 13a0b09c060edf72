"""Sources that nest or go on very long: a SyntaxError, a MemoryError or a RecursionError of the compiler, never a crash."""
import ast
import warnings

warnings.simplefilter("ignore")


def attempt(name, source, mode="eval"):
    try:
        code = compile(source, "<deep>", mode)
        if mode == "eval":
            r = eval(code, {"x": 1, "f": lambda *a, **k: 0})
            r = r if isinstance(r, (int, bool)) and -10**9 < r < 10**9 else type(r).__name__
        else:
            r = "compiled"
        print(name, r)
    except (SyntaxError, MemoryError, RecursionError, TypeError) as e:
        message = e.msg if isinstance(e, SyntaxError) else str(e)
        print(name, type(e).__name__, message[:70])


N = 100_000
for open_, close in ("()", "[]", "{}"):
    attempt(f"{N} {open_}", open_ * N)
    attempt(f"{N} {open_}{close}", open_ * N + close * N)
    attempt(f"99 {open_}{close}", open_ * 99 + close * 99 if open_ != "{" else "{1:" * 99 + "1" + "}" * 99)
    attempt(f"201 {open_}{close}", open_ * 201 + close * 201)
attempt("lambdas", "lambda:" * 100_000 + "0")
attempt("nots", "not " * 100_000 + "x")
attempt("minuses", "-" * 100_000 + "x")
attempt("calls", "f" + "()" * 100_000)
attempt("attributes", "x" + ".real" * 100_000)
attempt("items", "x" + "[0]" * 100_000)
attempt("powers", "x" + "**x" * 100_000)
attempt("ifs", "x if x else " * 100_000 + "x")
attempt("f-strings", "f'{" * 200 + "x" + "}'" * 200)
attempt("nested if", "".join(" " * i + "if x:\n" for i in range(150)) + " " * 150 + "pass\n", "exec")
attempt("nested while", "".join(" " * i + "while x:\n" for i in range(30)) + " " * 30 + "pass\n", "exec")
attempt("elifs", "if x: pass\n" + "elif x: pass\n" * 20_000, "exec")
attempt("long list", "[" + "x," * 300_000 + "]")
attempt("long string", "'" + "a" * 3_000_000 + "'")
attempt("long name", "n" * 1_000_000 + " = 1", "exec")
attempt("long int", "1" * 4301)
attempt("long comment", "#" * 3_000_000 + "\n1", "exec")
attempt("many lines", "x = 1\n" * 50_000, "exec")
attempt("many arguments", "f(" + "x," * 10_000 + ")")
attempt("many names", "\n".join(f"v{i} = {i}" for i in range(20_000)), "exec")
attempt("parentheses never closed", "(" * 50 + "\n" * 1000)
attempt("backslashes", "x \\\n" * 10_000 + "\n", "exec")
for source in ("(" * 100_000, "-" * 100_000 + "1", "[" * 150 + "]" * 150):
    try:
        print(type(ast.literal_eval(source)).__name__)
    except (SyntaxError, MemoryError, RecursionError, ValueError) as e:
        print(type(e).__name__, str(e)[:50])
