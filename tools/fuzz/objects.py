"""Statements about objects whose attributes depend on the way that they came: set on one path and read behind the join, deleted, hidden by
the class, computed by a property; objects in slots; operators that decline; and objects of several classes in one place, or none."""
from scope import SIMPLE

OPERATORS = (("+", "add"), ("-", "sub"), ("*", "mul"), ("&", "and"), ("@", "matmul"), ("//", "floordiv"))


class Objects:
    def make_bag(self):
        """A class whose instances get their attributes one by one, and what the program knows of it."""
        rng, name = self.rng, self.fresh("Bag")
        self.emit("class %s:" % name)
        self.indent += 1
        slots = rng.chance(25)
        if slots:
            self.emit("__slots__ = %s" % rng.pick(("('p', 'q', 'r')", "('p', 'q')", "('p', 'r', 's1')", "('q',)", "('p', '__dict__')")))
        elif rng.chance(50):
            self.emit("%s = %s" % (rng.pick("pqr"), self.atom_without_names(rng.pick(("int", "float", "str")))))
        if rng.chance(50):
            self.emit("def __init__(self, v):")
            self.emit("    %s" % rng.pick(("self.p = v", "self.q = v", "if v & 1: self.p = v", "self.r = v + 0.5", "pass")))
        else:
            self.emit("def __init__(self, v): pass")
        if rng.chance(40):
            self.emit_all("@property", "def twice(self): return self.p * 2")
            if rng.chance(50):
                self.emit_all("@twice.setter", "def twice(self, v): self.p = v")
        if rng.chance(25):
            self.emit_all("def __getattr__(self, name):", "    if name in 'pqr': return %s" % self.atom_without_names("num"), "    raise AttributeError(name)")
        if rng.chance(15) and not slots:
            self.emit_all("def __setattr__(self, name, v): object.__setattr__(self, name, v if name != 'r' else %s)" % self.atom_without_names("int"))
        if rng.chance(15):
            self.emit_all("def __delattr__(self, name):", "    if name != 'q': object.__delattr__(self, name)")
        self.indent -= 1
        self.bags.append(name)

    def make_operand(self):
        """Two classes whose operators take some operands only, and decline the others."""
        rng, name = self.rng, self.fresh("Num")
        other = self.fresh("Num")
        (op, special), (op2, special2) = rng.pick(OPERATORS), rng.pick(OPERATORS)
        self.emit_all(
            "class %s:" % name, "    def __init__(self, v): self.v = v",
            "    def __%s__(self, other):" % special,
            "        if isinstance(other, %s): return %s(self.v + other.v)" % (name, name),
            "        if isinstance(other, %s): return %s(self.v %s other)" % (rng.pick(("int", "float", "(int, float)")), name, rng.pick("+-*")),
            "        return NotImplemented",
            "    def __r%s__(self, other):" % special,
            "        return %s" % rng.pick(("NotImplemented", "%s(other)" % name, "%s(self.v) if other != 3 else NotImplemented" % name)))
        if rng.chance(50):
            self.emit_all("    def __i%s__(self, other):" % special, "        if other is self: return NotImplemented", "        self.v += 1", "        return self")
        if rng.chance(60):
            self.emit_all("    def __eq__(self, other): return NotImplemented if type(other) is not %s else self.v == other.v" % name, "    __hash__ = None")
        if rng.chance(60):
            self.emit_all("    def __lt__(self, other): return NotImplemented if isinstance(other, str) else self.v < getattr(other, 'v', other)")
        self.emit_all(
            "class %s(%s):" % (other, rng.pick((name, name, "int" if special2 != "matmul" else name))), "    v = 5",
            "    def __%s__(self, other): return %s" % (special2, rng.pick(("NotImplemented", "7", "other", "self.v"))),
            "    def __r%s__(self, other): return %s" % (special, rng.pick(("NotImplemented", "(other, 1)[1]", "self.v + 1"))))
        self.operands.append((name, other, op, op2))

    def make_part(self):
        """Classes whose objects answer alike, and a holder of one of these objects or of none."""
        rng, holder = self.rng, self.fresh("Holder")
        parts = [self.fresh("Part") for _ in range(rng.between(2, 3))]
        for k, part in enumerate(parts):
            names = ("v",) if k == 0 else rng.pick((("w", "v"), ("v", "w"), ("v",)))
            self.emit_all("class %s:" % part, "    def __init__(self, v): %s" % "; ".join("self.%s = v" % n for n in names),
                          "    def use(self, i):", "        %s" % rng.pick(("self.v += i & 3", "self.v = (self.v ^ i) & 255", "pass")), "        return self.v")
            if rng.chance(15):
                self.emit("    def __bool__(self): return self.v & 1 == 0")
        self.emit_all("class %s:" % holder, "    def __init__(self): self.part = None")
        use = "take%s" % holder
        test = rng.pick(("part is not None", "part", "part != None", "isinstance(part, %s)" % parts[0], "part is not None and part.v >= 0"))
        self.emit_all("def %s(h, i):" % use, "    part = h.part")
        self.emit_all(*rng.pick((("    if %s: return part.use(i)" % test, "    return -1"), ("    if not (%s): return i" % test, "    return part.use(i)"), ("    t = 0", "    if %s: t = part.use(i)" % test, "    h.part = part", "    return t"))))
        self.parts.append((holder, use, parts))

    def part_loop(self):
        """Objects of several classes in one place, and none of them after a while."""
        rng = self.rng
        if not self.parts or not self.may_loop(4):
            return self.assign()
        holder, use, parts = rng.pick(self.parts)
        h, some, total = self.fresh("h"), self.fresh("some"), self.number()
        self.emit_all("%s = %s()" % (h, holder), "%s = [%s]" % (some, ", ".join("%s(%d)" % (p, k + 1) for k, p in enumerate(parts))))
        with self.counting(12) as i:
            self.emit("if %s: %s.part = %s[%s %% %d]" % (rng.pick(("%s & 7 < 6" % i, "%s < 8 or %s & 1" % (i, i), "True")), h, some, i, len(parts)))
            self.emit("%s %s.part = None" % ("else:" if rng.chance(50) else "if %s:" % self.moment(), h))
            self.some(1)
            inline = "%s.part.use(%s) if %s.part is not None else 7" % (h, i, h)
            self.emit("%s = (%s + %s) & 65535" % (total, total, rng.pick(("%s(%s, %s)" % (use, h, i), "(%s)" % inline))))
        self.emit_seldom("print([p.v for p in %s], %s)" % (some, total))

    def bag_loop(self):
        """Objects that get other attributes on the ways through a loop's body, read where the ways have joined."""
        rng = self.rng
        if not self.bags or not self.may_loop(2):
            return self.assign()
        bag, total, o = rng.pick(self.bags), self.number(), self.fresh("o")
        outside = rng.chance(35)
        if outside:
            self.emit("%s = %s(%s)" % (o, bag, self.expr("int", 0)))
        with self.counting() as i:
            if not outside:
                self.emit("%s = %s(%s)" % (o, bag, i))
            self.some(1)
            for _ in range(rng.between(1, 2)):
                with self.under("if %s:" % rng.pick((self.moment(), "%s & 1" % i, self.expr("bool", 1)))):
                    self.bag_changes(bag, o, total)
                if rng.chance(60):
                    with self.under("else:"):
                        self.bag_changes(bag, o, total)
            self.some(1)
            self.bag_reads(bag, o, total)
            if rng.chance(15):
                self.emit("if %s: %s = %s" % (self.moment(), o, rng.pick(("None", "%s(1)" % rng.pick(self.bags)))))
        self.emit_seldom("show(%r, %s)" % (o, o))

    def bag_changes(self, bag, o, total):
        """Changes of an object's attributes; those that are refused may be caught."""
        if not self.rng.chance(40):
            return self.bag_change(bag, o)
        with self.under("try:"):
            self.bag_change(bag, o)
        with self.under("except AttributeError as e:"):
            self.emit("%s += len(str(e))" % total)

    def bag_change(self, bag, o):
        rng = self.rng
        for _ in range(rng.between(1, 3)):
            attribute = rng.pick("ppqqr")
            value = self.expr(rng.pick(("int", "int", "float", "str") if rng.chance(30) else ("int",)), 1)
            self.emit(rng.weighted([
                (12, "%s.%s = %s" % (o, attribute, value)), (2, "%s.%s += %s" % (o, attribute, value)), (2, "%s.__dict__.pop(%r, None)" % (o, attribute)),
                (2, "if hasattr(%s, %r): del %s.%s" % (o, attribute, o, attribute)), (1, "%s.twice = %s" % (o, value)), (1, "setattr(%s, %r, %s)" % (o, attribute, value)),
                (1, "%s.%s = %s" % (bag, attribute, value)), (1, "%s.__class__ = %s" % (o, rng.pick(self.bags))), (1, "del %s.%s" % (o, attribute)), (1, "%s.s%d = %s" % (o, rng.below(4), value))]))

    def bag_reads(self, bag, o, total):
        rng = self.rng
        attribute = rng.pick("pqr")
        read = rng.pick(("%s.%s" % (o, attribute), "%s.%s" % (o, attribute), "getattr(%s, %r, 3)" % (o, attribute), "%s.twice" % o, "%s.__dict__.get(%r, 1)" % (o, attribute), "len(vars(%s))" % o))
        if rng.chance(30):
            self.emit("%s = (%s + %s) %% 1000003" % (total, total, read))
            return
        with self.under("try:"):
            self.emit("%s = (%s + %s) %% 1000003" % (total, total, read))
            if rng.chance(50):
                self.emit("%s ^= len(str(%s.%s))" % (total, o, rng.pick("pqr")))
        with self.under("except AttributeError as e:"):
            self.emit("%s -= 1" % total)
            if self.scope.weight <= 60:
                self.emit("print(e, e.name)")
        with self.under("except TypeError:"):
            self.emit("%s += 2" % total)

    def operator_loop(self):
        """Operators of classes that decline now and then, so that the other operand is asked."""
        rng = self.rng
        if not self.operands or not self.may_loop(2):
            return self.assign()
        name, other, op, op2 = rng.pick(self.operands)
        x, y, total = self.fresh("o"), self.fresh("o"), self.number()
        makes = ("%s(2)" % name, "%s(3)" % other, "3", "0.5", "True", "'s'")
        self.emit("%s, %s = %s(1), %s" % (x, y, name, rng.pick(makes)))
        with self.counting() as i:
            self.some(1)
            if rng.chance(60):
                self.emit("if %s: %s = %s" % (self.moment(), y, rng.pick(makes)))
            if rng.chance(30):
                self.emit("if %s: %s = %s" % (self.moment(), x, rng.pick(makes)))
            with self.under("try:"):
                self.emit(rng.pick(("z = %s %s %s" % (x, op, y), "z = %s %s %s" % (y, op, x), "z = %s %s %s" % (x, op2, i), "z = %s %s %s" % (i, op, x), "z = %s; z %s= %s" % (x, op, y), "z = %s < %s" % (x, y), "z = %s == %s" % (x, y), "z = sorted([%s, %s])[0]" % (x, y))))
                self.emit("%s = (%s + int(getattr(z, 'v', z))) %% 65537" % (total, total))
            with self.under("except (TypeError, ValueError, OverflowError) as e:"):
                self.emit("%s += len(str(e))" % total)
        self.scope.variables.pop(x, None)

    def class_change(self):
        """A class changes while objects of it are in use: an attribute hides, a property comes and goes."""
        rng = self.rng
        if not self.bags:
            return self.assign()
        bag, a = rng.pick(self.bags), rng.pick("pqr")
        if self.scope.counters:
            self.emit("if %s:" % self.moment())
        else:
            self.emit("if %s:" % self.expr("bool", 1))
        self.emit("    " + rng.pick((
            "%s.%s = %s" % (bag, a, self.expr(rng.pick(SIMPLE), 1)), "%s.twice = property(lambda self: %s)" % (bag, self.atom_without_names("int")),
            "if %r in vars(%s): delattr(%s, %r)" % (a, bag, bag, a), "%s.__getattr__ = lambda self, name: len(name)" % bag,
            "if '__getattr__' in vars(%s): del %s.__getattr__" % (bag, bag), "%s.__bool__ = lambda self: %s" % (bag, rng.pick(("True", "False"))))))
