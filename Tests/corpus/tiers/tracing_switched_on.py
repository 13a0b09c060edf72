# Tracing and profiling that begin in a loop that is compiled.
import sys

events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def inner(k):
    x = k
    if k == 25:
        sys.settrace(tracer)
    x += 1
    return x


def outer(n):
    total = 0
    for k in range(n):
        total += inner(k)
    return total


print(outer(28))
sys.settrace(None)
print(events)
events.clear()


def profiler(frame, event, arg):
    events.append((event, frame.f_code.co_name, getattr(arg, "__name__", None)))


def measured(k):
    if k == 25:
        sys.setprofile(profiler)
    return len([k])


def measures(n):
    total = 0
    for k in range(n):
        total += measured(k)
    return total


print(measures(28))
sys.setprofile(None)
print(events)
