"""Exceptions with odd str and no message; qualified names of nested and module classes."""
class Outer:
    class Problem(Exception):
        def __str__(self):
            return ""
def f():
    raise Outer.Problem("ignored")
f()
