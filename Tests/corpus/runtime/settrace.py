"""sys.settrace and sys.setprofile see calls, lines, returns and exceptions."""
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name in ("traced", "helper", "gen"):
        shown = arg if event == "return" else (arg[0].__name__ if event == "exception" else None)
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, shown))
        return tracer
def helper(x):
    return x + 1
def gen():
    yield 1
    yield 2
def traced(n):
    total = 0
    for i in range(n):
        total += helper(i)
    try:
        [][1]
    except IndexError:
        total += 10
    for v in gen():
        total += v
    return total
sys.settrace(tracer)
r = traced(2)
sys.settrace(None)
print(r)
for e in events:
    print(e)
calls = []
def profiler(frame, event, arg):
    name = arg.__name__ if event.startswith("c_") else frame.f_code.co_name
    if name in ("helper", "len", "traced"):
        calls.append((event, name))
sys.setprofile(profiler)
helper(len("abc"))
sys.setprofile(None)
print(calls, sys.gettrace(), sys.getprofile())
