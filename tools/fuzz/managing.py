"""Statements about context managers made of generators, groups of exceptions, and functions that wrap functions."""


class Managing:
    def make_manager(self):
        """A context manager that is a generator, or a class whose exit decides."""
        rng, name = self.rng, self.fresh("scope")
        if rng.chance(60):
            self.emit("from contextlib import contextmanager, ExitStack, suppress")
            self.emit("@contextmanager")
            self.emit("def %s(v):" % name)
            self.emit_all(*rng.pick((
                ["    try: yield v + 1", "    except %s: pass" % rng.pick(("Oops", "ValueError", "(Oops, KeyError)"))], ["    yield v"], ["    try: yield v", "    finally: v += 1"], ["    try: yield [v]", "    except Oops as e: raise KeyError(v) from e"],
                ["    if v == 3: return", "    yield v"], ["    try: yield v", "    except ValueError: yield 2"], ["    for w in range(v % 2 + 1):", "        try: yield w", "        except Oops: pass"])))
        else:
            self.emit("from contextlib import ExitStack, suppress")
            self.emit_all("class %s:" % name, "    def __init__(self, v): self.v = v", "    def __enter__(self):", "        if self.v == %d: raise Oops(self.v)" % rng.between(3, 20), "        return self.v", "    def __exit__(self, kind, e, trace):",
                          "        %s" % rng.pick(("self.v += 1", "if kind is KeyError: raise ValueError(self.v)", "if e is not None: e.v = self.v")), "        return %s" % rng.pick(("None", "kind is Oops", "self.v & 1 and isinstance(e, Exception)", "isinstance(e, LookupError)", "'yes' if kind is ValueError else ''")))
        self.managers.append(name)

    def manager_loop(self):
        rng = self.rng
        if not self.managers or not self.may_loop(8):
            return self.assign()
        total = self.number()
        with self.counting() as i:
            with self.under("try:"):
                items = ["%s(%s)%s" % (rng.pick(self.managers), rng.pick((i, i + " % 4", total)), rng.pick(("", " as a"))) for _ in range(rng.between(1, 3))]
                if rng.chance(20):
                    items.insert(rng.below(len(items) + 1), rng.pick(("suppress(Oops)", "suppress(KeyError, ValueError)", "ExitStack() as s", "Manager(%s)" % i)))
                with self.under("with %s:" % (", ".join(items) if rng.chance(60) else "(%s)" % ", ".join(items))):
                    self.emit("%s += 1" % total)
                    if any("ExitStack" in x for x in items):
                        self.emit(rng.pick(("s.enter_context(%s(%s))" % (rng.pick(self.managers), i), "s.callback(abs, %s)" % i)))
                    self.some(1)
                    self.emit("if %s: %s" % (rng.pick((self.moment(), "%s %% 3 == 1" % i)), rng.pick(("raise %s" % self.an_error(i), "raise %s" % self.an_error(i), "continue", "break", "{}[%s]" % i, "1 // 0"))))
                    self.emit("%s += 2" % total)
                self.emit("%s ^= 3" % total)
            with self.under("except Exception as e:"):
                self.emit("%s = (%s * 3 + len(str(e)) + len(chain(e))) %% 65537" % (total, total))
                if self.scope.weight <= 60:
                    self.emit(rng.pick(("report(e)", "print(chain(e))", "pass")))
            self.some(1)
        self.emit_seldom("print(%s)" % total)

    def group_loop(self):
        """Groups of exceptions that are made, split and caught by parts."""
        rng = self.rng
        if not self.may_loop(8):
            return self.assign()
        total = self.number()
        with self.counting() as i:
            members = [self.an_error(rng.pick((i, "1", "2"))) for _ in range(rng.between(1, 3))]
            if rng.chance(30):
                members.append("ExceptionGroup('inner', [%s])" % self.an_error(i))
            with self.under("try:"):
                with self.under("try:"):
                    self.some(1)
                    self.emit("if %s: raise %s" % (rng.pick((self.moment(), "%s & 1" % i, "True")), rng.pick(("ExceptionGroup('g', [%s])" % ", ".join(members), "ExceptionGroup('g', [%s])" % ", ".join(members), members[0]))))
                    self.emit("%s += 1" % total)
                for _ in range(rng.between(1, 2)):
                    with self.under("except* %s as e:" % rng.pick(["Oops", "ValueError", "(KeyError, ValueError)", "LookupError", "Exception"] + self.errors)):
                        self.emit("%s += len(e.exceptions)" % total)
                        if self.scope.weight <= 60:
                            self.emit("print(repr(e.exceptions)[:80])")
                        if rng.chance(30):
                            self.emit("if %s: raise%s" % (self.moment(), rng.pick(("", " KeyError(1)", " e"))))
                if rng.chance(25):
                    self.emit_all("else:", "    %s += 3" % total)
                if rng.chance(25):
                    self.emit_all("finally:", "    %s += 4" % total)
            with self.under("except Exception as e:"):
                self.emit("%s += len(str(e))" % total)
                self.emit("if isinstance(e, ExceptionGroup): %s" % rng.pick(("a, b = e.split(Oops); %s += (a is None) + 2 * (b is None)" % total, "a = e.subgroup(lambda x: x.args == (1,)); %s += a is not None" % total, "%s += len(e.derive([ValueError(2)]).exceptions)" % total)))
            self.emit("%s %%= 65537" % total)
        self.emit_seldom("print(%s)" % total)

    def make_wrapped(self):
        """A function behind one or two decorators that were written in Python."""
        rng = self.rng
        wrap, name = self.fresh("wrap"), self.fresh("f")
        self.emit("import functools")
        self.emit("def %s(f%s):" % (wrap, ", k=%s" % self.atom_without_names("int")))
        self.indent += 1
        shape = rng.below(5)
        if shape == 0:
            self.emit_all("@functools.wraps(f)", "def call(*args, **kw): return f(*args, **kw)", "call.calls = k", "return call")
        elif shape == 1:
            self.emit_all("def call(*args):", "    call.calls += 1", "    return f(*args) + call.calls % 3", "call.calls = 0", "return call")
        elif shape == 2:
            self.emit_all("seen = {}", "def call(v):", "    if v not in seen: seen[v] = f(v)", "    return seen[v]", "return call")
        elif shape == 3:
            self.emit_all("def call(v, *rest):", "    nonlocal k", "    try: return f(v, *rest)", "    except %s: k += 1" % rng.pick(("Oops", "ValueError", "Exception")), "    return k % 101", "return call")
        else:
            self.emit_all("class Call:", "    def __call__(self, *args): return f(*args) %s" % rng.pick(("", "+ 1")), "    def __get__(self, o, owner): return functools.partial(self, 3)", "return Call()")
        self.indent -= 1
        decorators = [wrap] + (["functools.lru_cache(%s)" % rng.pick(("4", "None", "1"))] if rng.chance(30) else []) + ([rng.pick(self.wrappers)] if self.wrappers and rng.chance(40) else [])
        for decorator in decorators if rng.chance(50) else decorators[::-1]:
            self.emit("@" + decorator)
        self.emit("def %s(v%s):" % (name, rng.pick(("", ", w=2"))))
        if rng.chance(50):
            self.emit("    if v %% %d == 2: raise %s" % (rng.between(3, 9), self.an_error("v")))
        self.emit("    return %s" % rng.pick(("v * 2", "v + 0.5", "v % 7", "len(str(v))", "-v", "abs(v) > 1 and %s(v // 2)" % name)))
        self.wrappers.append(wrap)
        self.wrapped.append(name)

    def wrapped_loop(self):
        rng = self.rng
        if not self.wrapped or not self.may_loop(8):
            return self.assign()
        total = self.number()
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                for _ in range(rng.between(1, 2)):
                    name = rng.pick(self.wrapped)
                    self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, rng.pick(("%s(%s)" % (name, i), "%s(%s)" % (name, i), "%s(%s %% 5)" % (name, i), "%s(%s, 3)" % (name, i), "len(%s.__name__) * 0" % name, "%s.__wrapped__(%s)" % (name, i), "getattr(%s, 'calls', 1)" % name))))
            with self.under("except (Oops, TypeError, AttributeError, ValueError, LookupError, ArithmeticError%s) as e:" % "".join(", " + x for x in self.errors)):
                self.emit("%s += len(str(e)) & 31" % total)
            if rng.chance(20) and self.scope.function:
                self.emit("if %s: globals()[%r] = %s(%s)" % (self.moment(), rng.pick(self.wrapped), rng.pick(self.wrappers), rng.pick(("abs", "lambda v: v ^ 3", rng.pick(self.wrapped)))))
        self.emit_seldom("print(%s)" % total)
