"""Statements about what classes define for the language: descriptors, super() across several bases, containers and iterators written in Python."""

REFUSED = "except (AttributeError, TypeError, ValueError, LookupError, ArithmeticError, NameError) as e:"


class Protocols:
    def make_described(self):
        """A class whose attributes go by descriptors."""
        rng, descriptor, name = self.rng, self.fresh("Desc"), self.fresh("Held")
        self.emit("class %s:" % descriptor)
        self.indent += 1
        self.emit("name = 'own'")
        self.emit("def __init__(self, start=%s): self.start = start" % self.atom_without_names("int"))
        if rng.chance(60):
            self.emit("def __set_name__(self, owner, name): self.name = %s" % rng.pick(("'_' + name", "name")))
        self.emit("def __get__(self, o, owner=None):")
        self.emit("    if o is None: return %s" % rng.pick(("self", "self.start")))
        self.emit("    return %s" % rng.pick(("o.__dict__.get(self.name, self.start)", "self.start + len(o.__dict__)", "self.start", "o.__dict__[self.name]")))
        if rng.chance(65):
            self.emit("def __set__(self, o, v):")
            if rng.chance(25):
                self.emit("    if v == 3: raise ValueError(v)")
            self.emit("    %s" % rng.pick(("o.__dict__[self.name] = v", "o.__dict__[self.name] = v", "self.start = v", "object.__setattr__(o, '_' + self.name, v)")))
            if rng.chance(40):
                self.emit("def __delete__(self, o): %s" % rng.pick(("del o.__dict__[self.name]", "o.__dict__.pop(self.name, None)", "self.start = 0")))
        self.indent -= 1
        if rng.chance(30):
            self.emit("import functools")
        self.emit("class %s:" % name)
        self.indent += 1
        self.emit_all("a = %s(5)" % descriptor, "b = %s" % rng.pick(("%s()" % descriptor, "property(lambda self: self.d + 1)", "1")))
        self.emit_all(*rng.pick((["@property", "def c(self): return len(self.__dict__)"], ["@property", "def c(self): return self.a + 1", "@c.setter", "def c(self, v): self.a = v"],
                                 ["def c(self): return self.d", "c = property(c, None, lambda self: self.__dict__.clear())"], ["def __getattr__(self, name): return len(name)"])))
        self.emit_all("@classmethod", "def make(cls, v):", "    o = cls()", "    o.d = v", "    return o")
        self.emit_all("@staticmethod", "def twice(v): return v * 2")
        self.emit("def __init__(self): self.d = %s" % self.atom_without_names("int"))
        self.indent -= 1
        self.described.append((name, descriptor))

    def described_loop(self):
        """Attributes read, stored and deleted by way of descriptors, which change in mid-loop."""
        rng = self.rng
        if not self.described or not self.may_loop(3):
            return self.assign()
        (held, descriptor), o, total = rng.pick(self.described), self.fresh("o"), self.number()
        self.emit("%s = %s()" % (o, held))
        with self.counting() as i:
            if rng.chance(40):
                self.emit("%s = %s" % (o, rng.pick(("%s()" % held, "%s.make(%s)" % (held, i)))))
            self.some(1)
            for _ in range(rng.between(1, 2)):
                with self.under("try:"):
                    for _ in range(rng.between(1, 3)):
                        self.described_use(held, o, i, total)
                    if rng.chance(40):
                        self.emit("if %s: %s" % (self.moment(), self.described_change(held, descriptor, o, i)))
                with self.under(REFUSED):
                    self.emit("%s += len(str(e)) & 15" % total)
        self.emit_seldom("show(%r, %s); print(%s)" % (o, o, total))

    def described_use(self, held, o, i, total):
        rng, a = self.rng, self.rng.pick("aabbcd")
        if rng.chance(45):
            read = rng.pick(("%s.%s" % (o, a), "%s.%s" % (o, a), "getattr(%s, %r, 1)" % (o, a), "%s.twice(%s)" % (rng.pick((o, held)), i), "%s.make(%s).%s" % (rng.pick((o, held)), i, a), "len(vars(%s))" % o, "hasattr(%s, %r)" % (o, a)))
            self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, read))
        else:
            self.emit(rng.pick(("%s.%s = %s" % (o, a, i), "%s.%s = %s" % (o, a, self.expr(rng.pick(("int", "float")), 0)), "%s.%s += 1" % (o, a), "%s.__dict__[%r] = %s" % (o, a, i), "setattr(%s, %r, %s)" % (o, a, i))))

    def described_change(self, held, descriptor, o, i):
        rng, a = self.rng, self.rng.pick("abc")
        return rng.pick(("%s.%s = %s(%s)" % (held, a, descriptor, i), "%s.%s = %s" % (held, a, i), "%s.%s = property(lambda self: self.d)" % (held, a), "del %s.%s" % (o, a), "%s.__dict__.pop('d', None)" % o,
                         "del %s.%s" % (held, a), "%s.__class__ = %s" % (o, rng.pick(self.described)[0]), "del %s.__set__" % descriptor, "%s.__get__ = lambda self, o, owner=None: 7" % descriptor, "%s.start = 2**63" % descriptor))

    def make_hierarchy(self):
        """A class, two that derive from it and one that derives from both, whose methods ask the next one."""
        rng = self.rng
        top, left, right, both = (self.fresh(p) for p in ("Top", "Left", "Right", "Both"))
        asks = ("super().run(v) * 3 % 1009", "super().run(v + 1)", "super().run(v) + self.n", "super().of(v)", "super().p + v", "(lambda: super(%s, self).run(v))()", "v", "[super(%s, self).run(w) for w in (v, 2)][-1]")
        self.emit_all("class %s:" % top, "    n = 0", "    def __init__(self, v=1): self.n = v", "    def run(self, v): return v + %s" % rng.pick(("1", "self.n", "0.5")),
                      "    @classmethod", "    def of(cls, v): return v + len(cls.__mro__)", "    @property", "    def p(self): return self.n")
        if rng.chance(20):
            self.emit_all("    def __init_subclass__(cls, **kw): cls.made = %s" % rng.pick(("len(cls.__name__) * 0 + 1", "sorted(kw)")))
        for name, bases in ((left, top), (right, top), (both, "%s, %s" % rng.pick(((left, right), (right, left))))):
            self.emit("class %s(%s):" % (name, bases))
            self.indent += 1
            self.emit("k = %s" % self.atom_without_names("int"))
            if rng.chance(75):
                self.emit("def run(self, v): return %s" % rng.pick(asks).replace("%s", name))
            if rng.chance(35):
                self.emit_all("@classmethod", "def of(cls, v): return super().of(v) + %s" % rng.pick(("1", "cls.k", "len(cls.__bases__)")))
            if rng.chance(35):
                self.emit_all("@property", "def p(self): return super().p + %s" % rng.pick(("1", "self.k")))
            if rng.chance(25):
                self.emit_all("def __init__(self, v=2):", "    super().__init__(v)", "    self.%s = v" % rng.pick(("m", "n", "k")))
            if rng.chance(20):
                self.emit("def __setattr__(self, name, v): super().__setattr__(name, v if v != 5 else 6)")
            self.indent -= 1
        self.hierarchies.append((top, left, right, both))

    def hierarchy_loop(self):
        rng = self.rng
        if not self.hierarchies or not self.may_loop(8):
            return self.assign()
        names, o, total = rng.pick(self.hierarchies), self.fresh("o"), self.number()
        top, left, right, both = names
        made = [rng.pick(names) for _ in range(rng.between(1, 3))]
        self.emit("v = [%s]" % ", ".join("%s()" % n for n in made))
        with self.counting() as i:
            self.emit("%s = v[%s %% %d]" % (o, i, len(made)))
            with self.under("try:"):
                for _ in range(rng.between(1, 2)):
                    self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, rng.pick(("%s.run(%s)" % (o, i), "%s.run(%s)" % (o, total), "%s.of(%s)" % (o, i), "%s.p" % o, "%s.of(1)" % rng.pick(names), "%s.run(%s, 3)" % (rng.pick(names), o), "super(%s, %s).run(%s)" % (rng.pick(names), o, i), "%s.n" % o))))
                if rng.chance(30):
                    self.emit("%s.n = %s" % (o, i))
                if rng.chance(50):
                    self.emit("if %s: %s" % (self.moment(), rng.pick((
                        "%s.run = lambda self, v: v ^ 1" % rng.pick(names), "del %s.run" % rng.pick(names), "%s.__class__ = %s" % (o, rng.pick(names)), "%s.__bases__ = (%s, %s)" % (both, right, left), "%s.__bases__ = (%s,)" % (both, rng.pick((left, right))),
                        "%s.p = %s" % (rng.pick(names), i), "%s.of = staticmethod(lambda v: v)" % rng.pick(names), "%s.run = %s.run" % (rng.pick((left, right)), top), "%s.k = %s" % (top, i), "del %s.k" % rng.pick((left, right, both)), "%s.run = 5" % o))))
            with self.under(REFUSED):
                self.emit("%s += len(str(e)) & 15" % total)
            self.some(1)
        self.emit_seldom("print(%s)" % total)

    def make_container(self):
        """A sequence, an iterator or a subclass of a built-in container, written in Python."""
        rng, name = self.rng, self.fresh("Box")
        shape = rng.below(5)
        if shape == 0:
            self.emit_all("class %s:" % name, "    def __init__(self, n): self.n = n", "    def __getitem__(self, k):", "        if isinstance(k, slice): return range(self.n)[k]",
                          "        if k >= self.n: raise %s" % rng.pick(("IndexError(k)", "IndexError(k)", "StopIteration", "Oops(k)")), "        return k * %s" % rng.pick(("3", "k", "0.5", "2**62")))
            if rng.chance(50):
                self.emit("    def __len__(self): return self.n")
            if rng.chance(30):
                self.emit("    def __contains__(self, v): return v == self.n")
        elif shape == 1:
            self.emit_all("class %s:" % name, "    def __init__(self, n): self.n = n", "    def __iter__(self): return %s" % rng.pick(("self", "self", "iter(range(self.n))", "(v * v for v in range(self.n))")), "    def __next__(self):",
                          "        if self.n <= 0: raise StopIteration%s" % rng.pick(("", "(7)")), "        self.n -= 1", "        return self.n")
            if rng.chance(30):
                self.emit("    def __length_hint__(self): return self.n")
        elif shape == 2:
            self.emit_all("class %s(list):" % name, "    def __init__(self, n): super().__init__(range(n))", "    n = property(len)", *rng.pick((
                ["    def __getitem__(self, k): return super().__getitem__(k) if isinstance(k, slice) else super().__getitem__(k) + 1"], ["    def __iter__(self): return reversed(self[:])"], ["    def __len__(self): return super().__len__() + 1"],
                ["    def append(self, v): super().append(v * 2)"], ["    def __contains__(self, v): return v & 1"], ["    pass"])))
        elif shape == 3:
            self.emit_all("class %s(dict):" % name, "    def __init__(self, n):", "        super().__init__({v: v + 1 for v in range(n)})", "        self.n = n", *rng.pick((
                ["    def __missing__(self, k): return k"], ["    def __missing__(self, k):", "        self[k] = got = len(self)", "        return got"], ["    def __setitem__(self, k, v): super().__setitem__(k, v + 1)"], ["    def get(self, k, d=None): return d"],
                ["    def __iter__(self): return iter([1, 2])"], ["    def keys(self): return [0]"])))
        else:
            self.emit_all("class %s(%s):" % (name, rng.pick(("int", "float", "int"))), "    n = property(int)", *rng.pick((
                ["    def __add__(self, v): return 7"], ["    def __radd__(self, v): return v * 2"], ["    def __index__(self): return 2"], ["    def __bool__(self): return False"], ["    def __format__(self, s): return 'made' + s"],
                ["    def __eq__(self, v): return True", "    __hash__ = %s" % rng.pick(("None", "int.__hash__"))], ["    def __int__(self): return 11"], ["    __slots__ = ()"])))
        self.containers.append(name)

    def container_loop(self):
        rng = self.rng
        if not self.containers or not self.may_loop(8):
            return self.assign()
        box, total, o = rng.pick(self.containers), self.number(), self.fresh("o")
        uses = ("sum(%s)", "len(%s)", "len(list(%s))", "%s[1]", "%s[{i} % 3]", "{i} in %s", "max(%s)", "%s.n", "int(%s)", "%s + {i}", "{i} + %s", "bool(%s)", "len([*%s, *%s])", "sum(v for v in %s if v != 2)", "next(iter(%s))", "sorted(%s)[0]", "len(dict(%s))",
                "len(f'{{%s:>3}}')", "[5, 6, 7][%s]", "hash(%s) * 0 + 1", "%s.get({i}, 2)", "len(set(%s))", "len({{**%s}})", "(%s == {i})", "sum(a for a, b in zip(%s, range(4)))", "len(tuple(map(str, %s)))", "sum(%s[1:])", "next(reversed(%s))", "min(%s, default=1)", "%s.pop()", "len(%s.copy())", "any(%s)")
        changes = ("a, *b = %s", "%s.n += 1", "%s.append({i})", "%s[{i}] = {i}", "%s.update(x=1)", "del %s[0]", "%s.extend(%s)", "a, b, c = %s", "%s.__class__.__iter__ = lambda self: iter((1, 2))", "%s.__class__.n = 3", "del %s.n", "%s.x = {i}")
        self.emit("%s = %s(%d)" % (o, box, rng.between(1, 5)))
        with self.counting() as i:
            if rng.chance(60):
                self.emit("%s = %s(%s %% 6)" % (o, box if rng.chance(85) else rng.pick(self.containers), i))
            self.some(1)
            with self.under("try:"):
                for _ in range(rng.between(1, 3)):
                    if rng.chance(25):
                        self.emit(rng.pick(changes).replace("%s", o).format(i=i))
                    else:
                        self.emit("%s = (%s + int(%s)) %% 65537" % (total, total, rng.pick(uses).replace("%s", o).format(i=i)))
                if rng.chance(40):
                    with self.under("for w in %s:" % o):
                        saved = self.enter_loop(6)
                        self.emit("%s = (%s + int(w)) %% 65537" % (total, total))
                        self.emit("if w == %s: %s" % (rng.pick((i, "2", total)), rng.pick(("break", "continue", "%s += 3" % total))))
                        self.leave_loop(saved)
            with self.under("except (Oops, OverflowError, StopIteration, RuntimeError) as e:"):
                self.emit("%s += 3" % total)
            with self.under(REFUSED):
                self.emit("%s += len(str(e)) & 15" % total)
            self.emit("if isinstance(%s, (list, dict)) and len(%s) > 20: %s.clear()" % (o, o, o))
        self.emit_seldom("print(%s)" % total)
