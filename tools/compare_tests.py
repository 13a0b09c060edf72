#!/usr/bin/env python3
"""CPython's own test modules on several commands, test method by test method: what comes out otherwise than on the first command is listed.

usage: tools/compare_tests.py [--timeout SECONDS] [--only test_a,test_b] [--skip test_a,...] -- COMMAND ... -- COMMAND ... [-- COMMAND ...]

Each COMMAND runs Python programs: "OUT/tieredpy --tier 0", "OUT/tieredpy --tier 1 --jit sync,loop_threshold=2,function_threshold=2".
A method that differs is run again, alone, on all commands: where it then has one outcome everywhere it is told as "once" and not counted.
Exit code 1 where a method differs or a module has not come to its end on a command but has on the first.
"""
import argparse
import os
import signal
import subprocess
import sys
import tempfile

CORE = """abc array asyncgen augassign baseexception binop bisect bool builtin bytes call class cmath code collections compare
complex contains context contextlib copy coroutines dataclasses decorators defaultdict deque descr dict dictcomps dictviews
dynamicclassattribute enum enumerate eof except_star exception_group exception_variations exceptions extcall float format fstring
funcattrs functools future_stmt generators generator_stop genericalias genericclass genexps global grammar hash heapq index int
int_literal isinstance iter iterlen itertools keywordonlyarg list listcomps long longexp math memoryview metaclass module
named_expressions numeric_tower opcodes operator ordered_dict patma pep646_syntax positional_only_arg pow print property raise range
re richcmp scope set setcomps slice sort str string string_literals strtod struct subclassinit super syntax traceback tuple
type_aliases type_annotations type_params typechecks types unary unicode_identifiers unpack unpack_ex userdict userlist userstring
weakref weakset with yield_from""".split()


def run_here(path, names):
    """Runs tests in this process and writes to the file at the path a line as each begins, and one with its outcome as it ends."""
    import unittest

    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            self.outcome = "ok"
            self.tell("begin", test)

        def stopTest(self, test):
            self.tell(self.outcome, test)
            super().stopTest(test)

        def tell(self, what, test):
            out.write("%s %s\n" % (what, test.id()))
            out.flush()

        def addFailure(self, test, error):
            self.outcome = "fail"

        def addError(self, test, error):
            self.outcome = "error"
            if not isinstance(test, unittest.TestCase):
                self.tell("error", test)

        def addSkip(self, test, reason):
            self.outcome = "skip"

        def addExpectedFailure(self, test, error):
            self.outcome = "expected"

        def addUnexpectedSuccess(self, test):
            self.outcome = "unexpected"

        def addSubTest(self, test, subtest, error):
            if error is not None:
                self.outcome = "fail" if issubclass(error[0], test.failureException) else "error"

    class Runner:
        def run(self, test):
            result = Result()
            test(result)
            return result

    with open(path, "w", encoding="utf-8", errors="backslashreplace") as out:
        unittest.main(module=None, argv=["unittest"] + names, testRunner=Runner(), exit=False)
        out.write("all done\n")


class Run:
    """The outcomes of a module's methods on one command."""

    def __init__(self, command, names, timeout):
        self.outcomes = {}
        self.ended = False
        with tempfile.TemporaryDirectory() as folder:
            path, log = os.path.join(folder, "outcomes"), os.path.join(folder, "log")
            os.mkdir(os.path.join(folder, "work"))
            with open(log, "wb") as output:
                process = subprocess.Popen(command + [os.path.abspath(__file__), "--run", path] + names, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                           cwd=os.path.join(folder, "work"), start_new_session=True, env={**os.environ, "PYTHONHASHSEED": "0", "TERM": "dumb"})
                try:
                    self.how = "exit code %d" % process.wait(timeout)
                except subprocess.TimeoutExpired:
                    self.how = "no end within %g s" % timeout
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            if os.path.exists(path):
                with open(path, encoding="utf-8") as lines:
                    for line in lines:
                        what, _, name = line.rstrip("\n").partition(" ")
                        if line == "all done\n":
                            self.ended = True
                        else:
                            self.outcomes[name] = what
            if not self.ended:
                with open(log, "rb") as text:
                    self.how += "".join("\n    " + line for line in text.read().decode("utf-8", "replace").strip().split("\n")[-3:])


def compare(module, commands, timeout):
    """Prints what differs; the numbers of methods that all commands ran and of those that differ, and whether all ended that the first did."""
    runs = [Run(command, ["test.test_" + module], timeout) for command in commands]
    first, whole, differ = runs[0], True, 0
    common = set(first.outcomes).intersection(*(r.outcomes for r in runs))
    for k, run in enumerate(runs):
        if not run.ended:
            whole &= not first.ended
            print("  command %d has not come to the end of %s (%d methods): %s; last %s" % (k, module, len(run.outcomes), run.how, list(run.outcomes.items())[-1:]))
    for name in first.outcomes:
        seen = [r.outcomes.get(name, "(not reached)") for r in runs]
        if all(s == seen[0] for r, s in zip(runs, seen) if name in r.outcomes or r.ended):
            continue
        again = [Run(command, [name], timeout).outcomes.get(name, "(none)") for command in commands]
        alone = len(set(again)) > 1
        differ += alone
        print("  %s %s: %s, alone %s" % ("differs" if alone else "once", name, " / ".join(seen), " / ".join(again)))
    print("%-24s %5d methods on all, %d ok on the first, %d differ" % (module, len(common), sum(o == "ok" for o in first.outcomes.values()), differ), flush=True)
    return len(common), differ, whole


def main():
    if sys.argv[1:2] == ["--run"]:
        return run_here(sys.argv[2], sys.argv[3:])
    arguments, commands = sys.argv[1:], []
    while "--" in arguments:
        at = len(arguments) - 1 - arguments[::-1].index("--")
        commands.insert(0, arguments[at + 1:])
        arguments = arguments[:at]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], usage=__doc__.split("usage: ")[1])
    parser.add_argument("--timeout", type=float, default=200, help="seconds for one module on one command")
    parser.add_argument("--only", help="modules, instead of the core ones")
    parser.add_argument("--skip", default="", help="modules to leave out")
    options = parser.parse_args(arguments)
    if len(commands) < 2:
        parser.error("two commands are needed, each after --")
    modules = [m.removeprefix("test_") for m in (options.only.split(",") if options.only else CORE)]
    skipped = [m.removeprefix("test_") for m in options.skip.split(",")]
    methods = differences = 0
    whole = True
    modules = [m for m in modules if m not in skipped]
    for module in modules:
        ran, differ, ended = compare(module, commands, options.timeout)
        methods, differences, whole = methods + ran, differences + differ, whole and ended
    print("%d modules, %d methods on all commands, %d differ%s" % (len(modules), methods, differences, "" if whole else "; not every module came to its end"))
    return 0 if whole and not differences else 1


if __name__ == "__main__":
    sys.exit(main())
