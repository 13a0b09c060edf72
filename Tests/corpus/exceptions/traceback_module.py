"""Traceback objects and the traceback module's text."""
import sys, traceback
def a(): b()
def b(): raise ValueError("deep")
try:
    a()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
    print([(f.name, f.lineno, f.line) for f in traceback.extract_tb(e.__traceback__)])
    print(traceback.format_exception_only(e), traceback.format_exception_only(ValueError, ValueError("x")))
    text = traceback.format_exc()
    print([line for line in text.splitlines() if "File" not in line])
def f():
    frame = sys._getframe()
    return frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_lineno
print(f())
try:
    try:
        {}["a"]
    except KeyError as k:
        raise RuntimeError("r") from k
except RuntimeError as e:
    print([l for l in "".join(traceback.format_exception(e)).splitlines() if "File" not in l])
print(traceback.format_exception_only(SyntaxError("bad", ("f", 3, 5, "a b c\n", 3, 8))))
e = ValueError("noted")
e.add_note("a note")
print(traceback.format_exception_only(e))
def g():
    yield 1
    raise KeyError("in gen")
try:
    list(g())
except KeyError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)])
t = traceback.TracebackException.from_exception(ValueError("q"))
print("".join(t.format_exception_only()), t.exc_type_str)
try:
    raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [TypeError("t")])])
except ExceptionGroup as e:
    print("\n".join(l for l in "".join(traceback.format_exception(e)).splitlines() if "File" not in l))
