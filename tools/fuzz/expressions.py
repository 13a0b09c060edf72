"""Expressions of a kind, from what is in scope. None of them can run for long or make a value that grows without a bound."""
from scope import LISTS

SMALL = ("0", "1", "2", "3", "5", "7", "10", "-1", "-3", "64", "100", "255", "1000")
EDGES = ("2147483647", "2147483648", "-2147483648", "4294967295", "4611686018427387904", "9223372036854775807",
         "-9223372036854775808", "9223372036854775808", "18446744073709551616", "100000000000000000000", "-36893488147419103233")
MODULI = ("97", "1009", "65536", "2147483648", "4294967291", "9223372036854775783", "18446744073709551629", "10**30")
FLOATS = ("0.0", "0.5", "1.0", "-1.5", "0.1", "3.25", "1e10", "-0.0", "1e-9", "2.5e300", "7.0", "1e16")
WORDS = ("''", "'a'", "'ab'", "'xyz'", "'hello'", "'k1'", "'k2'", "'k3'", "'A-b'", "'\\u00e9t\\u00e9'", "'\\u20ac'", "'12'", "' pad '")


class Expressions:
    """Needs rng, scope, functions and classes from the program that it is part of."""

    def expr(self, kind, depth=2):
        rng = self.rng
        if kind == "num":
            kind = "int" if rng.chance(55) else "float"
        names = self.scope.of(kind)
        if names and rng.chance(50 if depth > 1 else 65 if depth else 85):
            return rng.pick(names)
        make = getattr(self, "make_" + kind, None)
        if make is None:
            return self.instance(kind, depth)
        return make(depth - 1)

    def sub(self, kind, depth):
        return self.expr(kind, depth) if depth >= 0 else self.atom(kind)

    def atom(self, kind):
        rng = self.rng
        names = self.scope.of(kind)
        if names and rng.chance(75):
            return rng.pick(names)
        return {
            "int": lambda: self.integer(), "float": lambda: rng.pick(FLOATS), "num": lambda: rng.pick(("1", "0.5", "3", "2.0")),
            "bool": lambda: rng.pick(("True", "False")), "str": lambda: rng.pick(WORDS),
            "ints": lambda: "[%s]" % ", ".join(rng.pick(SMALL) for _ in range(rng.below(5))),
            "floats": lambda: "[%s]" % ", ".join(rng.pick(FLOATS) for _ in range(rng.below(5))),
            "mixed": lambda: "[%s]" % ", ".join(rng.pick((rng.pick(SMALL), rng.pick(FLOATS), rng.pick(WORDS), "None", "True")) for _ in range(rng.below(5))),
            "si": lambda: "{%s}" % ", ".join("%s: %s" % (rng.pick(WORDS), rng.pick(SMALL)) for _ in range(rng.below(4))),
            "ii": lambda: "{%s}" % ", ".join("%s: %s" % (rng.pick(SMALL), rng.pick(SMALL)) for _ in range(rng.below(4))),
            "set": lambda: "{%s, 1}" % rng.pick(SMALL), "pair": lambda: "(%s, %s)" % (rng.pick(SMALL), rng.pick(SMALL)),
            "fn": lambda: "(lambda v: v + %s)" % rng.pick(SMALL),
        }.get(kind, lambda: self.instance(kind, 0))()

    def integer(self):
        return self.rng.pick(EDGES) if self.rng.chance(12) else self.rng.pick(SMALL)

    def affordable(self, kind):
        budget = self.budget // max(1, self.scope.weight)
        return [f for f in self.functions if f.result == kind and f.cost <= budget]

    def call(self, kind, depth):
        """A call of a function of the program that gives the kind, or None."""
        functions = self.affordable(kind)
        if not functions:
            return None
        f = self.rng.pick(functions)
        self.scope.cost += f.cost * self.scope.weight
        return "%s(%s)" % (f.name, ", ".join(self.sub(k, depth) for k in f.params))

    def attribute(self, kind):
        """An attribute of a variable that has the kind, or None."""
        found = ["%s.%s" % (n, a) for n, k in self.scope.variables.items() if k in self.classes
                 for a, ak in self.classes[k].attributes.items() if ak == kind]
        return self.rng.pick(found) if found else None

    def method(self, kind, depth):
        budget = self.budget // max(1, self.scope.weight)
        found = [(n, m) for n, k in self.scope.variables.items() if k in self.classes
                 for m in self.classes[k].methods if m.result == kind and m.cost <= budget]
        if not found:
            return None
        name, m = self.rng.pick(found)
        self.scope.cost += m.cost * self.scope.weight
        return "%s.%s(%s)" % (name, m.name, ", ".join(self.sub(k, depth) for k in m.params))

    def instance(self, kind, depth):
        c = self.classes[kind]
        return "%s(%s)" % (c.name, ", ".join(self.sub(k, min(depth, 0)) for k in c.attributes.values()))

    def index(self, lst, depth):
        i = self.sub("int", depth)
        return self.rng.weighted([(6, "%s[%s %% len(%s)]" % (lst, i, lst)), (3, "%s[-1]" % lst), (2, "%s[0]" % lst), (1, "%s[%s]" % (lst, i))])

    def make_int(self, d):
        rng, e = self.rng, lambda k="int": self.sub(k, d)
        if d < 0:
            return self.atom("int")
        shape = rng.weighted([
            (18, "add"), (10, "mod"), (6, "div"), (8, "bits"), (5, "shift"), (4, "unary"), (6, "item"), (4, "len"), (6, "call"), (8, "attr"),
            (6, "method"), (4, "cond"), (4, "fold"), (3, "power"), (3, "convert"), (4, "dict"), (3, "fn"), (2, "pair"), (3, "literal"), (2, "walrus"), (2, "bool"), (2, "mul")])
        if shape == "add":
            return "(%s %s %s)" % (e(), rng.pick("+-"), e())
        if shape == "mul":
            return "(%s * %s)" % (e(), rng.pick(SMALL)) if self.scope.loops <= 1 else "(%s * %s) %% 4294967291" % (e(), e())
        if shape == "mod":
            return "(%s %s %s) %% %s" % (e(), rng.pick("*+*"), e(), rng.pick(MODULI))
        if shape == "div":
            return "(%s %s %s)" % (e(), rng.pick(("//", "%")), e() if rng.chance(15) else "(%s or %s)" % (e(), rng.pick(("1", "3", "-7"))))
        if shape == "bits":
            return "(%s %s %s)" % (e(), rng.pick("&|^"), e())
        if shape == "shift":
            return "(%s >> (%s & 15))" % (e(), e()) if rng.chance(50) else "((%s << (%s & 31)) & %s)" % (e(), e(), rng.pick(("0xffff", "0xffffffffffffffff", "0x7fffffffffffffff")))
        if shape == "unary":
            return rng.pick(("-%s", "~%s", "abs(%s)", "+%s", "(%s).bit_length()")) % e()
        if shape == "item" and self.scope.of("ints"):
            return self.index(rng.pick(self.scope.of("ints")), d)
        if shape == "len":
            return "len(%s)" % e(rng.pick(LISTS + ("str", "si", "set")))
        if shape in ("call", "method", "attr"):
            made = self.call("int", d) if shape == "call" else self.method("int", d) if shape == "method" else self.attribute("int")
            if made:
                return made
        if shape == "cond":
            return "(%s if %s else %s)" % (e(), e("bool"), e())
        if shape == "fold":
            return rng.pick(("sum(%s)", "max(%s, default=0)", "min(%s, default=-1)", "sum(v & 7 for v in %s)", "sum([v * 2 for v in %s if v > 1])", "len(set(%s))")) % e("ints")
        if shape == "power":
            return "(%s %% 10) ** (%s %% 5)" % (e(), e())
        if shape == "convert":
            return rng.pick(("int(%s %% 1e6)" % e("float"), "round(%s %% 1000.0)" % e("float"), "int(str(%s)[:6].strip('-') or 0)" % e(), "ord((%s or 'z')[0])" % e("str"), "int(%s)" % e("bool")))
        if shape == "dict":
            return rng.pick(("%s.get(%s, 0)" % (e("si"), e("str")), "%s.get(%s, -1)" % (e("ii"), e()), "len(%s)" % e("ii"), "%s[%s]" % (e("si"), e("str"))))
        if shape == "fn" and self.scope.of("fn"):
            return "%s(%s)" % (rng.pick(self.scope.of("fn")), e())
        if shape == "pair":
            return "%s[%d]" % (e("pair"), rng.below(2))
        if shape == "bool":
            return "(%s + %s)" % (e("bool"), e())
        if shape == "walrus" and self.scope.function and not self.scope.self_class:
            self.scope.variables["w"] = "int"
            return "((w := %s) + %s)" % (e(), rng.pick(("w", "1")))
        return self.integer()

    def make_float(self, d):
        rng, e = self.rng, lambda k="float": self.sub(k, d)
        if d < 0:
            return self.atom("float")
        shape = rng.weighted([(16, "arith"), (5, "div"), (5, "mixed"), (3, "convert"), (4, "item"), (4, "call"), (6, "attr"), (4, "method"), (3, "cond"), (3, "fn"), (2, "literal"), (2, "fold")])
        if shape == "arith":
            # A product is a float even where its operands are ints for a while: in a loop it would double their digits.
            return rng.pick(("(%s + %s)", "(%s - %s)", "(%s * %s) %% 1e300", "(%s * 0.5 * %s)")) % (e(), e())
        if shape == "div":
            return "(%s %s %s)" % (e(), rng.pick(("/", "/", "//", "%")), e() if rng.chance(15) else "(%s or 2.0)" % e())
        if shape == "mixed":
            return rng.pick(("(%s * %s)", "(%s + %s)", "(%s - %s)")) % rng.pick(((e(), e("int")), (e("int"), e())))
        if shape == "convert":
            return rng.pick(("float(%s)" % e("int"), "round(%s, 3)" % e(), "(%s / %s)" % (e("int"), rng.pick(("2", "3", "7", "1000"))), "abs(%s)" % e(), "-%s" % e()))
        if shape == "item" and self.scope.of("floats"):
            return self.index(rng.pick(self.scope.of("floats")), d)
        if shape in ("call", "method", "attr"):
            made = self.call("float", d) if shape == "call" else self.method("float", d) if shape == "method" else self.attribute("float")
            if made:
                return made
        if shape == "cond":
            return "(%s if %s else %s)" % (e(), e("bool"), e())
        if shape == "fn":
            return rng.pick(("math.sqrt(abs(%s))", "math.floor(%s %% 100.0) + 0.5", "math.sin(0.0 * %s)", "(%s * 1.0) ** 2", "min(%s, 1e100)", "max(%s, -1.0)")) % e()
        if shape == "fold":
            return rng.pick(("sum(%s)", "max(%s, default=0.5)", "sum(v * 0.5 for v in %s)")) % e("floats")
        return rng.pick(FLOATS)

    def make_bool(self, d):
        rng, e = self.rng, self.sub
        shape = rng.weighted([(14, "cmp"), (4, "fcmp"), (3, "scmp"), (3, "not"), (4, "and"), (4, "in"), (2, "isinstance"), (2, "chain"), (2, "any"), (2, "is")])
        if shape == "not":
            return "(not %s)" % e("bool", d)
        if shape == "and":
            return "(%s %s %s)" % (e("bool", d), rng.pick(("and", "or")), e("bool", d))
        if shape == "in":
            return "(%s %s %s)" % rng.pick(((e("int", d), "in", e("ints", d)), (e("str", d), "in", e("str", d)), (e("str", d), "not in", e("si", d)), (e("int", d), "in", e("set", d))))
        if shape == "isinstance":
            return "isinstance(%s, %s)" % (e(rng.pick(("num", "int", "str")), d), rng.pick(("int", "float", "str", "(int, float)")))
        if shape == "chain":
            return "(%s < %s <= %s)" % (e("int", d), e("int", d), e("num", d))
        if shape == "any":
            return rng.pick(("any(%s)", "all(v > 0 for v in %s)", "bool(%s)")) % e("ints", d)
        if shape == "is":
            return "(%s is %sNone)" % (e(rng.pick(("int", "str", "si")), d), rng.pick(("", "not ")))
        kind = {"fcmp": "num", "scmp": "str"}.get(shape, "int")
        return "(%s %s %s)" % (e(kind, d), rng.pick(("<", "<=", ">", ">=", "==", "!=")), e(kind, d))

    def make_str(self, d):
        rng, e = self.rng, self.sub
        shape = rng.weighted([(5, "word"), (6, "join"), (4, "slice"), (5, "format"), (4, "method"), (3, "str"), (3, "attr"), (2, "call"), (2, "repeat"), (2, "item")])
        if shape == "join":
            return "(%s + %s)[-24:]" % (e("str", d), e("str", d))
        if shape == "slice":
            return "%s[%s]" % (e("str", d), rng.pick((":3", "1:", "::-1", "-2:", "::2", "1:-1")))
        if shape == "format":
            return rng.pick(("f'{(%s)}:{(%s):.3g}'" % (e("int", 0), e("float", 0)), "('%%d/%%s' %% (%s, %s))[:24]" % (e("int", d), e("str", d)), "f'{(%s)!r:>6}'[:24]" % e(rng.pick(("int", "str", "pair")), 0), "'{}-{}'.format(%s, %s)" % (e("int", d), e("bool", d))))
        if shape == "method":
            return rng.pick(("%s.upper()", "%s.strip()", "%s.replace('a', 'bb')[:20]", "%s.title()", "%s.zfill(4)", "%s.partition('b')[2]", "'-'.join(%s.split('b'))", "%s.lower()")) % e("str", d)
        if shape == "str":
            return rng.pick(("str(%s)[:20]" % e("int", d), "repr(%s)" % e("float", d), "str(%s)[:30]" % e("ints", d), "','.join(map(str, %s[:4]))[:40]" % e("ints", d), "chr(%s %% 90 + 33)" % e("int", d)))
        if shape in ("attr", "call"):
            made = self.attribute("str") if shape == "attr" else self.call("str", d)
            if made:
                return made
        if shape == "repeat":
            return "(%s * (%s & 3))[:16]" % (e("str", d), e("int", d))
        if shape == "item":
            return "(%s or 'q')[%s]" % (e("str", d), rng.pick(("0", "-1", "len(%s) %% 2 - 1" % e("str", 0))))
        return rng.pick(WORDS)

    def make_ints(self, d):
        rng, e = self.rng, self.sub
        return rng.weighted([
            (4, lambda: "[%s]" % ", ".join(e("int", d) for _ in range(rng.between(1, 4)))), (3, lambda: "list(range(%d))" % rng.between(1, 12)),
            (4, lambda: "[v %s %s for v in range(%d)%s]" % (rng.pick(("*", "+", "-", "^", "%")), e("int", d).replace(" or 1", " or 3") if rng.chance(50) else rng.pick(("3", "7")), rng.between(2, 12), rng.pick(("", " if v & 1", " if v != 3")))),
            (3, lambda: "%s[%s]" % (e("ints", d), rng.pick((":4", "1:", "::-1", "::2", "-3:")))), (2, lambda: "sorted(%s)" % e("ints", d)),
            (2, lambda: "(%s + %s)[:12]" % (e("ints", d), e("ints", d))), (2, lambda: "list(map(%s, %s[:8]))" % (e("fn", d), e("ints", d))),
            (2, lambda: "[v for v in %s if v %% 3]" % e("ints", d)), (1, lambda: "list(%s)" % e("pair", d)), (1, lambda: "[0] * %d" % rng.between(0, 9)),
            (1, lambda: "sorted(%s.values())" % e("si", d)), (1, lambda: "sorted(%s)" % e("set", d))])()

    def make_floats(self, d):
        rng, e = self.rng, self.sub
        return rng.weighted([
            (3, lambda: "[%s]" % ", ".join(e("float", d) for _ in range(rng.between(1, 4)))), (3, lambda: "[v * %s for v in range(%d)]" % (rng.pick(("0.5", "1.25", "1e9")), rng.between(1, 9))),
            (2, lambda: "%s[::-1]" % e("floats", d)), (1, lambda: "[float(v) for v in %s]" % e("ints", d)), (1, lambda: "[0.0] * %d" % rng.between(1, 6))])()

    def make_mixed(self, d):
        rng, e = self.rng, self.sub
        return "[%s]" % ", ".join(e(rng.pick(("int", "float", "str", "bool", "int")), d) for _ in range(rng.between(1, 5)))

    def make_si(self, d):
        rng, e = self.rng, self.sub
        return rng.weighted([
            (3, lambda: "{%s}" % ", ".join("%s: %s" % (rng.pick(WORDS), e("int", d)) for _ in range(rng.between(1, 4)))),
            (2, lambda: "{str(v): v for v in %s[:6]}" % e("ints", d)), (1, lambda: "dict(%s)" % e("si", d)), (1, lambda: "dict(a=%s, k1=%s)" % (e("int", d), e("int", d)))])()

    def make_ii(self, d):
        rng, e = self.rng, self.sub
        return rng.weighted([
            (3, lambda: "{%s}" % ", ".join("%s: %s" % (e("int", d), e("int", d)) for _ in range(rng.between(1, 4)))),
            (2, lambda: "{v: v * %s for v in range(%d)}" % (rng.pick(SMALL), rng.between(1, 9)))])()

    def make_set(self, d):
        return self.rng.pick(("{%s, %s}" % (self.sub("int", d), self.sub("int", d)), "set(%s)" % self.sub("ints", d), "{v & 3 for v in %s}" % self.sub("ints", d)))

    def make_pair(self, d):
        rng = self.rng
        return rng.pick(("(%s, %s)" % (self.sub("int", d), self.sub("int", d)), "divmod(%s, %s)" % (self.sub("int", d), rng.pick(("7", "-3", "1000"))), "%s[::-1]" % self.sub("pair", d)))

    def make_fn(self, d):
        rng = self.rng
        named = [f.name for f in self.functions if f.params == ["int"] and f.result == "int" and f.cost < 10]
        if named and rng.chance(40):
            return rng.pick(named)
        return "(lambda v: %s)" % rng.pick(("v + 1", "v * 3 % 101", "-v", "v ^ 5", "v // 2", "v if v > 3 else 3 - v", "v + len(str(v))"))
