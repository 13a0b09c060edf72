#!/usr/bin/env python3
"""Random numeric loops, for tier 2: ints at and beyond 64 bits, NaN, infinities, signed zeros, lists that are the same, that grow or change type in a loop.

usage: tools/fuzz/numeric.py run FIRST LAST                     run the programs of these seeds here and print what they compute
       tools/fuzz/numeric.py show SEED                          print a program
       tools/fuzz/numeric.py compare FIRST LAST [--python CPYTHON] -- COMMAND ... [-- COMMAND ...]

"compare" runs them on CPython and on each COMMAND (such as "OUT/tieredpy --tier 2 --jit sync,loop_threshold=2"); exit code 1 where a line differs.
"""
import signal
import subprocess
import sys

from rng import Rng

INTS = ("i0", "i1", "i2", "k")
FLOATS = ("f0", "f1", "f2")
BIG = (0, 1, -1, 2, 3, 7, 10, 63, 64, 255, 1 << 31, (1 << 32) - 1, 1 << 53, (1 << 53) + 1, (1 << 62) - 1, 1 << 62, (1 << 63) - 1, -(1 << 63), 1 << 63, -(1 << 62))
REALS = ("0.0", "-0.0", "1.0", "-1.5", "0.1", "1e308", "-1e308", "5e-324", "INF", "-INF", "NAN", "3.0", "1e16", "0.5", "123456.789")
INF = float("inf")
BATCH = 100
NAN = float("nan")


