"""Statements about generators that are driven from outside: send, throw, close, yield from with a value, and finally on the way out."""


class Suspending:
    def make_receiver(self):
        """A generator that takes what is sent and thrown, and tells about its end. It is always run to its end or closed."""
        rng, name = self.rng, self.fresh("recv")
        self.emit("def %s(n):" % name)
        self.indent += 1
        self.emit_all("got = total = 0")
        body = ["got = yield total", "total = (total + (n if got is None else got)) %% %s" % rng.pick(("1009", "2**63", "2**64"))]
        if rng.chance(30):
            body.append("if total %% 5 == %d: got = yield -1" % rng.below(5))
        if rng.chance(25):
            body.append("if total & 8: return total")
        self.emit("try:") if rng.chance(75) else self.emit("if True:")
        guarded = self.lines[-1].endswith("try:")
        self.emit("    %s" % rng.pick(("for i in range(n + 2):", "while n > 0:")))
        if self.lines[-1].endswith("> 0:"):
            self.emit("        n -= 1")
        if rng.chance(50):
            self.emit("        try:")
            for line in body:
                self.emit("            " + line)
            self.emit("        except %s as e: total += len(e.args) + 10" % rng.pick(self.errors + ["ValueError", "Oops", "(KeyError, Oops)"]))
        else:
            for line in body:
                self.emit("        " + line)
        if guarded:
            if rng.chance(30):
                self.emit_all("except GeneratorExit:", "    total += 1", "    %s" % rng.pick(("raise", "return total")))
            if rng.chance(70) or not self.lines[-3].endswith("GeneratorExit:"):
                self.emit_all("finally:", "    log.append(total)")
        self.emit("return %s" % rng.pick(("total", "(total, n)", "None")))
        self.indent -= 1
        self.receivers.append(name)
        if rng.chance(60):
            outer = self.fresh("recv")
            inner = rng.pick(self.receivers)
            self.emit("def %s(n):" % outer)
            self.emit_all("    r = yield from %s(n)" % inner, "    x = yield %s" % rng.pick(("r", "-2", "n")), *rng.pick((
                ["    return r"], ["    return (yield from %s(2))" % inner], ["    try: yield from %s(x if isinstance(x, int) and x < 9 else 1)" % inner, "    except Oops: yield 5"])))
            self.receivers.append(outer)

    def drive_loop(self):
        """A generator resumed by hand in a loop, in other ways at other times."""
        rng = self.rng
        if not self.receivers or not self.may_loop(8):
            return self.assign()
        g, total, name = self.fresh("g"), self.number(), rng.pick(self.receivers)
        # A generator that is dropped in mid-run has no defined time to run its finally: each is closed, and the log begins anew.
        self.emit("%s = %s((%s) %% 9)" % (g, name, self.expr("int", 0)))
        self.emit("log.clear()")
        self.emit("try: next(%s)" % g)
        self.emit("except StopIteration: pass")
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.emit("v = %s" % rng.pick(("%s.send(%s)" % (g, i), "next(%s)" % g, "%s.send(None if %s else %s)" % (g, self.moment(), i))))
                if rng.chance(50):
                    self.emit("if %s: v = %s.throw(%s)" % (self.moment(), g, self.an_error(i)))
                if rng.chance(30):
                    self.emit("if %s: %s.close()" % (self.moment(), g))
                self.emit("%s = (%s + (v if isinstance(v, int) else 1)) %% 1000003" % (total, total))
            with self.under("except StopIteration as e:"):
                self.emit("%s += len(str(e.value))" % total)
                self.emit("%s = %s(%s %% 5)" % (g, rng.pick((name, rng.pick(self.receivers))), i))
                self.emit("%s" % rng.pick(("next(%s, None)" % g, "%s.send(None)" % g)))
            with self.under("except (Oops, ValueError, KeyError, TypeError, LookupError, ArithmeticError) as e:"):
                self.emit("%s ^= len(e.args)" % total)
                if self.scope.weight <= 60:
                    self.emit("report(e)")
                if rng.chance(50):
                    self.emit("%s = %s(3)" % (g, name))
        self.emit("try: %s.close()" % g)
        self.emit("except Exception as e: print(type(e))")
        self.emit("print(%s, log[-4:])" % total if self.scope.weight <= 60 else "log.clear()")

    def pipe_loop(self):
        """Generators that feed one another, run to the end by what collects them."""
        rng = self.rng
        if not self.may_loop(10):
            return self.assign()
        a, b, total = self.fresh("pipe"), self.fresh("pipe"), self.number()
        self.emit_all("def %s(n):" % a, "    for v in range(n):", "        if v %% %d == %d: %s" % (rng.between(3, 9), rng.below(3), rng.pick(("continue", "yield -v", "yield v / 2", "yield 2**62 + v", "return"))), "        yield v")
        self.emit_all("def %s(it):" % b, "    last = %s" % rng.pick(("0", "None")), *rng.pick((
            ["    for v in it:", "        yield v if last is None else v + last", "        last = v"], ["    yield from it", "    yield last"],
            ["    while True:", "        try: yield next(it)", "        except StopIteration: return"], ["    yield from (v * 2 for v in it if v != 5)"])))
        source = "%s(%s(%s))" % (b, a, rng.pick(("9", "30", "4")))
        if rng.chance(40):
            with self.counting() as i:
                self.emit("%s = (%s + %s) %% 1000003" % (total, total, rng.pick(("len(list(%s))", "int(sum(%s))", "int(max(%s, default=0))", "len({*%s})", "len([*%s, *%s])", "sum(1 for v in %s if v)", "len(''.join(map(str, %s)))")).replace("%s", source)))
        else:
            with self.counting() as i:
                with self.under("for v in %s:" % source):
                    self.scope.variables["v"] = "num"
                    saved = self.enter_loop(8)
                    self.some(1)
                    self.emit("%s = (%s + int(v)) %% 1000003" % (total, total))
                    self.leave_loop(saved)
        self.emit_seldom("print(%s)" % total)
