"""What a piece of a generated program may name.

Every variable has a kind, which is the type it has but for the moments when a program breaks its own rules: int, float,
num (int or float), bool, str, ints (list of int), floats (list of float), mixed (list of anything), si (dict from str to
int), ii (dict from int to int), set (of int), pair (tuple of two ints), fn (function from an int to an int), or the name
of a class of the program.
"""

SIMPLE = ("int", "float", "num", "bool", "str")
LISTS = ("ints", "floats", "mixed")
KINDS = SIMPLE + LISTS + ("si", "ii", "set", "pair", "fn")


class Function:
    """A function of the program: name, kinds of parameters, kind of the result, and about how many statements a call runs."""

    def __init__(self, name, params, result, cost):
        self.name, self.params, self.result, self.cost = name, params, result, cost


class Class:
    """A class of the program: its attributes' kinds, and its methods as functions without self."""

    def __init__(self, name, attributes, slots):
        self.name, self.attributes, self.slots = name, attributes, slots
        self.methods = []
        self.operators = set()


class Scope:
    """The variables at one place. Assigning in an inner block adds to the whole function: they may be unbound at run time."""

    def __init__(self, function, weight=1):
        self.function = function    # False at module level
        self.variables = {}         # name: kind
        self.counters = []          # loop variables that count in range(), innermost last
        self.frozen = set()         # names that must not grow: what a loop runs over
        self.weight = weight        # how often the statement being made runs, at most
        self.loops = 0              # loops around it in this function
        self.cost = 0
        self.globals = []           # names declared global, with their kinds
        self.result = None          # kind of the value to return
        self.generator = False
        self.self_class = None
        self.asynchronous = False

    def of(self, kind):
        return [n for n, k in self.variables.items() if k == kind]
