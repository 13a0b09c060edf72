"""Statements about values of other sorts in loops: ints that grow past 64 bits where ways join, text and bytes that are built, containers
that change while their copies are run over, nested comprehensions, records and patterns."""

FORMATS = ("{v:>8}", "{v!r}", "{v:08.3f}", "{v:,}", "{v:x}", "{v:<6}|", "{v:+d}", "{v:.2e}", "{v:%}", "{v=}", "{v:{w}}", "{v!s:^9}")


class Values:
    def make_record(self):
        rng, name = self.rng, self.fresh("Rec")
        shape = rng.below(3)
        if shape == 0:
            self.emit_all("from collections import namedtuple", "%s = namedtuple(%r, 'a b')" % (name, name))
        elif shape == 1:
            self.emit_all("from dataclasses import dataclass", "@dataclass%s" % rng.pick(("", "", "(order=True)", "(eq=False)")), "class %s:" % name, "    a: int", "    b: object = %s" % rng.pick(("0", "1.5", "None")))
        else:
            self.emit_all("class %s:" % name, "    __match_args__ = ('a', 'b')", "    def __init__(self, a, b): self.a, self.b = a, b")
        self.records.append(name)

    def growth_loop(self):
        """Ints that are small on one way and big on the other."""
        rng = self.rng
        if not self.may_loop():
            return self.assign()
        x, total = self.fresh("i"), self.number()
        edge = rng.pick(("2**62", "2**63 - 1", "-2**63", "2**31 - 1", "2**64", "2**63 - 5"))
        self.emit("%s = %s" % (x, rng.pick((edge, "1", "3"))))
        self.scope.variables[x] = "int"
        with self.counting() as i:
            self.emit("if %s: %s" % (rng.pick((self.moment(), "%s & 1" % i)), rng.pick(("%s = %s" % (x, edge), "%s += 1" % x, "%s *= 3" % x, "%s = -%s" % (x, x), "%s <<= 5" % x, "%s = %s + 0.5 if %s < 2**50 else 1" % (x, x, x)))))
            if rng.chance(60):
                self.emit("else: %s" % rng.pick(("%s -= 1" % x, "%s //= 7" % x, "%s >>= 3" % x, "%s = %s" % (x, i), "%s ^= %s" % (x, edge), "%s = abs(%s)" % (x, x))))
            self.some(1)
            self.emit("if abs(%s) > 2**90: %s = %s" % (x, x, rng.pick(("int(%s) %% 1009" % x, "%s // 2**60" % x, "7"))))
            self.emit("%s = (%s %s) & %s" % (total, total, rng.pick(("+ int(%s)", "- int(%s)", "^ int(%s)", "+ (%s > 2**63)", "+ hash(%s)")) % x, rng.pick(("0xffff", "2**63 - 1", "2**64 - 1"))))
        self.emit_seldom("print(%s, %s)" % (x, total))

    def text_loop(self):
        rng = self.rng
        if not self.may_loop():
            return self.assign()
        s, kind = self.fresh("s"), rng.below(4)
        self.emit("%s = %s" % (s, ("''", "[]", "bytearray()", "b''")[kind]))
        with self.counting() as i:
            self.some(1)
            if kind == 0:
                v = self.expr(rng.pick(("int", "num", "float", "bool")), 1)
                with self.under("try:"):
                    self.emit("v, w = %s, %s %% 9" % (v, i))
                    self.emit("%s += f'%s%s'" % (s, rng.pick(("", "a", "\\u20ac", "{{}}")), rng.pick(FORMATS)))
                with self.under("except (ValueError, OverflowError) as e:"):
                    self.emit("%s += str(e)[:20]" % s)
                self.emit("if len(%s) > 200: %s = %s[%s]" % (s, s, s, rng.pick(("-50:", "::3", "::-2", ":20"))))
            elif kind == 1:
                self.emit("%s.append(%s)" % (s, rng.pick(("str(%s)" % i, "'%%c' %% (97 + %s %% 26)" % i, "chr(%s * 37 %% 1000 + 32)" % i, self.expr("str", 1), "'%%s-%%r' %% (%s, %s)" % (i, self.expr("str", 0))))))
                self.emit("if len(%s) > 50: %s = ['+'.join(%s)[-60:]]" % (s, s, s))
            elif kind == 2:
                self.emit(rng.pick(("%s.append(%s & 255)" % (s, i), "%s += bytes([%s %% 256, 1])" % (s, i), "%s.extend(str(%s).encode())" % (s, i), "%s[%s %% 5:%s %% 7] = b'ab'" % (s, i, i))))
                self.emit("if %s: %s" % (self.moment(), rng.pick(("%s.reverse()" % s, "del %s[::2]" % s, "%s.append(300)" % s, "%s[0] = 65" % s, "%s = bytearray(%s.upper())" % (s, s), "%s.pop()" % s))))
                self.emit("if len(%s) > 100: del %s[:90]" % (s, s))
            else:
                self.emit("%s = (%s + %s)[-40:]" % (s, s, rng.pick(("bytes([%s %% 256])" % i, "str(%s).encode()" % i, "b'%%d' %% %s" % i, "(%s %% 65536).to_bytes(2, 'big')" % i))))
                self.emit("if %s: %s = %s" % (self.moment(), s, rng.pick(("%s.replace(b'1', b'')" % s, "%s[::-1]" % s, "%s.hex().encode()" % s, "bytes(v ^ 1 for v in %s)" % s))))
        self.emit_seldom("print(%s)" % ("''.join(map(str, %s))" % s if kind == 1 else s))

    def change_loop(self):
        """A dict or a set that changes while a copy of it is run over."""
        rng = self.rng
        if not self.may_loop(12):
            return self.assign()
        d, total, dicts = self.fresh("d"), self.number(), rng.chance(60)
        self.emit("%s = %s" % (d, ("{v: v * 3 %% 7 for v in range(%d)}" if dicts else "{v * 5 %% 11 for v in range(%d)}") % rng.between(2, 9)))
        with self.counting() as i:
            copied = rng.pick(("list(%s)", "tuple(%s)", "sorted(%s)", "[*%s]") if dicts else ("sorted(%s)", "sorted(%s, reverse=True)")) % d
            with self.under("try:"):
                with self.under("for k in %s:" % copied):
                    saved = self.enter_loop(8)
                    if dicts:
                        self.emit(rng.pick(("if (k + %s) %% 4 == 0: del %s[k]" % (i, d), "%s[k] = %s.get(k, 0) + %s" % (d, d, i), "if k & 1: %s[k + %s] = %s.pop(k)" % (d, i, d), "%s.setdefault(k ^ 1, []) if k < 3 else 0" % d)))
                    else:
                        self.emit(rng.pick(("if (k + %s) %% 4 == 0: %s.discard(k)" % (i, d), "%s.add((k * 7 + %s) %% 23)" % (d, i), "%s ^= {k, %s}" % (d, i), "if k in %s: %s.remove(k)" % (d, d))))
                    self.emit("%s = (%s + k) %% 65537" % (total, total))
                    self.leave_loop(saved)
            with self.under("except (RuntimeError, KeyError, TypeError) as e:"):
                self.emit("%s += len(str(e))" % total)
            self.emit("if len(%s) > 30: %s.clear()" % (d, d))
            if dicts and rng.chance(30):
                self.emit("%s = {**%s, %s %% 13: %s}" % (d, d, i, rng.pick((i, "0.5", "None", "-1"))))
        self.emit_seldom("print(%s, %s)" % ("list(%s.items())" % d if dicts else "sorted(%s)" % d, total))

    def nested_comprehension(self):
        rng = self.rng
        if not self.may_loop(25):
            return self.assign()
        total = self.number()
        with self.counting() as i:
            self.some(1)
            e = self.expr("int", 0)
            text = rng.pick((
                "[[a * b for b in range(%d)] for a in range(%s %% 4)]" % (rng.between(1, 5), i), "{a: [b for b in range(a) if b != %s] for a in range(%s %% 5)}" % (e, i),
                "[a + b for a in range(%s %% 5) for b in range(a) if (a ^ b) & 1]" % i, "[(lambda q: q + a)(%s) for a in range(%s %% 4)]" % (e, i),
                "sum(sum(b for b in range(a)) for a in range(%s %% 6))" % i, "[y := %s, y + 1, [y for y in range(3)]]" % e, "{(a, b) for a in 'abc' for b in range(%s %% 3)}" % i,
                "[[] if a & 1 else [a, %s] for a in range(%s %% 5)]" % (e, i), "list(zip(*[[a, a + 1] for a in range(%s %% 4)]))" % i, "[a for a in [%s, %s] if a > 2 or a < %s]" % (e, i, e)))
            if "(a, b) for" in text:
                text = "sorted(%s)" % text
            self.emit("%s = (%s + len(str(%s))) %% 65537" % (total, total, text))
        self.emit_seldom("print(%s)" % total)

    def record_loop(self):
        """Records made in a loop and taken apart by patterns, comparison and unpacking."""
        rng = self.rng
        if not self.records or not self.may_loop(3):
            return self.assign()
        total, r = self.number(), self.fresh("r")
        with self.counting() as i:
            values = [self.expr("int", 0), rng.pick((i, self.expr("num", 0), "'s'"))]
            self.emit("%s = %s(%s)" % (r, rng.pick(self.records), rng.pick(("%s, %s", "%s, b=%s", "a=%s, b=%s")) % tuple(values)))
            if rng.chance(30):
                self.emit("if %s: %s = %s" % (self.moment(), r, rng.pick(("%s, 2" % i, "[%s]" % i, "{'a': 1}", "'text'", i, "None"))))
            self.some(1)
            with self.under("match %s:" % r):
                for _ in range(rng.between(1, 3)):
                    pattern = rng.pick(("%s(a=x, b=y)" % rng.pick(self.records), "%s(x, y)" % rng.pick(self.records), "(x, y)", "[x, *y]", "{'a': x, **y}", "str(x) | int(x)", "%s(a=0 | 1 | 2 as x)" % rng.pick(self.records), "object(a=x) if x > 3"))
                    if pattern.endswith(" int(x)"):
                        pattern = "(str() | int()) as x"
                    with self.under("case %s:" % pattern):
                        self.emit("%s = (%s + len(str(x))) %% 65537" % (total, total))
                with self.under("case _:"):
                    self.emit("%s += 1" % total)
            with self.under("try:"):
                self.emit(rng.pick(("a, b = %s" % r, "%s.a = %s" % (r, i), "%s += %s < %s" % (total, r, r), "%s += %s == %s" % (total, r, r), "%s += len(%s)" % (total, r), "%s += %s.a & 3" % (total, r), "%s = %s._replace(a=1)" % (r, r))))
            with self.under("except (TypeError, AttributeError, ValueError) as e:"):
                self.emit("%s += len(str(e)) & 7" % total)
        self.emit_seldom("print(%s)" % total)
