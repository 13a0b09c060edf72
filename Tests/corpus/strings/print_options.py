"""print: sep, end, file, flush, and its errors."""
import sys
print()
print(1, 2, 3, sep="-", end="!\n")
print("a", "b", sep="", end="")
print()
print(*[1, 2], *"ab", sep=", ")
print("x", sep=None, end=None)
print("to stdout", file=sys.stdout, flush=True)
print(1, "a", None, [1], sep="\n")
class Writer:
    def __init__(self):
        self.parts = []
    def write(self, text):
        self.parts.append(text)
w = Writer()
print("a", 1, file=w)
print(end="z", file=w)
print(w.parts)
for f in (lambda: print(1, sep=2), lambda: print(1, end=[]), lambda: print(1, nope=1), lambda: print(1, file=5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
class Broken:
    def __str__(self):
        raise ValueError("no str")
try:
    print("before", Broken(), "after")
except ValueError as e:
    print("|", e)
print("wide: é 日 😀", "tab\there")
sys.stdout.write("direct\n")
print(sys.stdout.write("xy\n"))
