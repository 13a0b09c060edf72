"""match: literals, or-patterns, captures, wildcard, guards, values."""
import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class K:
    X = 10
def f(v):
    match v:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case 3.5: return "float"
        case 1 + 2j: return "complex"
        case "hi" | "hello" as w: return "greet " + w
        case b"b": return "bytes"
        case None: return "none"
        case True: return "true"
        case Color.RED: return "red"
        case K.X: return "K.X"
        case str() as s if len(s) > 5: return "long " + s
        case x if isinstance(x, list): return f"list {x}"
        case _: return "other"
for v in (0, 1, 2.0, 3, -1, 3.5, 1 + 2j, "hi", "hello", "longer text", "abc", b"b", None, True, False, Color.RED, Color.BLUE, 10, [1], (), 0.0):
    print(repr(v), f(v))
match 5:
    case captured: print(captured)
print(captured)
match (1, 2):
    case a, b if a > b: print("gt")
    case a, b: print("else", a, b)
def order(x):
    print("subject", end=" ")
    return x
match order(3):
    case 1: pass
    case 2: pass
    case n if print("guard", end=" "): pass
    case n if n == 3: print("three")
match = {"match": 1}
case = "case"
print(match, case, match["match"])
match match:
    case {"match": v}: print("soft", v)
_ = "kept"
match 7:
    case _: print(_)
for source in ("match 1:\n case x: pass\n case 2: pass", "match 1:\n case x | 2: pass", "match 1:\n case a | b: pass", "match 1:\n case (a, a): pass", "match 1:\n case f'x': pass", "match 1:\n case {**_}: pass", "match 1:\n case 1 + 2: pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case A(x=1, x=2): pass", "match 1:\n case x as _: pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n pass"):
    try:
        exec(source)
        print("ok")
    except (SyntaxError, NameError) as e:
        print(e.msg if isinstance(e, SyntaxError) else e)
