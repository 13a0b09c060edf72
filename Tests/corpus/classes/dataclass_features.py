"""dataclasses: fields, defaults, ordering, frozen, post-init, inheritance, slots, replace, match args, errors."""
from dataclasses import FrozenInstanceError, InitVar, KW_ONLY, asdict, astuple, dataclass, field, fields, is_dataclass, replace
@dataclass
class P:
    x: int
    y: float = 2.0
    tags: list = field(default_factory=list, repr=False)
    hidden: int = field(default=0, compare=False)
p = P(1)
print(p, P(1, 2.0) == p, P(1, hidden=5) == p, P(2) != p, [f.name for f in fields(P)], asdict(p), astuple(p), is_dataclass(P), P.__match_args__, replace(p, x=9))
@dataclass(order=True, frozen=True)
class O:
    a: int
    b: str = "z"
print(O(1) < O(2), O(1, "a") < O(1, "b"), sorted([O(3), O(1)]), hash(O(1)) == hash(O(1)), {O(1): "v"}[O(1)])
try:
    O(1).a = 5
except FrozenInstanceError as e:
    print(type(e).__name__, e)
@dataclass
class Q(P):
    z: int = 3
    scale: InitVar[int] = 1
    _: KW_ONLY
    k: str = "kw"
    total: float = field(init=False)
    def __post_init__(self, scale): self.total = (self.x + self.y) * scale
q = Q(1, z=5, scale=10, k="named")
print(q, q.total)
@dataclass(slots=True, eq=False)
class S:
    v: int = 0
s = S()
print(S.__slots__, s == S(), hasattr(s, "__dict__"), repr(s))
@dataclass(kw_only=True, repr=False)
class K:
    a: int
    b: int = 1
match O(1, "q"):
    case O(a, b):
        print("matched", a, b)
for f in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: K(1), lambda: O(1) < 5, lambda: hash(p), lambda: replace(p, nope=1), lambda: asdict(5), lambda: dataclass(type("B", (), {"__annotations__": {"x": list}, "x": []}))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
