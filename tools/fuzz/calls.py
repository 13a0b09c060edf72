"""Statements about calls: defaults, keywords, *args and **kwargs in every mix, closures over variables that change, and deep recursion."""


class Calls:
    def make_flexible(self):
        """A function with every sort of parameter; what the program knows of it is how it may be called."""
        rng, name = self.rng, self.fresh("flex")
        positional_only, default, star, keyword, stars = (rng.chance(p) for p in (25, 70, 50, 50, 50))
        params = ["a"] + (["/"] if positional_only else []) + ["b=%s" % self.atom_without_names("int") if default else "b"]
        params += ["*args" if star else "*"] if star or keyword else []
        params += ["k=%s" % rng.pick(("1", "2.5", "'k'", "None"))] if keyword else []
        params += ["**kw"] if stars else []
        parts = ["a", "b"] + (["len(args)", "sum(args)"] if star else []) + (["(k or 0)", "len(str(k))"] if keyword else []) + (["len(kw)", "kw.get('x', 7)", "sum(kw.values())"] if stars else [])
        self.emit("def %s(%s):" % (name, ", ".join(params)))
        if rng.chance(30):
            self.emit("    if a == %d: raise Oops(b)" % rng.below(9))
        if star and rng.chance(30):
            self.emit("    for v in args: a += v")
        if stars and rng.chance(30):
            self.emit("    for n, v in kw.items(): b += v * len(n)")
        self.emit("    return (%s) %% 9973" % " + ".join(["a"] + [rng.pick(parts) for _ in range(rng.between(1, 3))]))
        calls = ["{i}, 1", "{i}, {v}"] + (["{i}"] if default else []) + (["{i}, 1, 2", "{i}, *({v}, 3)", "*range({i} % 4 + 2)", "*[{i}, 2, 3, 4]"] if star else [])
        calls += ["{i}, b={v}", "b=2, a={i}", "**{{'a': {i}, 'b': 1}}"] if not positional_only else ["{i}, b={v}"]
        calls += ["{i}, 2, k={v}", "{i}, 2, **{{'k': {v}}}"] if keyword else []
        calls += ["{i}, 1, x={v}", "{i}, 1, x=2, y={v}", "{i}, 1, **{{'x': {v}, 'z' * ({i} % 3 + 1): 2}}"] if stars else []
        self.flexible.append((name, calls))
        if rng.chance(35):
            wrapper = self.fresh("wrap")
            self.emit_all("def %s(*args, **kwargs):" % wrapper, "    return %s(*args, **kwargs)%s" % (name, rng.pick(("", " + len(args)", " - len(kwargs)"))))
            self.flexible.append((wrapper, calls))

    def call_loop(self):
        rng = self.rng
        if not self.flexible or not self.may_loop(2):
            return self.assign()
        total = self.number()
        with self.counting() as i:
            self.some(1)
            for _ in range(rng.between(1, 3)):
                name, calls = rng.pick(self.flexible)
                # Rarely a call that doesn't fit, or a value that can't be added.
                arguments = rng.pick(calls if rng.chance(95) else ["", "1, 2, 3, 4, q=1", "'s', b=[]"]).format(i=rng.pick((i, i + " & 3", total)), v=self.expr("int", 0))
                line = "%s = (%s + %s(%s)) %% 65521" % (total, total, name, arguments)
                if rng.chance(70):
                    self.emit_all("try: " + line, "except (TypeError, Oops) as e: %s += len(str(e))" % total)
                else:
                    self.emit(line)
            if rng.chance(20):
                name, _ = rng.pick(self.flexible)
                self.emit("if %s: %s.__defaults__ = %s" % (self.moment(), name, rng.pick(("(5,)", "(1, 2)", "None", "(0.5,)"))))

    def cell_loop(self):
        """Closures that share variables with the loop that makes or calls them."""
        rng = self.rng
        if not self.may_loop(3) or not self.scope.function:
            return self.assign()
        shared, total, name = self.fresh("c"), self.number(), self.fresh("inner")
        self.emit("%s = %s" % (shared, self.integer()))
        kind = rng.below(3)
        if kind == 0:
            self.emit_all("def %s(v):" % name, "    nonlocal %s" % shared, "    %s += v" % shared, "    return %s" % rng.pick(("v", shared, "v + 1")))
            with self.counting() as i:
                self.some(1)
                self.emit("%s = (%s + %s(%s)) %% 65537" % (total, total, name, i))
                self.emit("if %s: %s = %s" % (self.moment(), shared, rng.pick(("0", "0.5", "2**62", "%s // 2" % shared, "2**63 - 1"))))
                self.emit("%s ^= int(%s) & 255" % (total, shared))
        elif kind == 1:
            made = self.fresh("v")
            self.emit("%s = []" % made)
            with self.counting() as i:
                self.emit("%s.append(lambda v%s: v + %s)" % (made, rng.pick(("", ", %s=%s" % (i, i))), i))
                self.emit("%s += %s[%s](%s)" % (total, made, rng.pick(("-1", "0", "%s // 2" % i)), i))
            self.emit_seldom("print([f(1) for f in %s][:5])" % made)
        else:
            self.emit_all("def %s(n):" % name, "    t = %s" % shared, "    def add(v):", "        nonlocal t", "        t = (t + v) %% %s" % rng.pick(("1009", "2**64")),
                          "        if v == %d: raise Oops(t)" % rng.below(30), "        return t", "    for j in range(n): add(j)", "    return t")
            with self.counting() as i:
                self.emit_all("try: %s = (%s + %s(%s %% 9)) %% 65537" % (total, total, name, i), "except Oops as e: %s += e.args[0] & 7" % total)
        self.emit_seldom("print(%s)" % shared)

    def deep_calls(self):
        """Recursion with a result that changes its type, raises or keeps something on the way down."""
        rng = self.rng
        if not self.may_loop(20):
            return self.assign()
        name, total, depth = self.fresh("rec"), self.number(), rng.between(3, 25)
        kind = rng.below(4)
        self.emit("def %s(n, acc=%s):" % (name, rng.pick(("0", "0.5", "1", "()", "''") if kind == 0 else ("0", "1"))))
        if kind == 0:
            self.emit_all("    if n <= 0: return acc", "    return %s(n - 1, acc + %s)" % (name, rng.pick(("n", "acc", "type(acc)(n)", "acc[:1] if n & 1 else acc[:2]"))))
        elif kind == 1:
            self.emit_all("    if n <= 0: return acc", "    try: return %s(n - 1, acc * 3 + 1) + 1" % name, "    finally: acc = None")
        elif kind == 2:
            self.emit_all("    if n == %d: raise Oops(acc)" % rng.below(5), "    if n < 0: return acc", "    try: return %s(n - %d, acc + n) + 1" % (name, rng.between(1, 2)),
                          "    except Oops:", "        if n & 4: raise", "        return n")
        else:
            self.emit_all("    if n < 2: return n, acc", "    a, b = %s(n - %d, acc)" % (name, rng.between(2, 4)), "    return (a + n %s b) %% 10007, a" % rng.pick("*+-"))
        with self.counting() as i:
            with self.under("try:"):
                self.emit("%s = (%s + hash(%s(%s %% %d))) %% 65537" % (total, total, name, i, depth) if kind == 3 else "%s += len(str(%s(%s %% %d)))" % (total, name, i, depth))
            with self.under("except (Oops, TypeError) as e:"):
                self.emit("%s += len(str(e))" % total)
        self.emit_seldom("print(%s)" % total)