class Program:
    def __init__(self, seed):
        self.rng = Rng(seed)
        self.lines = []
        self.indent = 1
        self.loops = 0
        self.serial = 0
        self.indices = []

    def put(self, line):
        self.lines.append("    " * self.indent + line)

    def pick(self, *choices):
        return choices[self.rng.below(len(choices))]

    # ---- expressions

    def index(self):
        i = self.pick(*self.indices) if self.indices else "0"
        return self.pick(i, i, i, i, i + " - 1", i + " + 1", "-" + i, "%s %% 5" % i, "0", "-1")

    def integer(self, depth=0):
        r = self.rng.below(20 if depth < 3 else 6)
        if r < 2:
            return self.pick(*INTS)
        if r == 2 and self.indices:
            return self.pick(*self.indices)
        if r == 3:
            return str(self.pick(*BIG)) if self.rng.below(3) == 0 else str(self.rng.below(20) - 5)
        if r < 6:
            return "%s[%s]" % (self.pick("a", "a", "c"), self.index()) if self.rng.below(3) else self.pick(*INTS)
        a, b = self.integer(depth + 1), self.integer(depth + 1)
        if r < 11:
            return "(%s %s %s)" % (a, self.pick("+", "-", "+", "-", "*"), b)
        if r < 13:
            return "(%s %s %s)" % (a, self.pick("&", "|", "^"), b)
        if r == 13:
            return "(%s %s %d)" % (a, self.pick(">>", "<<", ">>"), self.rng.below(9))
        if r == 14:
            return "(%s %s %s)" % (a, self.pick("//", "%"), self.pick("3", "10", "8", "1000003", "7", "(%s & 15)" % b, b))
        if r == 15:
            return "%s(%s, %s)" % (self.pick("min", "max"), a, b)
        if r == 16:
            return "(%s & %d)" % (a, self.pick(0xFFFFFFFF, 255, 0xFFFF, (1 << 62) - 1))
        if r == 17:
            return self.pick("abs(%s)", "(-%s)", "(~%s)") % a
        if r == 18:
            return "(%s if %s else %s)" % (a, self.condition(depth + 1), b)
        return self.pick(*INTS)

    def real(self, depth=0):
        r = self.rng.below(16 if depth < 3 else 6)
        if r < 3:
            return self.pick(*FLOATS)
        if r == 3:
            return self.pick(*REALS)
        if r < 6:
            return "%s[%s]" % (self.pick("b", "b", "d"), self.index()) if self.rng.below(3) else self.pick(*FLOATS)
        a, b = self.real(depth + 1), self.real(depth + 1)
        if r < 11:
            return "(%s %s %s)" % (a, self.pick("+", "-", "*"), b)
        if r == 11:
            return "(%s / %s)" % (a, self.pick("3.0", "(%s * %s + 1.0)" % (b, b), b))
        if r == 12:
            return "(%s %s %s)" % (a, self.pick("+", "*", "-"), self.pick(*(self.indices or INTS)))
        if r == 13:
            return "%s(%s, %s)" % (self.pick("min", "max"), a, b)
        if r == 14:
            return self.pick("abs(%s)", "(-%s)", "math.sqrt(abs(%s))", "math.fabs(%s)", "(%s ** 2)", "(abs(%s) ** 0.5)", "(2.0 * %s)") % a
        return "(%s if %s else %s)" % (a, self.condition(depth + 1), b)

    def condition(self, depth=0):
        r = self.rng.below(10)
        if r < 6:
            return "%s %s %s" % (self.integer(depth + 1), self.pick("<", "<=", ">", ">=", "==", "!="), self.integer(depth + 1))
        if r < 9:
            return "%s %s %s" % (self.real(depth + 1), self.pick("<", "<=", ">", ">=", "==", "!="), self.real(depth + 1))
        return "(%s & 1)" % self.integer(depth + 1)

    # ---- statements

    def statement(self):
        r = self.rng.below(24)
        if r < 6:
            self.put("%s = %s" % (self.pick(*INTS), self.integer()))
        elif r < 10:
            self.put("%s = %s" % (self.pick(*FLOATS), self.real()))
        elif r < 12:
            self.put("%s %s %s" % (self.pick(*INTS), self.pick("+=", "-=", "^=", "+="), self.integer(1)))
        elif r < 14:
            self.put("%s %s %s" % (self.pick(*FLOATS), self.pick("+=", "*=", "-="), self.real(1)))
        elif r < 16:
            self.put("%s[%s] = %s" % (self.pick("a", "c"), self.index(), self.integer(1)))
        elif r < 18:
            self.put("%s[%s] = %s" % (self.pick("b", "d"), self.index(), self.real(1)))
        elif r < 21 and self.indent < 5:
            self.put("if %s:" % self.condition())
            self.body(2)
            if self.rng.below(2):
                self.put("else:")
                self.body(2)
        elif r == 21 and self.indices and self.loops > 0 and self.indent < 6:
            self.put("if %s: %s" % (self.condition(), self.pick("break", "continue")))
        elif r == 22 and self.indent < 4:
            self.loop()
        elif self.rng.below(12) == 0:
            self.put(self.pick("a.append(%s)" % self.integer(2), "c[%s] = 1.5" % self.index(), "b[%s] = 7" % self.index(), "d = b", "c = a"))
        else:
            self.put("%s = %s" % (self.pick(*INTS), self.integer(2)))

    def body(self, most):
        self.indent += 1
        for _ in range(1 + self.rng.below(most)):
            self.statement()
        self.indent -= 1

    def loop(self):
        self.serial += 1
        v = "j%d" % self.serial
        kind = self.rng.below(6)
        self.loops += 1
        if kind < 3:
            self.put("for %s in range(%s):" % (v, self.pick("n", "n", "len(a)", "n // 3, n", "n - 1, -1, -1", "1, n - 1", "0, n, 3")))
            self.indices.append(v)
            self.indent += 1
        elif kind == 3:
            self.put("for k in %s:" % self.pick("a", "c", "range(n)"))
            self.indices.append("k")
            self.indent += 1
            v = "k"
        else:
            self.put("%s = 0" % v)
            self.put("while %s < n:" % v)
            self.indices.append(v)
            self.indent += 1
            self.put("%s += 1" % v)
        self.put("fuel -= 1")
        self.put("if fuel < 0: break")
        if self.rng.below(3):
            i = self.pick("i0", "i1", "i2")
            self.put("if %s > 4000000000000000000 or %s < -4000000000000000000: %s %%= 1000003" % (i, i, i))
        for _ in range(1 + self.rng.below(5)):
            self.statement()
        self.indent -= 1
        self.loops -= 1
        self.indices.remove(v)
        # What the loop's variable is bound to behind it depends on whether it went round.

    def text(self):
        self.put("k = 0")
        self.put("fuel = 3000")
        for _ in range(1 + self.rng.below(2)):
            self.loop()
            self.statement()
        self.put("return i0, i1, i2, f0, f1, f2, k")
        return "def f(a, b, c, d, n, i0, i1, i2, f0, f1, f2):\n" + "\n".join(self.lines) + "\n"


