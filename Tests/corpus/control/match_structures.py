"""match: sequences, mappings, classes, nested patterns, star patterns, what counts as a sequence."""
def seq(v):
    match v:
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"one then {rest}"
        case [first, *_, last] if first == last: return f"same ends {first}"
        case (a, (b, c)): return f"nested {a} {b} {c}"
        case [*start, 0]: return f"ends with zero {start}"
        case [x, y, z]: return f"three {x} {y} {z}"
        case _: return "no"
from collections import deque
for v in ([], [5], (1, 2, 3), [7, 8, 7], (1.5, [2, 3]), [4, 5, 0], [2, 3, 4], "abc", b"abc", {1, 2}, range(3, 6), deque([9]), iter([1]), {}, (4, "xy")):
    print(repr(v) if not hasattr(v, "__next__") else "iterator", seq(v))
def mapping(v):
    match v:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": t, **rest} if rest: return f"{t} with {rest}"
        case {"a": {"b": [x, *_]}}: return f"deep {x}"
        case {1: _, None: y}: return f"keys {y}"
        case {}: return "any mapping"
        case _: return "not mapping"
for v in ({"type": "circle", "r": 1, "z": 0}, {"type": "sq", "s": 2}, {"type": "x"}, {"a": {"b": [1, 2]}}, {1: 0, None: "n"}, {}, [], {"q": 1}):
    print(v, mapping(v))
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class P3(Point):
    z = 3
def cls(v):
    match v:
        case P3(1, z=z): return f"P3 {z}"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on y {y}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(): return "point"
        case int(n) | float(n): return f"number {n}"
        case str(s): return f"str {s}"
        case list([a, b]) | tuple((a, b)): return f"pair {a} {b}"
        case dict(d): return f"dict {d}"
        case bool(): return "never"
        case object(): return "object"
for v in (Point(0, 0), Point(0, 5), Point(2, 2), Point(1, 2), P3(1, 1), 5, 2.5, True, "s", [1, 2], (3, 4), {"k": 1}, None, [1]):
    print(type(v).__name__, cls(v))
class Get:
    __match_args__ = ["x"]
class Bad:
    __match_args__ = (5,)
class Missing:
    __match_args__ = ("nope",)
for kind, count in ((Get, 1), (Bad, 1), (Missing, 1), (Point, 3), (int, 2), (5, 0), (object, 1)):
    try:
        subject = kind() if isinstance(kind, type) and kind is not Point else Point(1, 2)
        if count == 3:
            match subject:
                case kind(a, b, c): pass
        elif count == 2:
            match subject:
                case kind(a, b): pass
        elif count == 0:
            match subject:
                case kind(): pass
        else:
            match subject:
                case kind(a): print("matched")
                case _: print("no match", kind.__name__)
    except TypeError as e:
        print(e)
