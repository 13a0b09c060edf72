"""A hierarchy of one-way dataflow constraints, planned and propagated incrementally."""
from _bench import run

REQUIRED, STRONG, MEDIUM, WEAK, WEAKEST = range(5)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True

    def __repr__(self):
        return "<%s=%s>" % (self.name, self.value)


class Constraint:
    def __init__(self, planner, strength):
        self.planner = planner
        self.strength = strength

    def install(self):
        for v in self.variables():
            v.constraints.append(self)
        self.planner.add(self)

    def uninstall(self):
        if self.output() is not None and self.satisfied():
            self.planner.remove(self)
        for v in self.variables():
            v.constraints.remove(self)

    def is_input(self):
        return False

    def inputs_known(self, mark):
        for v in self.inputs():
            if not (v.mark == mark or v.stays or v.determined_by is None):
                return False
        return True

    def satisfy(self, mark):
        self.choose(mark)
        if not self.satisfied():
            if self.strength == REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output()
        beaten = out.determined_by
        if beaten is not None:
            beaten.forget()
        out.determined_by = self
        if not self.planner.propagate(self, mark):
            raise ValueError("cycle")
        out.mark = mark
        return beaten


class Unary(Constraint):
    def __init__(self, planner, variable, strength):
        super().__init__(planner, strength)
        self.variable = variable
        self.active = False
        self.install()

    def variables(self):
        return (self.variable,)

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def satisfied(self):
        return self.active

    def forget(self):
        self.active = False

    def choose(self, mark):
        self.active = self.variable.mark != mark and self.strength < self.variable.strength

    def recalculate(self):
        self.variable.strength = self.strength
        self.variable.stays = not self.is_input()
        if self.variable.stays:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, planner, left, right, strength):
        super().__init__(planner, strength)
        self.left = left
        self.right = right
        self.direction = 0
        self.attach()
        self.install()

    def attach(self):
        pass

    def variables(self):
        return (self.left, self.right)

    def output(self):
        return self.right if self.direction > 0 else self.left

    def input(self):
        return self.left if self.direction > 0 else self.right

    def inputs(self):
        return (self.input(),)

    def satisfied(self):
        return self.direction != 0

    def forget(self):
        self.direction = 0

    def choose(self, mark):
        left = self.left
        right = self.right
        if left.mark == mark:
            self.direction = 1 if right.mark != mark and self.strength < right.strength else 0
        elif right.mark == mark:
            self.direction = -1 if self.strength < left.strength else 0
        elif left.strength > right.strength:
            self.direction = -1 if self.strength < left.strength else 0
        else:
            self.direction = 1 if self.strength < right.strength else 0

    def recalculate(self):
        source = self.input()
        out = self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays
        if out.stays:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    """right == left * factor + offset."""

    def __init__(self, planner, left, factor, offset, right, strength):
        self.factor = factor
        self.offset = offset
        super().__init__(planner, left, right, strength)

    def attach(self):
        self.factor.constraints.append(self)
        self.offset.constraints.append(self)

    def inputs(self):
        return (self.input(), self.factor, self.offset)

    def execute(self):
        if self.direction > 0:
            self.right.value = self.left.value * self.factor.value + self.offset.value
        else:
            self.left.value = (self.right.value - self.offset.value) // self.factor.value


class Planner:
    def __init__(self):
        self.mark = 0

    def next_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.next_mark()
        beaten = constraint.satisfy(mark)
        while beaten is not None:
            beaten = beaten.satisfy(mark)

    def remove(self, constraint):
        out = constraint.output()
        constraint.forget()
        out.determined_by = None
        out.strength = WEAKEST
        out.stays = True
        unsatisfied = []
        pending = [out]
        while pending:
            v = pending.pop()
            for c in v.constraints:
                if not c.satisfied():
                    unsatisfied.append(c)
                elif v.determined_by is not c:
                    c.recalculate()
                    pending.append(c.output())
        for strength in range(REQUIRED, WEAKEST):
            for c in unsatisfied:
                if c.strength == strength:
                    self.add(c)

    def propagate(self, constraint, mark):
        pending = [constraint]
        while pending:
            c = pending.pop()
            if c.output().mark == mark:
                return False
            c.recalculate()
            out = c.output()
            for other in out.constraints:
                if other is not out.determined_by and other.satisfied():
                    pending.append(other)
        return True

    def plan(self, edits):
        mark = self.next_mark()
        steps = []
        pending = [c for c in edits if c.is_input() and c.satisfied()]
        while pending:
            c = pending.pop()
            out = c.output()
            if out.mark != mark and c.inputs_known(mark):
                steps.append(c)
                out.mark = mark
                for other in out.constraints:
                    if other is not out.determined_by and other.satisfied():
                        pending.append(other)
        return steps


def change(planner, variable, values):
    edit = Edit(planner, variable, STRONG)
    steps = planner.plan([edit])
    for value in values:
        variable.value = value
        for c in steps:
            c.execute()
    edit.uninstall()


def chain(n):
    planner = Planner()
    variables = [Variable("v%d" % i, 0) for i in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(planner, a, b, REQUIRED)
    Stay(planner, variables[-1], MEDIUM)
    change(planner, variables[0], range(60))
    return variables[-1].value


def projection(n):
    planner = Planner()
    factor = Variable("factor", 10)
    offset = Variable("offset", 1000)
    sources = []
    targets = []
    for i in range(n):
        source = Variable("s%d" % i, i)
        target = Variable("t%d" % i, i)
        Stay(planner, source, WEAK)
        Scale(planner, source, factor, offset, target, REQUIRED)
        sources.append(source)
        targets.append(target)
    change(planner, sources[0], [17])
    first = targets[0].value
    change(planner, targets[0], [1050])
    second = sources[0].value
    change(planner, factor, [5])
    middle = sum([t.value for t in targets])
    change(planner, offset, [2000])
    return first, second, middle, sum([t.value for t in targets])


def main(n):
    return "%d %s" % (chain(n), projection(n))


DEFAULT = 30000
EXPECTED = {
    50: "59 (1170, 17, 56175, 105175)",
    30000: "59 (1170, 17, 2279925050, 2309924050)",
    55000: "59 (1170, 17, 7617362550, 7672361550)",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
