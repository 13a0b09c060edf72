"""Statements about what looks at a running program or takes part in it: trace functions, code that is evaluated, threads, signals and the collector."""


class Watching:
    def make_watcher(self):
        """A trace function that counts events of the program's own frames, and what runs a function in a thread of its own."""
        rng, n = self.rng, self.fresh("")
        self.emit_all("import sys, threading, gc, signal, weakref", "counts%s = {}" % n, "def tracer%s(frame, event, arg):" % n, "    if frame.f_code.co_filename != tracer%s.__code__.co_filename or frame.f_code.co_name == '__del__': return" % n,
                      "    key = frame.f_code.co_name + ' ' + event", "    counts%s[key] = counts%s.get(key, 0) + 1" % (n, n),
                      *rng.pick((["    if counts%s[key] > %d: sys.settrace(None)" % (n, rng.between(5, 60))], ["    if event == 'call' and counts%s[key] %% 3 == 0: return" % n], ["    if event == 'exception': counts%s[arg[0].__name__] = 1" % n], [])), "    return tracer%s" % n)
        self.emit_all("def aside%s(f, *args):" % n, "    got = []", "    def run():", "        try: got.append(f(*args))", "        except Exception as e: got.append(len(str(e)))", "    t = threading.Thread(target=run)", "    t.start()", "    t.join()", "    return got[0]")
        self.emit_all("class Gone%s:" % n, "    count = 0", "    def __init__(self, v): self.v = v", "    def __del__(self): Gone%s.count += self.v" % n)
        self.watchers.append(n)

    def watched_call(self, i):
        """A call of something of the program with a number, as an expression."""
        rng = self.rng
        fitting = [f.name for f in self.functions if f.params == ["int"] and f.result in ("int", "num", "float") and f.cost * self.scope.weight * 2 < self.budget]
        return rng.pick(["%s(%s)" % (name, i) for name in fitting] + ["abs(%s)" % i, "sum(v & 3 for v in range(%s %% 6))" % i, "len([v for v in range(%s %% 5) if v])" % i, "(lambda v: v * 2)(%s)" % i, "max(map(lambda v: -v, (1, %s)))" % i])

    def trace_loop(self):
        rng = self.rng
        if not self.watchers or self.scope.generator or not self.may_loop(10):
            return self.assign()
        n, total = rng.pick(self.watchers), self.number()
        on = rng.pick(("sys.settrace(tracer%s)", "sys._getframe().f_trace = tracer%s; sys.settrace(tracer%s)", "sys.setprofile(tracer%s)")).replace("%s", n)
        self.emit("counts%s.clear()" % n)
        with self.under("try:"):
            with self.counting() as i:
                self.emit("if %s: %s" % (self.moment(), on))
                self.some(2)
                self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, self.watched_call(i)))
                if rng.chance(60):
                    self.emit("if %s: sys.settrace(None); sys.setprofile(None)" % self.moment())
                self.some(1)
        with self.under("finally:"):
            self.emit("sys.settrace(None); sys.setprofile(None); sys._getframe().f_trace = None")
        self.emit_seldom("print(%s, sorted(counts%s.items()))" % (total, n))

    def thread_loop(self):
        """Now and then another thread does something, which is waited for."""
        rng = self.rng
        if not self.watchers or not self.may_loop(10):
            return self.assign()
        n, total, box = rng.pick(self.watchers), self.number(), self.fresh("v")
        self.emit("%s = [1, 2]" % box)
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, self.watched_call(i)))
                self.emit("if %s: %s = (%s + int(%s)) %% 65537" % (rng.pick(("%s == %d" % (i, rng.between(1, 20)), "%s %% 17 == 3" % i)), total, total, rng.pick((
                    "aside%s(lambda: %s)" % (n, self.watched_call(i)), "aside%s(%s.append, %s) or 1" % (n, box, i), "aside%s(lambda: {}[%s])" % (n, i), "aside%s(next, iter(%s))" % (n, box), "aside%s(sorted, %s)[0]" % (n, box), "aside%s(lambda: aside%s(len, %s))" % (n, n, box)))))
                self.emit("%s ^= len(%s) + %s[-1] & 255" % (total, box, box))
            with self.under("except (Oops, ArithmeticError, ValueError, TypeError, LookupError) as e:"):
                self.emit("%s += len(str(e)) & 31" % total)
            self.some(1)
        self.emit_seldom("print(%s, %s[-3:])" % (total, box))

    def signal_loop(self):
        """A signal whose handler changes something or raises."""
        rng = self.rng
        if not self.watchers or not self.may_loop(6):
            return self.assign()
        total, got = self.number(), self.fresh("v")
        self.emit("%s = []" % got)
        self.emit("def handler(number, frame):")
        self.emit_all("    %s.append(number)" % got, "    if len(%s) %% %d == 1: raise Oops(len(%s))" % (got, rng.between(2, 5), got))
        self.emit("before = signal.signal(signal.SIGUSR1, handler)")
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.emit("%s += 1" % total)
                self.emit("if %s: signal.raise_signal(signal.SIGUSR1)" % self.moment())
                self.emit("%s = (%s * 3 + int(%s)) %% 65537" % (total, total, self.watched_call(i)))
            with self.under("except Oops as e:"):
                self.emit("%s += e.args[0]" % total)
        self.emit_seldom("print(%s, len(%s))" % (total, got))

    def collect_loop(self):
        """Objects that are dropped, and collected now and then."""
        rng = self.rng
        if not self.watchers or not self.may_loop(6):
            return self.assign()
        n, total, o = rng.pick(self.watchers), self.number(), self.fresh("o")
        self.emit_all("gc.collect()", "Gone%s.count = 0" % n)
        with self.counting() as i:
            self.emit("%s = Gone%s(%s & 7)" % (o, n, i))
            if rng.chance(50):
                self.emit("r = weakref.ref(%s)" % o)
                self.emit("if %s & 1: %s = None" % (i, o))
            else:
                self.emit("r = lambda: None")
            self.some(1)
            with self.under("if %s:" % rng.pick(("%s == %d" % (i, rng.between(1, 9)), "%s %% 29 == 3" % i))):
                self.emit("gc.collect()")
                self.emit("%s = (%s * 5 + Gone%s.count + (r() is None)) %% 65537" % (total, total, n))
        self.emit("%s = r = None" % o)
        self.emit("gc.collect()")
        self.emit_seldom("print(%s, Gone%s.count)" % (total, n))

    def evaluated_loop(self):
        """Code made at run time that sees the program's variables, and what locals() and globals() say of them."""
        rng = self.rng
        if not self.may_loop(4):
            return self.assign()
        total, names = self.number(), [n for n in self.scope.variables if self.scope.variables[n] in ("int", "float")] or ["True"]
        with self.counting() as i:
            self.some(1)
            name = rng.pick(names + [i, total])
            use = rng.pick(("eval('%s + 1')" % name, "eval('%s * 2', globals(), {%r: %s})" % (name, name, i), "len(locals())", "locals().get(%r, 0)" % name, "locals()[%r]" % i, "eval('[v + %s for v in range(3)]')[-1]" % name, "len(str(sorted(k for k in locals() if k[:1] == 'i')))",
                            "eval('(lambda: %s)()', {%r: 3})" % (name, name), "eval('len(locals())')", "len(dir())", "sys._getframe().f_lineno", "'%s' in locals()" % name, "eval(compile('%s', 'e', 'eval'))" % name, "[locals() for v in (1,)][0]['v']", "sys._getframe().f_locals[%r]" % total))
            with self.under("try:"):
                self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, use))
                if rng.chance(40):
                    self.emit("if %s: %s" % (self.moment(), rng.pick(("exec('%s = 5')" % name, "locals()[%r] = 7" % name, "exec('global H\\nH = %s', globals(), locals())" % name, "exec('del %s')" % name, "exec('raise Oops(%s)')" % i, "exec('for v in range(3): %s += v')" % name))))
            with self.under("except (NameError, TypeError, KeyError, Oops, ValueError, OverflowError) as e:"):
                self.emit("%s += len(str(e)) & 31" % total)
        self.emit_seldom("print(%s)" % total)
