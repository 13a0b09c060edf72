"""Operators of classes that go through themselves deeper than a recording follows: what a call of theirs gives is used as the instruction says."""


class Tree:
    def __init__(self, value, kid=None):
        self.value = value
        self.kid = kid
        self.left = 3

    def __gt__(self, other):
        if not isinstance(other, Tree):
            return NotImplemented
        if self.kid is None:
            return self.value > other.value
        if self.kid > other.kid:
            return True
        return False

    def __eq__(self, other):
        if self.kid is None:
            return self.value
        return not self.kid == other.kid

    def __add__(self, other):
        if not isinstance(other, Tree):
            return NotImplemented
        if self.kid is None:
            return Tree(self.value + other.value)
        return Tree(self.value, self.kid + other.kid)

    def __radd__(self, number):
        if self.kid is None:
            return number + self.value
        return number + self.kid

    def __contains__(self, value):
        if self.kid is None:
            return self.value % 3 if value else 0
        return value in self.kid

    def __setitem__(self, key, value):
        if self.kid is None:
            self.value = value + key
        else:
            self.kid[key] = value

    def __getitem__(self, key):
        return self.value + key if self.kid is None else self.kid[key]

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            self.left = 3
            raise StopIteration
        self.left -= 1
        if self.kid is None:
            return self.left
        total = 0
        for k in self.kid:
            total += k
        return total


class Left:
    """Knows nothing: the right operand is asked."""

    def __gt__(self, other):
        return NotImplemented

    def __add__(self, other):
        return NotImplemented


class Right:
    def __lt__(self, other):
        return "lt"

    def __radd__(self, other):
        return "radd"


def deep(n, value):
    t = Tree(value)
    for k in range(n):
        t = Tree(k, t)
    return t


def asked(depth, left, right):
    if depth:
        return asked(depth - 1, left, right)
    r = left + right
    if left > right:
        return r
    return None


def refused(left, right):
    try:
        return left > right
    except TypeError as e:
        return str(e)


for depth in (0, 1, 3, 9, 30):
    found = []
    for k in range(60):
        a, b = deep(depth, k % 7), deep(depth, k % 5)
        if a > b:
            found.append("gt")
        if a == b:
            found.append("eq")
        c = a + b
        found.append(c[k])
        found.append(1 + c)
        found.append(k % 2 in a)
        found.append(k % 2 not in a)
        a[k] = b[1]
        found.append(a[0])
        found.append([x for x in b] if depth < 9 else next(b) if depth < 10 else 0)
        found.append(asked(depth, Left(), Right()))
        found.append(refused(a, k) if k % 9 == 0 else None)
    print(depth, found[:24], hash(repr(found)) != 0, sum(map(len, map(repr, found))))
