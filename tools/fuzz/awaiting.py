"""Statements about asynchronous generators, comprehensions and context managers, run by a function that stands for an event loop."""


class Awaiting:
    def make_asynchronous(self):
        """What programs of this subject share: something to wait for, what runs coroutines, an asynchronous manager; and generators."""
        rng, n = self.rng, self.fresh("")
        self.emit_all("class Turn%s:" % n, "    def __init__(self, v=0): self.v = v", "    def __await__(self):", "        got = yield self.v", *rng.pick((["        return got"], ["        if got == 3: got = yield 1", "        return self.v"], ["        return self.v + 1"])))
        self.emit_all("def drive%s(c):" % n, "    sent, turns = None, 0", "    try:", "        while True:", "            got = c.send(sent)", "            turns += 1", "            sent = %s" % rng.pick(("turns", "got", "None", "turns % 5")),
                      *(["            if turns %% %d == 0: sent = c.throw(%s)" % (rng.between(3, 9), self.an_error("turns"))] if rng.chance(25) else []),
                      "    except StopIteration as e: return e.value")
        self.emit_all("class Async%s:" % n, "    def __init__(self, v): self.v = v", "    async def __aenter__(self): return %s" % rng.pick(("self", "await Turn%s(self.v)" % n, "self.v")),
                      "    async def __aexit__(self, kind, e, trace):", "        %s" % rng.pick(("await Turn%s(2)" % n, "pass", "self.v += 1")), "        return %s" % rng.pick(("False", "kind is not None and issubclass(kind, Oops)", "self.v % 3 == 0 and kind is not None and issubclass(kind, Exception)")))
        for _ in range(rng.between(1, 2)):
            name = self.fresh("agen")
            self.emit("async def %s(n):" % name)
            self.indent += 1
            self.emit("t = 0")
            guarded = rng.chance(60)
            if guarded:
                self.emit("try:")
            pad = "    " if guarded else ""
            self.emit(pad + "for i in range(n):")
            for line in (rng.pick(("t += i", "t += await Turn%s(i)" % n if rng.chance(50) else "t ^= i", "t = t * 3 % 101")), "if i %% %d == 3: await Turn%s()" % (rng.between(4, 6), n), "if i == %d: %s" % (rng.between(2, 9), rng.pick(("raise Oops(i)", "return", "continue", "t += 5"))),
                         rng.pick(("yield t", "got = yield t; t += got or 0", "yield i", "yield i, t"))):
                self.emit(pad + "    " + line)
            if guarded:
                self.emit_all(*rng.pick((["finally: t = 0"], ["except Oops as e:", "    yield -1"], ["except GeneratorExit:", "    raise"], ["finally:", "    await Turn%s(1)" % n])))
            self.indent -= 1
            self.asynchronous.append((n, name))

    def asynchronous_loop(self):
        rng = self.rng
        if not self.asynchronous or not self.may_loop(20):
            return self.assign()
        n, gen = rng.pick(self.asynchronous)
        name, total = self.fresh("main"), self.number()
        self.emit_all("async def %s(n):" % name, "    t = 0", *["    " + line for line in self.asynchronous_body(n, gen)])
        with self.counting() as i:
            self.some(1)
            with self.under("try:"):
                self.emit("%s = (%s + int(drive%s(%s(%s %% %d)) or 0)) %% 65537" % (total, total, n, name, i, rng.between(2, 9)))
            with self.under("except (Oops, TypeError, ValueError, LookupError, ArithmeticError, RuntimeError, StopAsyncIteration%s) as e:" % "".join(", " + x for x in self.errors)):
                self.emit("%s += len(str(e)) & 31" % total)
                if self.scope.weight <= 60:
                    self.emit("report(e)")
        self.emit_seldom("print(%s)" % total)

    def asynchronous_body(self, n, gen):
        """Lines of a coroutine of n. Each generator is run to its end or closed: when another's finally runs is up to the implementation."""
        rng = self.rng
        use = rng.below(6)
        value = "(v if isinstance(v, int) else v[0])"
        if use == 0:
            lines = ["async for v in %s(n): t += %s" % (gen, value), "else: t += 7"]
        elif use == 1:
            lines = [rng.pick(("t = len([v async for v in %s(n)])", "t = len({str(v): 1 async for v in %s(n) if v != 3})", "t = len([v async for v in %s(n) if await Turn(1)])", "t = len([w async for v in %s(n) for w in range(3)])", "t = len([[w async for w in %s(2)] for v in range(n)])")).replace("%s", gen).replace("Turn", "Turn" + n)]
        elif use == 2:
            lines = ["async with Async%s(n) as a%s:" % (n, rng.pick(("", ", Async%s(n + 1) as b" % n))), "    t += await Turn%s(n)" % n, "    if n == %d: raise %s" % (rng.between(1, 5), self.an_error("n")), "    t += 1"]
        elif use == 3:
            lines = ["g = %s(n)" % gen, "try:", "    t = len(str(await g.asend(None)))", "    t += len(str(await %s))" % rng.pick(("g.asend(n)", "g.__anext__()", "anext(g, 5)", "g.athrow(Oops(n))", "g.athrow(ValueError)", "anext(g)")), "finally: await g.aclose()"]
        elif use == 4:
            lines = ["g = %s(n)" % gen, "try:", "    async for v in g:", "        t += %s" % value, "        if t > %d: break" % rng.between(1, 20), "finally:", "    await g.aclose()"]
        else:
            lines = ["for k in range(n):", "    try: t += await Turn%s(k) or 1" % n, "    except Oops: %s" % rng.pick(("t += 2", "break", "continue", "raise")), "    finally: t += 1"]
        return lines + ["return t"]
