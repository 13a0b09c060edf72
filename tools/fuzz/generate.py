"""Random programs: source text from a seed. The same seed gives the same text on every implementation.

A program prints what it computes. It ends by itself, within some ten thousand statements, and its output depends on nothing
but the language: no addresses, no order of sets, no time.
"""
from raising import PRELUDE as RAISING
from rng import Rng
from scope import KINDS, SIMPLE, Class, Function, Scope
from statements import ERRORS, Statements

PRELUDE = '''import math
class Oops(Exception): pass
def report(e):
    lines = []
    t = e.__traceback__
    while t is not None:
        lines.append(t.tb_lineno)
        t = t.tb_next
    print('caught', type(e).__name__, e, lines)
class Manager:
    def __init__(self, n): self.n = n
    def __enter__(self): return self
    def __exit__(self, kind, value, trace):
        if kind is not None and self.n % 3 == 0 and issubclass(kind, Exception): return True
'''.splitlines()


class Program(Statements):
    budget = 6000       # statements that one construct may run

    def __init__(self, seed):
        self.rng = Rng(seed)
        self.lines = list(PRELUDE)
        self.indent = self.serial = self.nesting = self.room = 0
        self.no_jump = False
        self.functions, self.generators, self.classes, self.globals = [], [], {}, {}
        self.bags, self.operands, self.errors, self.raisers, self.flexible, self.receivers, self.records, self.subjects = [], [], [], [], [], [], [], []
        self.described, self.hierarchies, self.containers, self.pickers, self.asynchronous, self.managers, self.wrappers, self.wrapped, self.watchers, self.parts = [], [], [], [], [], [], [], [], [], []
        self.scope = self.module = Scope(False)

    def text(self):
        rng = self.rng
        for _ in range(rng.weighted([(2, 0), (4, 1), (3, 2)])):
            self.make_class()
        self.make_subjects()
        for _ in range(rng.below(3)):
            kind = rng.pick(("int", "float", "ints", "si", "str"))
            name = self.fresh("G")
            self.emit("%s = %s" % (name, self.atom(kind)))
            self.globals[name] = self.module.variables[name] = kind
        for _ in range(rng.weighted([(1, 0), (4, 1), (4, 2), (2, 3)])):
            rng.weighted([(6, self.make_function), (3, self.make_generator), (2, self.make_recursion), (1, self.make_coroutine), (1, self.make_pass_through)])()
        if rng.chance(75):
            self.make_main()
        else:
            self.start_variables(self.start_kinds())
            self.emit("try:")
            self.body(rng.between(4, 7), 16)
            self.emit("except Exception as e: report(e)")
        self.final(self.module)
        return "\n".join(self.lines) + "\n"

    def make_subjects(self):
        """What the program is about beside numbers and lists: few subjects in one program, so that each gets room."""
        rng = self.rng

        def make(*makers):
            for maker in makers:
                for _ in range(rng.between(1, 2)):
                    maker()

        def raising():
            make(self.make_error, self.make_raiser)

        def suspending():
            make(self.make_error, self.make_receiver)
            self.emit("log = []")
        subjects = [
            (lambda: make(self.make_bag), [(14, self.bag_loop), (3, self.class_change)]), (lambda: make(self.make_operand), [(14, self.operator_loop)]),
            (raising, [(10, self.raise_loop), (5, self.finally_function), (3, self.look)]), (lambda: make(self.make_flexible), [(8, self.call_loop), (5, self.cell_loop), (4, self.deep_calls)]),
            (suspending, [(9, self.drive_loop), (5, self.pipe_loop)]), (lambda: make(self.make_record), [(10, self.record_loop), (4, self.nested_comprehension)]),
            (lambda: None, [(6, self.growth_loop), (6, self.text_loop), (6, self.change_loop)]), (lambda: make(self.make_described), [(14, self.described_loop)]), (lambda: make(self.make_hierarchy), [(14, self.hierarchy_loop)]),
            (lambda: make(self.make_container), [(14, self.container_loop)]), (lambda: make(self.make_picker), [(10, self.picker_loop), (5, self.mutation_loop)]), (lambda: None, [(5, self.mutation_loop), (5, self.slice_loop), (5, self.unbinding_loop)]),
            (lambda: make(self.make_asynchronous), [(14, self.asynchronous_loop)]), (lambda: make(self.make_error, self.make_manager), [(10, self.manager_loop), (4, self.group_loop)]), (lambda: make(self.make_wrapped), [(12, self.wrapped_loop)]), (lambda: make(self.make_part), [(12, self.part_loop)]),
            (self.make_watcher, [(5, self.trace_loop), (4, self.thread_loop), (3, self.signal_loop), (2, self.collect_loop), (4, self.evaluated_loop)])]
        for _ in range(rng.weighted([(1, 0), (4, 1), (4, 2), (1, 3)])):
            prepare, statements = subjects.pop(rng.below(len(subjects)))
            prepare()
            self.subjects += statements

    def body(self, statements, room, tail=None):
        self.room = room
        self.indent += 1
        for _ in range(statements):
            self.statement()
        if tail:
            tail()
        self.indent -= 1

    def start_kinds(self):
        rng = self.rng
        return ["int", rng.pick(("float", "num", "int")), rng.pick(("ints", "floats", "mixed", "si", "ii"))] + [rng.pick(KINDS) for _ in range(rng.below(3))] + [k for k in self.classes if rng.chance(75)]

    def final(self, scope):
        """Prints what is left in the variables, whatever it is by now."""
        names = [n for n in scope.variables if not n.startswith(("inner", "self", "G"))]
        names += list(self.globals)
        self.emit("seen = locals()" if scope.function else "seen = globals()")
        self.emit("for name in %r:" % names)
        self.emit("    if name in seen: show(name, seen[name])")

    def function(self, name, params, result, header, statements, room, prepare=None, tail=None, owner=None, start=()):
        """The text of one function; its body begins with its parameters in scope."""
        outer, self.scope = self.scope, Scope(True)
        self.emit(header)
        for n, kind in params:
            self.scope.variables[n] = kind
        self.scope.variables.update({n: k for n, k in self.globals.items()})
        self.scope.frozen.update(self.globals)
        if owner:
            self.scope.variables["self"] = owner
            self.scope.self_class = owner
        self.scope.result = result
        saved = (self.nesting, self.room, self.no_jump)
        self.nesting = 1
        if prepare:
            prepare()
        self.indent += 1
        self.start_variables(start)
        self.indent -= 1
        self.body(statements, room, tail or (lambda: self.emit("return %s" % self.expr(result, 1))))
        self.nesting, self.room, self.no_jump = saved
        made = Function(name, [k for _, k in params], result, self.scope.cost + 1)
        self.scope = outer
        return made

    def parameters(self, count):
        return [(self.fresh("a"), self.rng.pick(("int", "int", "float", "num", "str", "ints") + tuple(self.classes))) for _ in range(count)]

    def header(self, name, params, first=()):
        return "def %s(%s):" % (name, ", ".join(list(first) + [n for n, _ in params]))

    def make_function(self):
        rng = self.rng
        name, params, result = self.fresh("f"), self.parameters(rng.between(1, 3)), rng.pick(SIMPLE + ("int", "float"))

        def declare_global():
            numbers = [n for n, k in self.globals.items() if k in ("int", "float")]
            if numbers and rng.chance(40):
                self.scope.frozen -= set(numbers)
                self.lines.append("    " * (self.indent + 1) + "global " + ", ".join(numbers))
        self.functions.append(self.function(name, params, result, self.header(name, params), rng.between(1, 4), 6, prepare=declare_global, start=["int"]))

    def make_recursion(self):
        rng = self.rng
        name = self.fresh("f")
        step = rng.pick(("{0}({1} - 1) + {0}({1} - 2)", "{0}({1} - 1) * {2} % 1000003", "{0}({1} - 1) + {1}", "{0}({1} // 2) ^ {1}", "-{0}({1} - 3) if {1} & 1 else {0}({1} - 2) + 0.5"))
        depth = 11 if "- 2)" in step and "+ {0}" in step else 60
        self.emit("def %s(v):" % name)
        self.emit("    if v < 2: return %s" % self.atom_without_names("int"))
        if rng.chance(30):
            self.emit("    if v == %d: raise Oops(v)" % rng.between(2, 30))
        self.emit("    return " + step.format(name, "v", rng.pick(("3", "7", "65537"))))
        bounded = self.fresh("f")
        self.emit("def %s(v): return %s(v %% %d)" % (bounded, name, depth))
        self.functions.append(Function(bounded, ["int"], "num" if "0.5" in step else "int", 400))

    def make_generator(self):
        rng = self.rng
        name, params, result = self.fresh("g"), self.parameters(rng.between(0, 2)), rng.pick(("int", "int", "float", "str"))

        def mark():
            self.scope.generator = True

        def tail():
            rng.weighted([
                (3, lambda: self.emit("yield %s" % self.expr(result, 1))),
                (1, lambda: self.emit("yield from %s" % self.expr({"int": "ints", "float": "floats", "str": "si"}[result], 1))),
                (1, lambda: self.emit("return (yield %s)" % self.expr(result, 1)))])()
        self.generators.append(self.function(name, params, result, self.header(name, params), rng.between(1, 3), 5, prepare=mark, tail=tail, start=[result]))

    def make_pass_through(self):
        """A generator that hands on another's values."""
        if not self.generators:
            return self.make_generator()
        inner = self.rng.pick(self.generators)
        name = self.fresh("g")
        params = ", ".join("a%d" % j for j in range(len(inner.params)))
        self.emit("def %s(%s):" % (name, params))
        self.emit("    try:")
        self.emit("        got = yield from %s(%s)" % (inner.name, params))
        self.emit("    except Oops as e: yield %s" % self.atom_without_names(inner.result))
        self.emit("    finally: pass")
        self.generators.append(Function(name, inner.params, inner.result, inner.cost + 3))

    def make_coroutine(self):
        """Coroutines that await one another, run by a function that stands for an event loop."""
        rng = self.rng
        n = self.serial = self.serial + 1
        self.emit("class Wait%d:" % n)
        self.emit("    def __await__(self):")
        self.emit("        got = yield 1")
        self.emit("        return got")
        self.emit("async def step%d(v):" % n)
        self.emit("    got = await Wait%d()" % n)
        self.emit("    return got %s v" % rng.pick("+-*"))
        self.emit("async def work%d(v):" % n)
        self.emit("    t = %s" % self.atom_without_names("num"))
        self.emit("    for i in range(v %% %d): t += await step%d(i)" % (rng.between(3, 20), n))
        self.emit("    return t")
        self.emit("def f%d(v):" % n)
        self.emit("    c, sent = work%d(v), None" % n)
        self.emit("    try:")
        self.emit("        while True: sent = (c.send(sent) or 0) + (sent or 0) % 5")
        self.emit("    except StopIteration as e: return e.value")
        self.functions.append(Function("f%d" % n, ["int"], "num", 100))

    def make_class(self):
        rng = self.rng
        name = self.fresh("C")
        base = rng.pick(list(self.classes.values())) if self.classes and rng.chance(50) else None
        attributes = dict(base.attributes) if base else {}
        own = {self.fresh("x"): rng.pick(("int", "int", "float", "str", "ints")) for _ in range(rng.between(1, 3))}
        cls = Class(name, {**attributes, **own}, not base and rng.chance(20))
        self.emit("class %s%s:" % (name, "(%s)" % base.name if base else ""))
        self.indent += 1
        if cls.slots:
            self.emit("__slots__ = %r" % (tuple(own) + ("extra",),))
        elif rng.chance(30):
            self.emit("shared = %s" % rng.pick(("1", "2.5", "'cls'")))
        self.emit("def __init__(self, %s):" % ", ".join(cls.attributes))
        if base:
            self.emit("    super().__init__(%s)" % ", ".join(base.attributes))
        for a in own:
            self.emit("    self.%s = %s" % (a, a))
        self.classes[name] = cls
        if base:
            cls.methods = list(base.methods)
        for _ in range(rng.below(3)):
            self.make_method(cls, base)
        self.make_special(cls)
        self.indent -= 1

    def make_method(self, cls, base):
        rng = self.rng
        if base and base.methods and rng.chance(50):
            m = rng.pick(base.methods)
            self.emit("def %s(self%s):" % (m.name, "".join(", a%d" % j for j in range(len(m.params)))))
            self.emit("    got = super().%s(%s)" % (m.name, ", ".join("a%d" % j for j in range(len(m.params)))))
            self.emit("    return %s" % rng.pick(("got", "got or got", "got if self.%s else got" % rng.pick(list(cls.attributes)))))
            return
        params, name = self.parameters(rng.below(3)), self.fresh("m")
        params = [(n, k if k not in self.classes else "int") for n, k in params]
        if rng.chance(20):
            # The property is read like an attribute.
            kind = rng.pick(("int", "float"))
            prop = self.fresh("p")
            self.emit("@property")
            self.emit("def %s(self): return %s" % (prop, {"int": "len(str(self.%s)) + 1", "float": "0.5 * len(str(self.%s))"}[kind] % rng.pick(list(cls.attributes))))
            return
        made = self.function(name, params, rng.pick(("int", "float", "num", "str", "int")), self.header(name, params, ("self",)), rng.between(0, 2), 3, owner=cls.name)
        cls.methods.append(made)

    def make_special(self, cls):
        rng = self.rng
        numeric = [a for a, k in cls.attributes.items() if k in ("int", "float")]
        if not numeric or not rng.chance(45):
            return
        a = rng.pick(numeric)
        self.emit(rng.pick((
            "def __eq__(self, other): return isinstance(other, %s) and self.%s == other.%s" % (cls.name, a, a),
            "def __bool__(self): return self.%s > 3" % a, "def __len__(self): return int(self.%s %% 7)" % a,
            "def __lt__(self, other): return self.%s < other.%s" % (a, a), "def __repr__(self): return '<%%s>' %% self.%s" % a,
            "def __getattr__(self, name): return len(name)", "def __call__(self, v): return v + self.%s" % a,
            "def __hash__(self): return hash(self.%s)" % a)))

    def make_main(self):
        rng = self.rng
        name = self.fresh("main")
        self.function(name, [], "int", "def %s():" % name, rng.between(4, 7), 16, tail=lambda: self.final(self.scope), start=self.start_kinds())
        self.emit("try: %s()" % name)
        self.emit("except Exception as e: report(e)")


SHOW = '''def show(name, v, depth=0):
    t = type(v).__name__
    if isinstance(v, (set, frozenset)): v = sorted(v, key=repr)
    if isinstance(v, (int, float, str, list, tuple, dict, type(None))): print(name, t, clip(repr(v)))
    elif hasattr(v, '__dict__') and depth == 0 and not callable(v): print(name, t, clip(repr([(k, x) for k, x in v.__dict__.items() if isinstance(x, (int, float, str, list))])))
    else: print(name, t)
def clip(s): return s if len(s) < 500 else s[:500] + str(len(s))
'''
PRELUDE += SHOW.splitlines() + RAISING


def generate(seed):
    return Program(seed).text()


if __name__ == "__main__":
    import sys
    print(generate(int(sys.argv[1])), end="")
