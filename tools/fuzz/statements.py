"""Statements. Each loop is bounded, and the product of the bounds around a statement stays below the program's budget."""
from awaiting import Awaiting
from blocks import Blocks
from calls import Calls
from collecting import Collecting
from expressions import Expressions, WORDS
from managing import Managing
from objects import Objects
from protocols import Protocols
from raising import Raising
from scope import KINDS, SIMPLE, Function, Scope
from suspending import Suspending
from values import Values
from watching import Watching

ERRORS = ("ValueError", "KeyError", "ZeroDivisionError", "Oops", "TypeError", "IndexError")
ASSIGNED = SIMPLE + ("int", "int", "float", "ints", "ints", "floats", "mixed", "si", "ii", "pair", "set", "fn", "str")


class Statements(Expressions, Blocks, Objects, Raising, Calls, Suspending, Values, Protocols, Collecting, Awaiting, Managing, Watching):
    """Adds lines to self.lines at self.indent."""

    def emit(self, line):
        self.lines.append("    " * self.indent + line)
        self.scope.cost += self.scope.weight

    def fresh(self, prefix):
        self.serial += 1
        return "%s%d" % (prefix, self.serial)

    def block(self, count, prefix=None):
        """An indented block of about count statements. What it is first to assign is forgotten after it, most of the time."""
        known = dict(self.scope.variables)
        self.indent += 1
        if prefix:
            self.emit(prefix)
        for _ in range(count):
            self.statement()
        self.indent -= 1
        if self.rng.chance(96):
            self.scope.variables = {n: k for n, k in self.scope.variables.items() if n in known}

    def size(self, most=3):
        return self.rng.between(1, max(2, most - self.nesting))

    def start_variables(self, kinds):
        """Variables to begin with, so that what follows has something to work on."""
        for kind in kinds:
            name = self.fresh({"int": "i", "float": "f", "num": "n", "bool": "b", "str": "s"}.get(kind, "v"))
            self.emit("%s = %s" % (name, self.instance(kind, 0) if kind in self.classes else self.expr(kind, 0)))
            self.scope.variables[name] = kind

    def statement(self):
        rng, scope = self.rng, self.scope
        if self.room <= 0:
            self.emit(self.assignment())
            return
        self.room -= 1
        table = [(20, self.assign), (22 if scope.loops else 8, self.augment), (8, self.store_item), (6, self.list_change), (7, self.store_attribute), (3, self.show), (3, self.unpack), (4, self.bare_call)]
        if self.nesting < 4:
            table += [(9, self.branch), (6, self.attempt), (2, self.with_block), (2, self.closure), (2, self.match), (2, self.drive_generator), (1, self.local_function)]
            if scope.loops < 3 and scope.weight * 4 < self.budget:
                table += [(28 if scope.loops == 0 else 8, self.for_loop), (8 if scope.loops == 0 else 2, self.while_loop)]
        if self.nesting < 3:
            table += [(weight if scope.loops else weight * 4, make) for weight, make in self.subjects]
        if scope.counters:
            table += [(5, self.mischief), (3, self.jump), (3, self.failure)]
        if scope.generator:
            table += [(8, self.yield_value)]
        self.nesting += 1
        rng.weighted(table)()
        self.nesting -= 1

    # Assignments

    def target(self, kind):
        """A variable to assign to; loop variables are rarely touched."""
        scope = self.scope
        names = [n for n in scope.of(kind) if n not in scope.frozen and n not in ("self",)]
        if names and self.rng.chance(70):
            return self.rng.pick(names)
        name = self.fresh({"int": "i", "float": "f", "num": "n", "bool": "b", "str": "s"}.get(kind, "v"))
        return name

    def assignment(self):
        kind = self.rng.pick(ASSIGNED + tuple(self.classes))
        value = self.expr(kind)
        name = self.target(kind)
        self.scope.variables[name] = kind
        return "%s = %s" % (name, value)

    def assign(self):
        self.emit(self.assignment())

    def augment(self):
        kind = self.rng.pick(("int", "int", "float", "num", "str", "pair"))
        names = [n for n in self.scope.of(kind) if n not in self.scope.frozen]
        if not names:
            return self.assign()
        name = self.rng.pick(names)
        if kind == "str":
            self.emit("%s += %s" % (name, self.expr("str", 1)))
            self.emit("%s = %s[-30:]" % (name, name))
        elif kind == "pair":
            self.emit("%s, %s = %s" % tuple(self.pair_targets() + [self.rng.pick(("%s[::-1]", "%s")) % name]))
        elif kind == "int":
            op = self.rng.pick(("+=", "-=", "+=", "^=", "|=", "&=", "//=", "%=", "*="))
            value = self.grown(name, op, self.expr("int", 1))
            if op in ("//=", "%="):
                value = "(%s or 5)" % value
            self.emit("%s %s %s" % (name, op, value))
            if op == "*=":
                self.emit("%s %%= %s" % (name, self.rng.pick(("1000003", "9223372036854775807", "2**70"))))
        else:
            op = self.rng.pick(("+=", "-=", "*="))
            self.emit("%s %s %s" % (name, op, self.grown(name, op, self.expr(kind, 1))))
            if op == "*=":
                self.emit("if isinstance(%s, int): %s %%= 10**30" % (name, name))
                # How long a str may be isn't the language's.
                self.emit("elif isinstance(%s, (str, list, tuple)): %s = %s[:60]" % (name, name, name))

    def grown(self, name, op, value):
        """What is added to a number: never itself, as the list that it may be for a while would double each time."""
        return "1" if op == "+=" and value == name else value

    def pair_targets(self):
        names = [self.target("int"), self.target("int")]
        for n in names:
            self.scope.variables[n] = "int"
        return names

    def unpack(self):
        rng = self.rng
        ints = [n for n in self.scope.of("int") if n not in self.scope.frozen]
        if len(ints) >= 2 and rng.chance(50):
            a, b = rng.pick(ints), rng.pick(ints)
            self.emit("%s, %s = %s, %s" % (a, b, b, self.expr("int", 1)))
        elif rng.chance(40):
            name, rest = self.target("int"), self.fresh("v")
            self.emit("%s, *%s = %s" % (name, rest, self.expr("ints")))
            self.scope.variables.update({name: "int", rest: "ints"})
        else:
            value = self.expr("pair")
            self.emit("%s, %s = %s" % tuple(self.pair_targets() + [value]))

    def store_item(self):
        rng, scope = self.rng, self.scope
        kind = rng.pick(("ints", "ints", "floats", "mixed", "si", "ii", "si"))
        names = scope.of(kind)
        if not names:
            return self.assign()
        name = rng.pick(names)
        if kind == "si":
            if rng.chance(30):
                self.emit("%s[%s] = %s.get(%s, 0) + 1" % (name, *(lambda k: (k, name, k))(self.expr("str", 0))))
            else:
                self.emit("%s[%s] = %s" % (name, self.expr("str", 0), self.expr("int", 1)))
        elif kind == "ii":
            self.emit("%s[%s %% 16] = %s" % (name, self.expr("int", 0), self.expr("int", 1)))
        else:
            value = self.expr({"ints": "int", "floats": "float", "mixed": rng.pick(("int", "str", "float"))}[kind], 1)
            if rng.chance(4):
                value = self.expr(rng.pick(("str", "float", "bool", "int")), 1)  # the list changes how it stores its elements
            self.emit("if %s: %s[%s %% len(%s)] %s %s" % (name, name, self.expr("int", 0), name, rng.pick(("=", "=", "+=")) if kind != "mixed" else "=", value))

    def list_change(self):
        rng, scope = self.rng, self.scope
        kind = rng.pick(("ints", "ints", "floats", "mixed"))
        names = [n for n in scope.of(kind) if n not in scope.frozen]
        if not names:
            return self.assign()
        name = rng.pick(names)
        value = self.expr({"ints": "int", "floats": "float", "mixed": rng.pick(("int", "str"))}[kind], 1)
        self.emit(rng.weighted([
            (6, "if len(%s) < 40: %s.append(%s)" % (name, name, value)), (3, "if %s: %s.pop()" % (name, name)), (1, "%s.reverse()" % name),
            (1, "if len(%s) < 30: %s.insert(%s %% (len(%s) + 1), %s)" % (name, name, self.expr("int", 0), name, value)), (1, "%s.sort(key=str)" % name),
            (1, "if len(%s) < 20: %s.extend(%s[:5])" % (name, name, self.expr(kind, 0))), (1, "%s[1:3] = [%s]" % (name, value)), (1, "del %s[5:]" % name), (1, "%s.pop(0)" % name)]))

    def store_attribute(self):
        rng, scope = self.rng, self.scope
        instances = [(n, self.classes[k]) for n, k in scope.variables.items() if k in self.classes]
        if not instances:
            if not self.classes:
                return self.assign()
            kind = rng.pick(list(self.classes))
            name = self.fresh("o")
            self.emit("%s = %s" % (name, self.instance(kind, 1)))
            scope.variables[name] = kind
            return
        name, cls = rng.pick(instances)
        if cls.attributes and rng.chance(92):
            attribute, kind = rng.pick(list(cls.attributes.items()))
            if kind in ("int", "float") and rng.chance(45):
                self.emit("%s.%s %s %s" % (name, attribute, rng.pick(("+=", "-=")), self.expr(kind, 1)))
            else:
                self.emit("%s.%s = %s" % (name, attribute, self.expr(kind, 1)))
        else:
            self.emit(rng.pick(("%s.extra = %s" % (name, self.expr("int", 1)), "print(getattr(%s, 'extra', None))" % name, "if hasattr(%s, 'extra'): del %s.extra" % (name, name))))

    # Rare events inside loops

    def moment(self):
        """A condition that holds at one or few iterations."""
        rng, i = self.rng, self.rng.pick(self.scope.counters)
        return rng.weighted([(5, "%s == %d" % (i, rng.between(1, 30))), (2, "%s %% %d == %d" % (i, rng.between(3, 11), rng.below(3))), (1, "%s > %d" % (i, rng.between(3, 25))), (1, self.expr("bool", 1))])

    def mischief(self):
        """Something that compiled code relied on changes in mid-loop."""
        rng, scope = self.rng, self.scope
        self.emit("if %s:" % self.moment())
        self.indent += 1
        names = [n for n in scope.variables if n not in scope.counters and n != "self" and scope.variables[n] != "fn"]
        table = [(5, "retype"), (4, "global"), (4, "method"), (2, "class"), (2, "classattr"), (2, "unbind"), (2, "function"), (1, "builtin"), (2, "delattr")]
        shape = rng.weighted(table)
        objects = [(n, k) for n, k in scope.variables.items() if k in self.classes]
        if shape == "global" and self.globals:
            name, kind = rng.pick(list(self.globals.items()))
            self.emit("globals()['%s'] = %s" % (name, self.expr(kind if rng.chance(80) else rng.pick(SIMPLE), 1)))
        elif shape == "method" and any(c.methods for c in self.classes.values()):
            cls = rng.pick([c for c in self.classes.values() if c.methods])
            m = rng.pick(cls.methods)
            if m.result in SIMPLE:
                self.emit("%s.%s = lambda self%s: %s" % (cls.name, m.name, "".join(", a%d" % j for j in range(len(m.params))), self.atom_without_names(m.result)))
            else:
                self.emit("pass")
        elif shape == "class" and len(objects) >= 1 and len(self.classes) > 1:
            self.emit("%s.__class__ = %s" % (rng.pick(objects)[0], rng.pick(list(self.classes))))
        elif shape == "classattr" and self.classes:
            cls = rng.pick(list(self.classes.values()))
            self.emit("%s.shared = %s" % (cls.name, self.expr("int", 1)))
        elif shape == "delattr" and objects:
            name, kind = rng.pick(objects)
            self.emit("del %s.%s" % (name, rng.pick(list(self.classes[kind].attributes))))
        elif shape == "unbind" and names and scope.function:
            self.emit("del %s" % rng.pick(names))
        elif shape == "function" and self.functions:
            f = rng.pick(self.functions)
            if f.name.startswith("f") and f.result in SIMPLE:
                self.emit("globals()['%s'] = lambda *args: %s" % (f.name, self.atom_without_names(f.result)))
            else:
                self.emit("pass")
        elif shape == "builtin":
            self.emit("globals()['len'] = lambda v: %d" % rng.between(1, 3) if rng.chance(50) else "globals().pop('len', None)")
        elif names:
            # A list of names could hold itself, twice, once more at each iteration.
            kind = rng.pick(SIMPLE + ("ints",))
            self.emit("%s = %s" % (rng.pick(names), self.atom_without_names(kind) if kind == "ints" else self.expr(kind, 1)))
        else:
            self.emit("pass")
        self.indent -= 1

    def atom_without_names(self, kind):
        saved, self.scope = self.scope, Scope(True)
        text = self.atom(kind)
        self.scope = saved
        return text

    def jump(self):
        if not self.scope.loops or self.no_jump:
            return self.augment()
        self.emit("if %s: %s" % (self.moment(), self.rng.pick(("break", "continue", "continue"))))

    def failure(self):
        rng = self.rng
        self.emit("if %s: raise %s(%s)" % (self.moment(), rng.pick(ERRORS), self.expr(rng.pick(("int", "str")), 0)))

    def yield_value(self):
        rng = self.rng
        kind = self.scope.result
        if rng.chance(25):
            name = self.fresh("v")
            self.emit("%s = yield %s" % (name, self.expr(kind, 1)))
            self.emit("if %s is not None: print('sent', %s)" % (name, name))
        else:
            self.emit("yield %s" % self.expr(kind, 1))

    # Output and calls

    def show(self):
        if self.scope.weight > 60:
            return self.augment()
        kind = self.rng.pick(("int", "float", "str", "ints", "num", "pair", "bool", "mixed", "si"))
        self.emit("print(%s, %s)" % (repr(kind), self.expr(kind, 1)))

    def bare_call(self):
        kind = self.rng.pick(SIMPLE)
        made = self.call(kind, 1) or self.method(kind, 1)
        if not made:
            return self.assign()
        name = self.target(kind)
        self.scope.variables[name] = kind
        self.emit("%s = %s" % (name, made))

    # Blocks

    def branch(self):
        self.emit("if %s:" % self.expr("bool"))
        self.block(self.size())
        if self.rng.chance(30):
            self.emit("elif %s:" % self.expr("bool", 1))
            self.block(self.size(2))
        if self.rng.chance(55):
            self.emit("else:")
            self.block(self.size())

    def attempt(self):
        rng = self.rng
        self.emit("try:")
        self.block(self.size())
        # When a generator that a loop left runs its finally is up to the implementation.
        may_finally = not self.scope.generator
        only_finally = may_finally and rng.chance(20)
        if not only_finally:
            for _ in range(rng.between(1, 2)):
                self.emit("except %s as e:" % rng.pick(("Exception", "(ValueError, KeyError)", "ZeroDivisionError", "Oops", "ArithmeticError", "LookupError", "Exception", "TypeError")))
                self.block(self.size(2), self.rng.pick(("report(e)", "report(e)", "pass")) if self.scope.weight <= 200 else "pass")
            if rng.chance(25):
                self.emit("else:")
                self.block(1)
        if only_finally or may_finally and rng.chance(25):
            self.emit("finally:")
            # A jump out of finally swallows the error: legal, and rare.
            saved, self.no_jump = self.no_jump, not rng.chance(10)
            self.block(self.size(2))
            self.no_jump = saved

    def with_block(self):
        self.emit("with Manager(%s)%s:" % (self.expr("int", 0), self.rng.pick(("", " as m"))))
        self.block(self.size())

    def match(self):
        rng = self.rng
        self.emit("match %s:" % self.expr(rng.pick(("pair", "int", "mixed", "str", "si"))))
        self.indent += 1
        for pattern in (rng.pick(("(0, p)", "[p, q]", "[p, *_]")), rng.pick(("int(p)", "str() as p", "{'a': p}", "0 | 1 | 2 as p"))):
            self.emit("case %s%s:" % (pattern, " if %s" % self.expr("bool", 0) if rng.chance(30) else ""))
            self.block(1, "print('case', p)" if self.scope.weight <= 60 else "pass")
        self.emit("case _:")
        self.block(1)
        self.indent -= 1

    def closure(self):
        """A nested function that shares variables."""
        rng, scope = self.rng, self.scope
        names = [n for n in scope.of("int") if n not in scope.counters and n not in scope.frozen and n not in self.globals]
        name = self.fresh("inner")
        if names and scope.function and rng.chance(60):
            shared = rng.pick(names)
            self.emit("def %s(v):" % name)
            self.emit("    nonlocal %s" % shared)
            self.emit("    %s = (%s + v) %% %s" % (shared, shared, rng.pick(("1009", "2**63", "2**80"))))
            self.emit("    return %s" % rng.pick((shared, "v + %s" % shared, "-%s" % shared)))
        elif scope.of("int"):
            self.emit("%s = lambda v: v %s %s" % (name, rng.pick("+-^"), rng.pick(scope.of("int"))))
        else:
            return self.assign()
        scope.variables[name] = "fn"

    def local_function(self):
        """A function made in a loop: its code is the same each time, its object is not."""
        rng = self.rng
        name = self.fresh("inner")
        self.emit("def %s(v, k=%s):" % (name, self.expr("int", 0)))
        self.emit("    t = 0")
        self.emit("    for j in range(%d): t += v * j + k" % rng.between(2, 8))
        self.emit("    return t")
        self.scope.variables[name] = "fn"

    # Loops

    def enter_loop(self, times):
        scope = self.scope
        saved = (scope.weight, scope.loops, list(scope.counters), set(scope.frozen), self.no_jump)
        scope.weight *= times
        scope.loops += 1
        self.no_jump = False
        return saved

    def leave_loop(self, saved):
        scope = self.scope
        scope.weight, scope.loops, scope.counters, scope.frozen, self.no_jump = saved

    def times(self):
        room = self.budget // (self.scope.weight * 4)
        return min(room, self.rng.weighted([(2, 5), (4, 12), (6, 30), (5, 60), (2, 120)])) or 1

    def for_loop(self):
        rng, scope = self.rng, self.scope
        n = self.times()
        shape = rng.weighted([(12, "range"), (6, "list"), (2, "floats"), (3, "enumerate"), (2, "zip"), (2, "items"), (2, "str"), (4, "gen"), (2, "genexp"), (1, "reversed"), (1, "mixed"), (1, "map")])
        i = self.fresh("i")
        bound = {i: "int"}
        frozen = ()
        gens = [g for g in self.generators if g.cost * scope.weight * 2 < self.budget]
        if shape in ("list", "enumerate", "floats", "mixed"):
            kind = {"floats": "floats", "mixed": "mixed"}.get(shape, "ints")
            names = scope.of(kind)
            source = rng.pick(names) if names and rng.chance(70) else self.expr(kind)
            frozen, n = (source,), min(n, 40)
            bound = {i: {"ints": "int", "floats": "float", "mixed": "num"}[kind]}
            head = "for %s in %s:" % (i, source)
            if shape == "enumerate":
                j = self.fresh("i")
                bound[j] = "int"
                head = "for %s, %s in enumerate(%s):" % (j, i, source)
        elif shape == "zip":
            j = self.fresh("f")
            bound[j] = "float"
            n = min(n, 12)
            head = "for %s, %s in zip(%s, %s):" % (i, j, self.expr("ints"), self.expr("floats"))
        elif shape == "items":
            j = self.fresh("s")
            bound[j] = "str"
            n = min(n, 10)
            head = "for %s, %s in %s.items():" % (j, i, self.expr("si"))
        elif shape == "str":
            bound = {i: "str"}
            n = min(n, 30)
            head = "for %s in %s:" % (i, self.expr("str"))
        elif shape == "gen" and gens:
            g = rng.pick(gens)
            n = min(n, 12)
            scope.cost += g.cost * scope.weight
            bound = {i: g.result}
            head = "for %s in %s(%s):" % (i, g.name, ", ".join(self.expr(k, 1) for k in g.params))
        elif shape == "genexp":
            head = "for %s in (v %s %s for v in range(%d)):" % (i, rng.pick("+*-"), rng.pick(("1", "3", "7")), n)
        elif shape == "map":
            n = min(n, 12)
            head = "for %s in map(%s, %s):" % (i, self.expr("fn", 0), self.expr("ints", 1))
        elif shape == "reversed":
            head = "for %s in reversed(range(%d)):" % (i, n)
        else:
            head = "for %s in range(%s):" % (i, rng.weighted([(6, str(n)), (2, "2, %d" % (n + 2)), (1, "%d, 0, -1" % n), (1, "%s %% %d" % (self.expr("int", 0), n)), (1, "0, %d, 3" % (3 * n))]))
        self.emit(head)
        saved = self.enter_loop(n)
        before = dict(scope.variables)
        scope.variables.update(bound)
        if shape in ("range", "reversed", "enumerate", "genexp"):
            counter = j if shape == "enumerate" else i
            scope.counters.append(counter)
            if rng.chance(90):
                scope.frozen.add(counter)
        scope.frozen.update(frozen)
        self.block(self.size(6))
        if rng.chance(80):
            scope.variables = before    # an empty loop leaves its variables unbound
        self.leave_loop(saved)
        self.maybe_else()

    def while_loop(self):
        rng, scope = self.rng, self.scope
        n = self.times()
        i = self.fresh("i")
        self.emit("%s = 0" % i)
        scope.variables[i] = "int"
        condition = "%s < %d" % (i, n)
        if rng.chance(30):
            condition += " and %s" % self.expr("bool")
        self.emit("while %s:" % condition)
        saved = self.enter_loop(n)
        scope.counters.append(i)
        scope.frozen.add(i)
        self.block(self.size(6), "%s += %d" % (i, rng.weighted([(6, 1), (1, 2)])))
        self.leave_loop(saved)
        self.maybe_else()

    def maybe_else(self):
        if self.rng.chance(12):
            self.emit("else:")
            self.block(1)

    def drive_generator(self):
        """A generator resumed by hand: next, send, throw, close."""
        rng, scope = self.rng, self.scope
        gens = [g for g in self.generators if g.cost * scope.weight * 2 < self.budget]
        if not gens:
            return self.assign()
        g = rng.pick(gens)
        scope.cost += g.cost * scope.weight
        name, got = self.fresh("g"), self.target(g.result)
        self.emit("%s = %s(%s)" % (name, g.name, ", ".join(self.expr(k, 1) for k in g.params)))
        default = self.atom_without_names(g.result)
        for _ in range(rng.between(1, 3)):
            self.emit("%s = next(%s, %s)" % (got, name, default))
        scope.variables[got] = g.result
        if rng.chance(50):
            self.emit("try:")
            self.emit("    %s" % rng.pick(("%s.send(%s)" % (name, self.expr("int", 0)), "%s.throw(%s(7))" % (name, rng.pick(ERRORS)), "%s.close()" % name)))
            self.emit("except (StopIteration, %s) as e: report(e)" % ", ".join(ERRORS))
        # Where references are counted, it would end when the name is bound anew, and tracers would see that.
        self.emit("%s.close()" % name)
