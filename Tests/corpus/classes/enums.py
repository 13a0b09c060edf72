"""enum: members, values, flags, aliases, iteration, errors."""
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return f"{self.name}={self.value}"
print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], list(Color), Color.CRIMSON is Color.RED, Color.RED.describe(), len(Color), Color.RED in Color, list(Color.__members__))
print(Color.RED == 1, Color.RED != Color.GREEN, {Color.RED: "r"}[Color(1)], Color.RED.name, isinstance(Color.RED, Color), hash(Color.RED) == hash(Color.RED))
class N(IntEnum):
    ONE = 1
    TWO = auto()
print(N.TWO, N.TWO + 1, N.ONE < N.TWO, N.ONE == 1, [10, 20][N.ONE], f"{N.TWO}", repr(N.ONE), sorted([N.TWO, N.ONE]))
class S(StrEnum):
    A = auto()
    B = "bee"
print(S.A, S.B.upper(), S.A == "a", f"{S.B}")
class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(F.R | F.X, F.RW, F.RW & F.W, ~F.R, F.R in F.RW, bool(F.R & F.W), list(F.RW), F(5), repr(F(0)), F.X.value)
class IF(IntFlag):
    A = 1
    B = 2
print(IF.A | IF.B, IF.A | 8, (IF.A | IF.B) == 3, repr(IF(3)))
for f in (lambda: Color(9), lambda: Color["NO"], lambda: setattr(Color, "RED", 5), lambda: Color.NOPE, lambda: Color.RED < Color.GREEN, lambda: type("C2", (Color,), {}), lambda: F(99)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.CAT.value)
try:
    @unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
