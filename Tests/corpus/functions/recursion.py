"""Recursion: limits, mutual recursion, RecursionError and recovery."""
import sys
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
print(depth(500))
def forever(n):
    return forever(n + 1)
def even(n):
    return True if n == 0 else odd(n - 1)
def odd(n):
    return False if n == 0 else even(n - 1)
print(even(100), odd(7))
for attempt in range(2):
    try:
        forever(0)
    except RecursionError as e:
        print(type(e).__name__, e)
class R:
    def __repr__(self):
        return repr(self)
    def __getattr__(self, name):
        return getattr(self, name + "x")
    def __eq__(self, other):
        return self == other
    def __len__(self):
        return len(self)
for f in (lambda: repr(R()), lambda: R().a, lambda: R() == R(), lambda: len(R())):
    try:
        f()
    except RecursionError as e:
        print("RecursionError")
old = sys.getrecursionlimit()
sys.setrecursionlimit(150)
try:
    depth(400)
except RecursionError as e:
    print(e)
sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(old)
for v in (0, -5, "a"):
    try:
        sys.setrecursionlimit(v)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as e:
    print("RecursionError")
def catch(n):
    try:
        return catch(n + 1)
    except RecursionError:
        return "caught"
print(catch(0))
while nested:
    nested = nested[0]