class Recursive:
    """A function of numbers that calls itself: g(n, x, y), with n going down."""

    def __init__(self, rng):
        self.rng = rng
        self.calls = 0
        self.kinds = [self.pick("int", "float"), self.pick("int", "float", "bool")]

    def pick(self, *choices):
        return choices[self.rng.below(len(choices))]

    def value(self, kind, depth, calling):
        if calling and self.calls < 3 and kind == self.kinds[0] and self.rng.below(3) == 0:
            self.calls += 1
            return "g(n - %d, %s, %s)" % (1 + self.rng.below(2), self.value(self.kinds[0], depth + 1, calling), self.value(self.kinds[1], depth + 1, False))
        if kind == "bool":
            return self.pick("n > %d" % self.rng.below(5), "n & 1 == 0", "True") if self.kinds[1] != "bool" else self.pick("y", "not y", "n %% 3 == %d" % self.rng.below(3))
        names = [name for name, k in zip(("x", "y"), self.kinds) if k == kind] + (["n"] if kind == "int" else [])
        if depth > 2 or self.rng.below(3) == 0:
            return self.pick(*(names or ["1.5"]), str(self.pick(*BIG[:9])) if kind == "int" else self.pick("0.5", "-0.0", "2.0", "1e300"))
        a, b = self.value(kind, depth + 1, calling), self.value(kind, depth + 1, calling)
        if kind == "int":
            return "(%s %s %s)" % (a, self.pick("+", "-", "+", "*", "^", "&"), b) if self.rng.below(4) else self.pick("(%s %% 1009)", "(%s // 3)", "(-%s)", "abs(%s)") % a
        return "(%s %s %s)" % (a, self.pick("+", "-", "*", "*"), b) if self.rng.below(4) else self.pick("(%s / 3.0)", "(-%s)", "abs(%s)", "(1.0 / %s)") % a

    def text(self):
        lines = ["def g(n, x, y):", "    if n < %d: return %s" % (1 + self.rng.below(2), self.value(self.kinds[0], 1, False))]
        if self.rng.below(2):
            lines.append("    x = %s" % self.value(self.kinds[0], 1, self.rng.below(3) == 0))
        if self.rng.below(2):
            lines.append("    if %s: return %s" % (self.pick("n %% 3 == %d" % self.rng.below(3), "x < %s" % self.value(self.kinds[0], 2, False)), self.value(self.kinds[0], 1, True)))
        lines.append("    return %s" % self.value(self.kinds[0], 0, True))
        return "\n".join(lines) + "\n"

    def argument(self, kind, tame):
        if kind == "bool":
            return self.rng.below(2) == 0
        if kind == "float":
            return self.rng.below(50) * 0.25 if tame else self.pick(0.0, -0.0, INF, NAN, 1e300, -7.75)
        return self.rng.below(40) - 10 if tame else self.pick(*BIG)


def run_recursive(seed):
    program = Recursive(Rng(seed + 77777))
    space = {}
    exec(compile(program.text(), "recursive%d" % seed, "exec"), space)
    lines = []
    for call in range(12):
        n = (3, 5, 8, 7, 9, 6, 10, 4, 9, 2, 8, 60)[call]
        arguments = [program.argument(kind, call < 6) for kind in program.kinds]
        if seed % 3 == 0:
            n += 0.5
        try:
            result = show(space["g"](n if program.calls < 3 else min(n, 8) if program.calls else n, *arguments)) if n < 60 or program.calls < 2 else "-"
        except (ArithmeticError, RecursionError, MemoryError, TypeError) as e:
            result = "%s: %s" % (type(e).__name__, e)
        lines.append("%d.g%d %s" % (seed, call, result))
    return lines


def show(v):
    if isinstance(v, float):
        return "nan" if v != v else v.hex()
    if isinstance(v, int):
        return repr(v) if -(1 << 200) < v < 1 << 200 else "big %d" % (v % 1000000007)
    if isinstance(v, (list, tuple)):
        return "[" + " ".join(show(x) for x in v) + "]"
    return repr(v)


