"""str.format: fields, attributes, items, conversions, nested specs, and __format__."""
class P:
    def __init__(self):
        self.x = [10, {"k": "v"}]
    def __format__(self, spec):
        return f"P<{spec}>"
    def __repr__(self):
        return "P()"
p = P()
print("{} {}".format(1, "a"), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0} {a}".format(1, a=2), "{{}} {{{}}}".format(1))
print("{0.x}".format(p), "{0.x[0]}".format(p), "{0.x[1][k]}".format(p), "{a[0]}".format(a=[5]), "{[1]}".format("xy"), "{p:abc}".format(p=p))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{!r:>8}".format("a"), "{:{w}.{p}}".format(3.14159, w=10, p=3), "{:{}}".format(1, 5), "{0:{1}}".format("a", "*^5"))
print("{:>5}|{:<5}|{:^5}|{:*^6}".format("a", "b", "c", "d"), "{:.2}|{:5.1}|".format("abc", "abc"), "{:5}|{:<5}|".format(1, 1), "{:5}|".format(True), "{:s}".format("x"))
print(format(p, ""), f"{p:x}", f"{p!r:>6}", f"{p!s:<5}|")
print("{a.real}".format(a=3 + 4j), "{0[a]} {0[b c]}".format({"a": 1, "b c": 2}), "{:,}".format(1234567), "{:%}".format(0.25))
print("{x} {y}".format_map({"x": 1, "y": 2}), "{0:{a}}{1:{a}}|".format(1, 2, a=3))
class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"
print("{x} {z}".format_map(Default(x=1)), "{:}".format(5), "{0!r}".format([1, "a"]))
class NoSpec:
    pass
for f in (lambda: format(NoSpec(), "5"), lambda: format([], "d"), lambda: "{:d}".format(None), lambda: "{0:5".format(1), lambda: "{a".format(a=1), lambda: "{0!}".format(1),
          lambda: "{0!rr}".format(1), lambda: "{0[}".format([1]), lambda: "{a.}".format(a=1), lambda: "{2}".format(1, 2), lambda: "{0[9]}".format([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
