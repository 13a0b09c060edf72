"""Helpers for statements that are more than a line: blocks and bounded loops, as context managers."""
from contextlib import contextmanager

from scope import Scope


class Blocks:
    """Needs rng, scope, emit and times from the program that it is part of."""

    @contextmanager
    def under(self, header):
        """What is emitted within is indented below the header. What it is first to assign is forgotten after it."""
        self.emit(header)
        known = dict(self.scope.variables)
        self.indent += 1
        yield
        self.indent -= 1
        self.scope.variables = {n: k for n, k in self.scope.variables.items() if n in known}

    @contextmanager
    def counting(self, least=3, name=None):
        """A loop over a range; gives the loop variable."""
        scope, n, i = self.scope, max(self.times(), least), name or self.fresh("i")
        saved = self.enter_loop(n)
        with self.under("for %s in range(%d):" % (i, n)):
            scope.variables[i] = "int"
            scope.counters.append(i)
            scope.frozen.add(i)
            yield i
        self.leave_loop(saved)

    @contextmanager
    def helper(self, header, names):
        """The body of a nested function that sees its own variables only: a dict from name to kind."""
        outer, self.scope = self.scope, Scope(True, self.scope.weight)
        self.scope.variables.update(names)
        self.emit(header)
        self.indent += 1
        yield
        self.indent -= 1
        outer.cost += self.scope.cost
        self.scope = outer

    def emit_all(self, *lines):
        for line in lines:
            self.emit(line)

    def emit_seldom(self, line):
        """Emits what prints, unless it would be run so often that the output grows long."""
        self.emit(line if self.scope.weight <= 60 else "pass")

    def some(self, count=2):
        """A few statements of any sort."""
        for _ in range(self.rng.between(0, count)):
            self.statement()

    def may_loop(self, repeats=1):
        """Whether there is room for a loop here whose body runs about that many statements."""
        return self.scope.loops < 2 and self.scope.weight * 20 * repeats < self.budget

    def number(self, default="i0"):
        """An int variable that may be assigned to, made where there is none."""
        names = [n for n in self.scope.of("int") if n not in self.scope.frozen and n not in self.globals]
        if names and self.rng.chance(80):
            return self.rng.pick(names)
        name = self.fresh("i")
        self.emit("%s = %s" % (name, self.integer()))
        self.scope.variables[name] = "int"
        return name