def run(seed):
    import math
    program = Program(seed)
    space = {"math": math, "INF": INF, "NAN": NAN}
    exec(compile(program.text(), "program%d" % seed, "exec"), space)
    f = space["f"]
    rng = Rng(seed + 1000003)

    def integer():
        r = rng.below(8)
        return BIG[rng.below(len(BIG))] if r == 0 else rng.below(1000) - 300 if r < 6 else (1 << 62) - rng.below(1000)

    def real():
        r = rng.below(9)
        return (0.0, -0.0, INF, -INF, NAN, 1e300)[rng.below(6)] if r == 0 else (rng.below(2000) - 900) / 8.0

    lines = []
    for call in range(10):
        n = (3, 20, 40, 70, 40, 40, 33, 17, 64, 0)[call]
        tame = call < 5
        room = 4 if call < 6 else rng.below(4)
        a = [rng.below(100) - 20 if tame else integer() for _ in range(n + room)]
        b = [(rng.below(100) - 20) / 4.0 if tame else real() for _ in range(n + room)]
        c = a if call == 6 else [rng.below(50) if tame else integer() for _ in range(n + max(room, 1))]
        d = b if call == 6 else [rng.below(50) * 0.5 if tame else real() for _ in range(n + max(room, 1))]
        if call == 7 and n:
            c[rng.below(n)] = 2.5
        i = [rng.below(10) if tame else integer() for _ in range(3)]
        x = [rng.below(10) * 0.25 if tame else real() for _ in range(3)]
        try:
            result = show(f(a, b, c, d, n, *i, *x))
        except (ArithmeticError, LookupError, TypeError, ValueError, MemoryError) as e:
            result = "%s: %s" % (type(e).__name__, e)
        lines.append("%d.%d %s %s %s %s %s" % (seed, call, result, show(a), show(b), show(c), show(d)))
    return lines


def run_all(first, last, limit, skipped):
    """Prints the lines of each seed. With a limit, in seconds, a program that takes longer is left out: ints may grow without end."""

    def stop(*_):
        raise TooLong

    if limit:
        signal.signal(signal.SIGALRM, stop)
    for seed in range(first, last + 1):
        if seed in skipped:
            continue
        try:
            if limit:
                signal.setitimer(signal.ITIMER_REAL, limit)
            lines = run(seed) + run_recursive(seed)
            if limit:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except TooLong:
            lines = ["%d too long" % seed]
        print("\n".join(lines), flush=True)


class TooLong(BaseException):
    pass


def outcome(command, first, last, *options):
    try:
        process = subprocess.run([*command, __file__, "run", str(first), str(last), *options], capture_output=True, text=True, timeout=30 + 10 * (last - first))
    except subprocess.TimeoutExpired as e:
        return (e.stdout or b"").decode().split("\n"), "no end"
    return process.stdout.split("\n"), "" if process.returncode == 0 else "exit code %d: %s" % (process.returncode, process.stderr[-500:])


def compare(first, last, python, commands):
    failed = False
    seeds = lines = skipped = 0
    for start in range(first, last + 1, BATCH):
        end = min(last, start + BATCH - 1)
        expected, wrong = outcome(python, start, end, "--limit", "1")
        if wrong:
            print("CPython on %d to %d: %s" % (start, end, wrong))
            failed = True
            continue
        long = [line.split()[0] for line in expected if line.endswith(" too long")]
        expected = [line for line in expected if not line.endswith(" too long")]
        seeds, lines, skipped = seeds + end - start + 1 - len(long), lines + len(expected) - 1, skipped + len(long)
        for command in commands:
            got, wrong = outcome(command, start, end, "--skip", ",".join(long))
            bad = [k for k in range(max(len(expected), len(got))) if k >= len(expected) or k >= len(got) or expected[k] != got[k]]
            failed = failed or bool(bad) or bool(wrong)
            if bad or wrong:
                print("%s: %d to %d: %d lines differ%s" % (" ".join(command), start, end, len(bad), wrong and ", " + wrong))
            for k in bad[:4]:
                print("  CPython: %s\n  got:     %s" % (expected[k] if k < len(expected) else "(end)", got[k] if k < len(got) else "(end)"), flush=True)
    print("%d programs, %d lines on %d commands, %d programs left out as they take CPython over a second: %s" % (seeds, lines, len(commands), skipped, "differences" if failed else "no difference"))
    return failed


def main(arguments):
    if len(arguments) in (3, 5) and arguments[0] == "run":
        limit, skip = 0.0, ""
        if len(arguments) == 5 and arguments[3] == "--limit":
            limit = float(arguments[4])
        elif len(arguments) == 5 and arguments[3] == "--skip":
            skip = arguments[4]
        run_all(int(arguments[1]), int(arguments[2]), limit, {int(s) for s in skip.split(",") if s})
        return 0
    if len(arguments) == 2 and arguments[0] == "show":
        print(Program(int(arguments[1])).text())
        print(Recursive(Rng(int(arguments[1]) + 77777)).text())
        return 0
    if len(arguments) > 4 and arguments[0] == "compare":
        python = ["python3"]
        if arguments[3] == "--python":
            python = arguments[4].split()
            arguments[3:5] = []
        commands = [[]]
        for word in arguments[4:]:
            if word == "--":
                commands.append([])
            else:
                commands[-1].append(word)
        return compare(int(arguments[1]), int(arguments[2]), python, commands)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
