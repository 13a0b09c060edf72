"""add_note, ExceptionGroup, except*, split and subgroup, derive."""
e = ValueError("v")
e.add_note("note 1"); e.add_note("note 2")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as err:
    print(err)
g = ExceptionGroup("group", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
print(repr(g), str(g), g.message, g.exceptions[0], len(g.exceptions))
print(g.split(ValueError), g.subgroup(KeyError), g.subgroup(lambda x: isinstance(x, ExceptionGroup) or x.args == (1,)), g.split(OSError))
try:
    raise g
except* ValueError as eg:
    print("values", eg.exceptions)
except* (TypeError, KeyError) as eg:
    print("others", eg)
else:
    print("not reached")
finally:
    print("finally")
try:
    raise ValueError("naked")
except* ValueError as eg:
    print(type(eg).__name__, eg.exceptions)
def unhandled():
    try:
        raise ExceptionGroup("u", [ValueError(1), OSError("o")])
    except* ValueError:
        raise KeyError("from handler")
try:
    unhandled()
except ExceptionGroup as eg:
    print(repr(eg), [type(x).__name__ for x in eg.exceptions])
try:
    try:
        raise ExceptionGroup("r", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
except ExceptionGroup as eg:
    print(repr(eg))
try:
    pass
except* ValueError:
    print("no")
else:
    print("else")
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup("derived", excs)
print(repr(MyGroup("m", [ValueError(1), KeyError(2)]).subgroup(KeyError)), type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for f in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [5]), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup("x", 5), lambda: ExceptionGroup("x", [KeyboardInterrupt()]), lambda: ExceptionGroup("x")):
    try:
        print(f())
    except Exception as err:
        print(type(err).__name__, err)
for source in ("try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "try:\n raise ValueError\nexcept* ExceptionGroup: pass", "for i in [1]:\n try: pass\n except* ValueError: break"):
    try:
        exec(source)
        print("ok")
    except (SyntaxError, TypeError) as err:
        print(type(err).__name__, err.msg if isinstance(err, SyntaxError) else err)
