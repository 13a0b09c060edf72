"""Statements about containers that change while they are run over, keys and functions that raise inside of built-ins, pipelines of iterators, slices and names that go away."""


class Collecting:
    def mutation_loop(self):
        """A container that changes while it is run over itself. What decides is its size, never the order of its storage."""
        rng = self.rng
        if not self.may_loop(12):
            return self.assign()
        d, total, shape = self.fresh("d"), self.number(), rng.below(4)
        self.emit("%s = %s" % (d, ("{v: v * 3 %% 7 for v in range(%d)}", "[v * 5 %% 11 for v in range(%d)]", "set(range(%d))", "bytearray(range(%d))")[shape] % rng.between(1, 6)))
        over = d if shape else rng.pick(("%s", "%s.items()", "%s.values()", "%s.keys()", "reversed(%s)", "enumerate(%s)", "zip(%s, %s)", "iter(%s)")).replace("%s", d)
        if shape == 1:
            over = rng.pick(("%s", "reversed(%s)", "enumerate(%s)", "zip(%s, %s)", "map(abs, %s)", "(v for v in %s)", "iter(%s)")).replace("%s", d)
        changes = (("%s[{i} + 50] = 1", "%s.pop({i}, 0)", "%s[next(iter(%s), 0)] = {i}", "%s.clear()", "%s.setdefault({i} + 9, 2)", "%s.popitem()", "%s.update({{99: {i}}})"),
                   ("%s.append({i})", "%s.pop()", "del %s[0]", "%s.insert(0, {i})", "%s.clear()", "%s[0] = 0.5", "%s.extend((1, 2))", "%s[:] = [3]", "%s.reverse()", "%s.sort()"),
                   ("%s.add({i} + 50)", "%s.discard({i} % 5)", "%s.clear()", "%s.update((77, 78))"),
                   ("%s.append({i} & 255)", "%s.pop()", "del %s[:1]", "%s.clear()", "%s[0] = 9"))[shape]
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.emit("n = 0")
                with self.under("for k in %s:" % over):
                    saved = self.enter_loop(10)
                    self.emit("n += 1")
                    self.emit("if n > 9: break")
                    self.emit("if %s: %s" % (rng.pick(("n == %d" % rng.between(1, 4), "(n + %s) %% %d == 1" % (i, rng.between(2, 5)), self.moment())), rng.pick(changes).replace("%s", d).format(i=i)))
                    if rng.chance(30):
                        # One change at a time: what a key that goes and one that comes do to the storage isn't the language's.
                        self.emit("elif n == %d: %s" % (rng.between(1, 4), rng.pick(changes).replace("%s", d).format(i=rng.pick((i, "n", "3")))))
                    if rng.chance(20):
                        self.emit("if n == 3: %s" % rng.pick(("continue", "break", "%s = type(%s)(%s)" % (d, d, d))))
                    self.leave_loop(saved)
                if rng.chance(30):
                    self.emit_all("else:", "    %s += 5" % total)
            with self.under("except (RuntimeError, LookupError, TypeError, BufferError) as e:"):
                self.emit("%s += len(str(e))" % total)
            self.emit("%s = (%s * 3 + n + len(%s)) %% 65537" % (total, total, d))
            if rng.chance(70):
                self.emit("if len(%s) %s: %s" % (d, rng.pick(("> 8", "< 2", "> 8 or not %s" % d)), ("%s.clear(); %s.update({1: 2, 3: 4, 5: 6})", "%s[:] = [1, 2, 3]", "%s.clear(); %s.update((1, 2, 3))", "%s[:] = b'abc'")[shape].replace("%s", d)))
        self.emit_seldom("print(%s, %s)" % (("%s", "%s", "sorted(%s)", "%s")[shape] % d, total))

    def make_picker(self):
        """A function for key=, map and the like, which raises now and then."""
        rng, name = self.rng, self.fresh("pick")
        self.emit("def %s(v%s):" % (name, rng.pick(("", ", w=1"))))
        if rng.chance(60):
            self.emit("    if v == %d: raise %s" % (rng.between(0, 12), self.an_error("v")))
        self.emit("    return %s" % rng.pick(("v % 3", "-v", "str(v)", "(v & 1, v)", "v * 0.5", "None if v == 5 else v", "[v]", "v > 3", "v if v % 4 else 's'")))
        self.pickers.append(name)

    def picker_loop(self):
        """Built-ins that call back, over numbers that change."""
        rng = self.rng
        if not self.pickers or not self.may_loop(14):
            return self.assign()
        pick, total, v = rng.pick(self.pickers), self.number(), self.fresh("v")
        self.emit("%s = [3, 1, 2]" % v)
        self.emit("import functools, itertools, operator")
        values = ("sorted({v}, key={f})[0]", "max({v}, key={f})", "min({v}, key={f}, default=1)", "sum(map(len, map(str, map({f}, {v}))))", "len(list(filter({f}, {v})))", "functools.reduce(lambda a, b: a + len(str({f}(b))), {v}, 0)", "any(map({f}, {v}))", "all({f}(w) for w in {v})",
                  "len(list(zip({v}, map({f}, {v}), strict=True)))", "sum(1 for k, g in itertools.groupby({v}, {f}))", "len(list(itertools.takewhile({f}, {v})))", "sum(itertools.islice(map(int, filter({f}, {v})), 2))", "len({{{f}(w): w for w in {v}}})", "sorted(enumerate({v}), key=lambda p: {f}(p[1]))[-1][0]",
                  "list(itertools.accumulate({v}, lambda a, b: a ^ b))[-1]", "len(str([{f}(w) for w in {v}]))", "next(filter({f}, {v}), 5)", "sum(w for w in itertools.chain({v}, [{i}], reversed({v})))", "functools.partial({f}, {i})() == 1", "sum(itertools.starmap(operator.mul, zip({v}, {v})))",
                  "len(list(itertools.product({v}[:2], repeat=2)))", "sum(a - b for a, b in itertools.pairwise({v}))", "len(max(map(str, {v}), key=len))", "bisect({v}, {i})", "len(list(itertools.dropwhile(lambda w: w < 3, {v})))", "len(list(itertools.filterfalse({f}, {v})))")
        self.emit("from bisect import bisect")
        with self.counting() as i:
            self.some(1)
            self.emit(rng.pick(("%s.append(%s %% 13)" % (v, i), "%s.insert(0, %s %% 11)" % (v, i), "%s = [w ^ %s & 15 for w in %s] + [%s %% 9]" % (v, i, v, i), "%s[%s %% len(%s)] = %s" % (v, i, v, rng.pick((i, i + " % 9", self.expr("int", 0)))))))
            with self.under("try:"):
                for _ in range(rng.between(1, 2)):
                    self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, rng.pick(values).format(v=v, f=pick, i=i)))
                if rng.chance(30):
                    self.emit("%s.sort(%s)" % (v, rng.pick(("", "key=%s" % pick, "reverse=True", "key=lambda w: (w & 3, w)"))))
            with self.under("except (Oops, ArithmeticError, ValueError, TypeError, LookupError%s) as e:" % "".join(", " + n for n in self.errors)):
                self.emit("%s += len(str(e)) & 31" % total)
            self.emit("if len(%s) > 9: del %s[%s]" % (v, v, rng.pick(("3:", ":7", "::2"))))
            if rng.chance(20):
                self.emit("if not %s: %s = [1]" % (v, v))
            else:
                self.emit("%s = %s or [4, 2]" % (v, v))
        self.emit_seldom("print(%s, %s)" % (v, total))

    def slice_loop(self):
        """Indices and slices, at and beyond the ends, of texts, bytes, tuples, lists and ranges."""
        rng = self.rng
        if not self.may_loop(3):
            return self.assign()
        s, total = self.fresh("s"), self.number()
        self.emit("%s = %s" % (s, rng.pick(("'hello world'", "'\\u00e9t\\u00e9 \\u20ac'", "b'bytes and more'", "tuple(range(9))", "list(range(9))", "range(3, 30, 4)", "bytearray(b'array')", "'\\U0001f600ab'", "memoryview(b'some memory')"))))
        with self.counting() as i:
            a, b = ("%s - %d" % (i, rng.between(0, 20)) for _ in range(2))
            self.emit("t = %s[%s]" % (s, rng.pick(("{a}:{b}", "{a}:", ":{b}", "{a}:{b}:{i} %% 5 + 1", "{a}:{b}:-1", "::{i} %% 7 - 3 or 1", "-{i}:", ":-{i}", "{i}:{i} + 3", "{a}:2**64", "-2**70:{b}", "True:{b}")).replace("%%", "%").format(a=a, b=b, i=i)))
            self.emit("%s = (%s * 7 + len(t)) %% 65537" % (total, total))
            with self.under("try:"):
                self.emit("%s += %s" % (total, rng.pick(("len(str(%s[%s]))" % (s, a), "%s.index(%s[%s])" % (s, s, i), "%s.count(%s[%s %% 3])" % (s, s, i), "len(t + %s)" % s, "len(t * (%s %% 3))" % i, "(t == %s)" % s, "(t < %s)" % s, "%s.find(t)" % s, "hash(t) == hash(%s[:])" % s, "(t in %s)" % s, "len(list(reversed(t)))", "len(set(t))", "%s.startswith(t)" % s, "len(%s.split(t))" % s))))
            with self.under("except (TypeError, IndexError, ValueError, AttributeError, NotImplementedError) as e:"):
                self.emit("%s += len(str(e)) & 31" % total)
            self.some(1)
            if rng.chance(30):
                self.emit("if %s: %s = %s" % (self.moment(), s, rng.pick(("%s[::-1]" % s, "%s[1:]" % s, "'other text'", "[0.5, 1.5, 2.5]", "(1, 'a', None)", "b'abcdef'"))))
        self.emit_seldom("print(%s)" % total)

    def unbinding_loop(self):
        """Names, attributes and items that are deleted and made again, and asked for in between."""
        rng = self.rng
        if not self.may_loop(3):
            return self.assign()
        n, total, inside = self.fresh("u"), self.number(), self.scope.function
        self.emit("%s = 1" % n)
        if inside and rng.chance(40):
            self.emit("%s = lambda: %s" % (self.fresh("inner"), n))
            inner = "inner%d" % self.serial
        else:
            inner = None
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.emit("if %s: del %s" % (self.moment(), n))
                self.emit("%s = (%s + %s) %% 65537" % (total, total, rng.pick((n, "int(%s)" % n, n + " * 3", (inner or "abs") + ("()" if inner else "(%s)" % n)))))
                self.emit("if %s: %s = %s" % (self.moment(), n, rng.pick((i, "0.5", "True", "2**64", "'7'", "None", "1"))))
            with self.under("except %s:" % rng.pick(("NameError", "(UnboundLocalError, NameError)", "(NameError, TypeError)"))):
                self.emit("%s ^= 5" % total)
                if rng.chance(70):
                    self.emit("%s = %s" % (n, rng.pick((i, "1", "0.25"))))
            with self.under("except TypeError:"):
                self.emit("%s += 3; %s = %s" % (total, n, i))
            if rng.chance(25):
                self.emit("for %s in range(%s %% 3): %s += 1" % (n, i, total))
            if rng.chance(25):
                self.emit("try: raise Oops(%s)" % i)
                self.emit("except Oops as %s: pass" % n)
            if rng.chance(25):
                self.emit("%s = %s" % (n, i))
        self.emit_seldom("print(%s)" % total)
