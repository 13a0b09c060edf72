"""Statements about exceptions: classes of them with attributes, raised through calls, caught, raised again and chained in loops; finally
with jumps; and frames that are looked at and written to from outside."""
PRELUDE = '''import sys
def chain(e):
    seen = []
    while e is not None and len(seen) < 6:
        seen.append((type(e).__name__, str(e)[:40], sorted((k, v) for k, v in vars(e).items() if isinstance(v, (int, str))), e.__suppress_context__))
        e = e.__cause__ or e.__context__
    return seen
def values(f):
    if f.f_code.co_name == '<module>': return '<module>', f.f_lineno
    return f.f_code.co_name, f.f_lineno, sorted((k, v) for k, v in f.f_locals.items() if isinstance(v, (int, float, str)))
def frames(e):
    t = e.__traceback__
    while t is not None:
        print(*values(t.tb_frame), t.tb_lineno)
        t = t.tb_next
def callers():
    f, seen = sys._getframe(1), []
    while f is not None and f.f_code.co_filename == callers.__code__.co_filename and len(seen) < 3:
        # What called by way of C# is told by its name: README's limit.
        seen.append(f.f_code.co_name if seen else values(f))
        f = f.f_back
    print(seen)
def poke(name, v):
    f = sys._getframe(1)
    if f.f_code.co_name != '<module>' and name in f.f_locals: f.f_locals[name] = v
'''.splitlines()


