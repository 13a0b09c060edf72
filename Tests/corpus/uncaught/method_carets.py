"""Carets over several kinds of expressions: the last is uncaught."""
class Vec:
    def __init__(self, x):
        self.x = x
    def __add__(self, other):
        return Vec(self.x + other.x)
    def scale(self, k):
        return Vec(self.x * k).finish(lambda v: v.nothing.more)
    def finish(self, f):
        return f(self)
v = Vec(1)
(v + Vec(2)).scale(
    3
)
