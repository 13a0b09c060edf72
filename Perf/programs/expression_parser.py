"""Parses arithmetic to trees by precedence climbing, simplifies, differentiates and evaluates them."""
from _bench import run


class Num:
    def __init__(self, value):
        self.value = value

    def eval(self, env):
        return self.value

    def diff(self, name):
        return Num(0)

    def simplify(self):
        return self

    def __str__(self):
        return str(self.value)


class Var:
    def __init__(self, name):
        self.name = name

    def eval(self, env):
        return env[self.name]

    def diff(self, name):
        return Num(1 if name == self.name else 0)

    def simplify(self):
        return self

    def __str__(self):
        return self.name


class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def simplify(self):
        left = self.left.simplify()
        right = self.right.simplify()
        if type(left) is Num and type(right) is Num:
            return Num(type(self)(left, right).eval(None))
        return self.reduce(left, right)

    def __str__(self):
        return "(%s %s %s)" % (self.left, self.sign, self.right)


class Add(Pair):
    sign = "+"

    def eval(self, env):
        return self.left.eval(env) + self.right.eval(env)

    def diff(self, name):
        return Add(self.left.diff(name), self.right.diff(name))

    def reduce(self, left, right):
        if type(left) is Num and left.value == 0:
            return right
        if type(right) is Num and right.value == 0:
            return left
        return Add(left, right)


class Sub(Pair):
    sign = "-"

    def eval(self, env):
        return self.left.eval(env) - self.right.eval(env)

    def diff(self, name):
        return Sub(self.left.diff(name), self.right.diff(name))

    def reduce(self, left, right):
        if type(right) is Num and right.value == 0:
            return left
        return Sub(left, right)


class Mul(Pair):
    sign = "*"

    def eval(self, env):
        return self.left.eval(env) * self.right.eval(env)

    def diff(self, name):
        return Add(Mul(self.left.diff(name), self.right), Mul(self.left, self.right.diff(name)))

    def reduce(self, left, right):
        for a, b in ((left, right), (right, left)):
            if type(a) is Num:
                if a.value == 0:
                    return a
                if a.value == 1:
                    return b
        return Mul(left, right)


BINARY = {"+": (1, Add), "-": (1, Sub), "*": (2, Mul)}


class Parser:
    def __init__(self, text):
        self.tokens = text.replace("(", " ( ").replace(")", " ) ").split()
        self.at = 0

    def next(self):
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        self.at += 1
        return token

    def expression(self, least=1):
        left = self.atom()
        while self.at < len(self.tokens):
            entry = BINARY.get(self.tokens[self.at])
            if entry is None or entry[0] < least:
                break
            self.at += 1
            left = entry[1](left, self.expression(entry[0] + 1))
        return left

    def atom(self):
        token = self.next()
        if token == "(":
            inner = self.expression()
            if self.next() != ")":
                raise SyntaxError("expected )")
            return inner
        if token.isdigit():
            return Num(int(token))
        return Var(token)


SOURCES = [
    "x * x * x - 3 * x * y + ( 2 + 4 ) * y - 7",
    "( x + y ) * ( x - y ) * ( x + 2 * ( y - 1 ) ) + 0 * z",
    "1 * x + z * ( 10 - 4 - 5 ) * ( z + z * z )",
]


def main(n):
    checksum = 0
    length = 0
    for i in range(n):
        source = SOURCES[i % 3]
        tree = Parser(source).expression().simplify()
        slope = tree.diff("x").simplify()
        twice = slope.diff("y").simplify()
        for x in range(4):
            env = {"x": x + i % 5, "y": 3 - x, "z": i % 7}
            checksum = (checksum * 3 + tree.eval(env) + slope.eval(env) + twice.eval(env)) % 1000003
        length += len(str(slope))
    return "%d %d %s" % (checksum, length, twice)


DEFAULT = 12000
EXPECTED = {
    10: "222179 352 -3",
    12000: "655195 420000 0",
    32000: "81220 1120034 ((((x - y) + (x + y)) * 2) + ((x - y) + ((x + y) * -1)))",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