class Raising:
    def make_error(self):
        """An exception class with attributes of its own."""
        rng, name = self.rng, self.fresh("Err")
        base = rng.pick(["Oops", "ValueError", "KeyError", "ArithmeticError", "LookupError"] + self.errors)
        own = base in self.errors
        self.emit("class %s(%s):" % (name, base))
        shape = rng.below(5)
        if shape == 0:
            self.emit_all("    def __init__(self, code):", "        %s" % ("super().__init__(code)" if rng.chance(60) else "pass"), "        self.code = code")
        elif shape == 1:
            self.emit_all("    code = %s" % self.atom_without_names("int"), "    def __str__(self): return '<%s>' % self.args[0]")
        elif shape == 2:
            self.emit_all("    def __init__(self, code, more=1):", "        super().__init__(%s)" % rng.pick(("code", "code") if own else ("code", "code, more", "more, code", "")), "        self.code = code", "        if more: self.note = str(more)")
        elif shape == 3:
            self.emit_all("    @property", "    def code(self): return len(self.args)")
        else:
            self.emit_all("    code = 0", "    count = 0", "    def __init__(self, code):", "        %s.count += 1" % name, "        super().__init__(code)", "        if code != 3: self.seen = %s.count" % name)
        self.errors.append(name)

    def make_raiser(self):
        """A function that raises, now and then, at some depth of calls."""
        rng, name = self.rng, self.fresh("raiser")
        self.emit("def %s(v, depth=%d):" % (name, rng.below(3)))
        if rng.chance(30):
            self.emit_all("    t = v * 2", "    try:", "        if depth: return %s(v + 1, depth - 1) + t" % name, "    finally:", "        t += 1")
        else:
            self.emit("    if depth: return %s(v + 1, depth - 1) + 1" % name)
        self.emit("    if %s: raise %s" % (rng.pick(("v % 5 == 3", "v & 1", "v > 6", "v % 7 == 2")), self.an_error("v")))
        if rng.chance(50):
            self.emit("    if %s: raise %s" % (rng.pick(("v % 4 == 2", "v == 0", "v % 9 == 8")), self.an_error("v")))
        self.emit("    return %s" % rng.pick(("v", "v * v", "{}[v]", "10 // (v - 4)", "[1, 2, 3][v % 4]")))
        self.raisers.append(name)

    def an_error(self, v):
        return "%s(%s)" % (self.rng.pick(self.errors + self.errors + ["Oops", "ValueError", "KeyError"]), v)

    def raise_loop(self):
        rng = self.rng
        if not self.raisers or not self.may_loop(3):
            return self.assign()
        total, raiser = self.number(), rng.pick(self.raisers)
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.some(1)
                self.emit("%s = (%s + %s(%s)) %% 99991" % (total, total, raiser, rng.pick((i, i, i + " % 7", i + ", 3"))))
                if rng.chance(30):
                    self.emit("if %s: %s" % (self.moment(), rng.pick(("continue", "break", "raise %s" % self.an_error(i)))))
            for _ in range(rng.between(1, 2)):
                kind = rng.pick(self.errors + ["Oops", "(ValueError, KeyError)", "LookupError", "ArithmeticError", "Exception"])
                with self.under("except %s as e:" % kind):
                    self.emit(rng.pick(("%s += getattr(e, 'code', 5)", "%s += len(e.args)", "%s -= len(str(e))", "e.mark = %s", "%s += 1; e.args = (1, 2)")) % total)
                    self.handled(i, total)
            with self.under("except Exception as e:"):
                self.emit("%s ^= 3" % total)
                self.handled(i, total, rarely=True)
            if rng.chance(25):
                with self.under("else:"):
                    self.some(1)
                    self.emit("%s += 2" % total)
            if rng.chance(35) and not self.scope.generator:
                with self.under("finally:"):
                    saved, self.no_jump = self.no_jump, True
                    self.emit("%s += 1" % total)
                    self.some(1)
                    self.no_jump = saved

    def handled(self, i, total, rarely=False):
        """What a handler does with e: goes on, raises it again, or another from it; caught again at once, most of the time."""
        rng = self.rng
        if self.scope.weight <= 130:
            self.emit(rng.pick(("pass", "report(e)", "print(chain(e))", "pass")))
            if rng.chance(10):
                self.emit("frames(e)")
        if rng.chance(20 if rarely else 55):
            # Without a jump: the next error is raised while this one is handled.
            with self.under("try:"):
                self.emit(rng.pick(("raise", "raise e", "raise %s from e", "raise %s from None", "raise %s", "raise %s", "raise e.with_traceback(None)")).replace("%s", self.an_error(i)))
            with self.under("except Exception as e2:"):
                self.emit("%s += len(chain(e2))" % total)
                if self.scope.weight <= 130:
                    self.emit(rng.pick(("print(chain(e2))", "report(e2)", "print(e2 is e)", "print(sys.exception() is e2)")))
            self.emit(rng.pick(("pass", "print(sys.exception() is e)" if self.scope.weight <= 60 else "pass")))
        elif rng.chance(12):
            self.emit("if %s: raise %s" % (self.moment(), rng.pick(("", "from_e", "e")).replace("from_e", self.an_error(i) + " from e")))
        elif rng.chance(20):
            self.emit(rng.pick(("continue", "break" if rng.chance(30) else "continue")))

    def finally_function(self):
        """A function whose loop is left in every way through a finally, called in a loop."""
        rng = self.rng
        if not self.may_loop(15):
            return self.assign()
        name, total = self.fresh("fin"), self.number()
        with self.helper("def %s(v):" % name, {"v": "int", "t": "int"}):
            self.emit("t = 0")
            self.scope.frozen.add("v")
            with self.under("for j in range(%d):" % rng.between(3, 7)):
                self.scope.counters, self.scope.variables["j"] = ["j"], "int"
                self.scope.loops, self.scope.weight = 2, self.scope.weight * 5
                with self.under("try:"):
                    self.emit("t += j + v")
                    for _ in range(rng.between(1, 3)):
                        self.emit("if %s: %s" % (rng.pick(("(v + j) % 5 == 1", "j == 2", "v % 4 == 3", "v > 7", "t > 20")), self.an_exit()))
                if rng.chance(50):
                    with self.under("except %s as e:" % rng.pick(self.errors + ["Exception", "KeyError"])):
                        self.emit(rng.pick(("t += 100", "t += len(e.args)", "raise", "return -t", "continue", "raise KeyError(t) from e")))
                    if rng.chance(40):
                        self.emit("else: t *= 2")
                with self.under("finally:"):
                    self.emit(rng.pick(("t += 1", "t ^= 3", "v -= 1", "if j == 3: t += 7")))
                    if rng.chance(20):
                        self.emit("if v %% 6 == 5: %s" % rng.pick(("return t", "break", "continue")))
            if rng.chance(30):
                self.emit_all("else:", "    t += 1000")
            self.emit("return t")
        with self.counting() as i:
            with self.under("try:"):
                self.emit("%s = (%s * 3 + %s(%s)) %% 1000003" % (total, total, name, rng.pick((i, i + " % 5", i + " ^ 3"))))
            with self.under("except Exception as e:"):
                self.emit("%s += e.__traceback__.tb_next.tb_lineno" % total)
        self.emit_seldom("print(%s)" % total)

    def an_exit(self):
        return self.rng.pick(("return t", "break", "continue", "raise %s" % self.an_error("j"), "return t + j", "{}[t]", "t //= 0"))

    def look(self):
        """The frames of the callers are read, or a variable of this one is written to from outside."""
        rng, scope = self.rng, self.scope
        names = [n for n in scope.variables if scope.variables[n] in ("int", "float") and n not in scope.frozen and n not in scope.counters and n not in self.globals]
        when = "if %s: " % self.moment() if scope.counters else ""
        if names and scope.function and rng.chance(50):
            self.emit("%spoke(%r, %s)" % (when, rng.pick(names), self.atom_without_names(rng.pick(("int", "float", "str")))))
        elif when and scope.weight <= 200 or scope.weight <= 20:
            self.emit("%scallers()" % when)
        else:
            self.augment()
