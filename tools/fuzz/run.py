#!/usr/bin/env python3
"""Random programs on CPython and on other commands: every difference in output is shown, with the smallest program that has it.

usage: tools/fuzz/run.py [--count N] [--seed FIRST] [--jobs N] [--python CPYTHON] [--keep DIR] [--disturb] -- COMMAND ... [-- COMMAND ...]
       tools/fuzz/run.py --record FILE [--count N] [--seed FIRST]

Programs are made by generate.py from their seeds and run many to a process; each COMMAND is what runs batch.py, such as
"OUT/tieredpy --tier 1 --jit sync,loop_threshold=2". Exit code 1 where something differs. An interrupted run (Ctrl+C, SIGTERM) ends the
batches that it has begun, says what it has done, and from which seed another run goes on. --record writes the checksums that
"batch.py --check" and the tests go by.
"""
import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from batch import checksum
from generate import generate
from processes import Implementation, find_cpython
from shrink import shrink

SHRINKING = 10  # seconds for a process while a program is made smaller


def first_difference(expected, got):
    wanted, have = expected.split("\n"), got.split("\n")
    for i in range(max(len(wanted), len(have))):
        w, h = wanted[i] if i < len(wanted) else "(end)", have[i] if i < len(have) else "(end)"
        if w != h:
            return "line %d\n  CPython: %s\n  got:     %s" % (i + 1, w, h)
    return None


class Session:
    def __init__(self, options, oracle, tested):
        self.options, self.oracle, self.tested = options, oracle, tested
        self.lock = threading.Lock()
        self.differences = self.done = 0
        self.start = self.told = time.time()
        self.stopped = False
        self.left = set(range(options.seed, options.seed + options.count, options.batch))

    def stop(self, *_):
        self.stopped = True

    def summary(self):
        return "%d programs, %d differences, %.0f s" % (self.done, self.differences, time.time() - self.start)

    def batch(self, first):
        if self.stopped:
            return
        seeds = range(first, min(first + self.options.batch, self.options.seed + self.options.count))
        sources = [generate(seed) for seed in seeds]
        with tempfile.TemporaryDirectory() as folder:
            expected = self.oracle.of_sources(sources, folder)
            for implementation in self.tested:
                for seed, text, got in zip(seeds, expected, implementation.of_sources(sources, folder)):
                    if got != text:
                        self.report(implementation, seed, text, got, first)
        with self.lock:
            self.done += len(seeds)
            self.left.discard(first)
            if time.time() - self.told >= self.options.progress:
                self.told = time.time()
                print("so far (of %d): %s" % (self.options.count, self.summary()), flush=True)

    def report(self, implementation, seed, expected, got, first):
        with self.lock:
            self.differences += 1
            if self.differences > self.options.shown:
                print("seed %d on %s differs too" % (seed, implementation.name), flush=True)
                return
        with tempfile.TemporaryDirectory() as folder:
            source = generate(seed)

            # A program that was made smaller may have lost what ended its loop.
            oracle, tested = (Implementation(i.command, min(i.timeout, SHRINKING), i.oracle, i.disturb) for i in (self.oracle, implementation))

            def differs(sources):
                if self.stopped:
                    return [False] * len(sources)
                return [a != b for a, b in zip(oracle.of_sources(sources, folder), tested.of_sources(sources, folder))]
            print("seed %d on %s differs; looking for a smaller program" % (seed, implementation.name), flush=True)
            lines = ["", "seed %d on %s: %s" % (seed, implementation.name, first_difference(expected, got))]
            if not differs([source])[0]:
                lines.append("  only after the programs from seed %d on in the same process: batch.py --seeds %d %d" % (first, first, seed))
            elif self.options.shrink:
                source = shrink(source, differs)
                lines.append("  smallest: %s" % first_difference(oracle.of_sources([source], folder)[0], tested.of_sources([source], folder)[0]))
                lines += ["    " + line for line in source.rstrip().split("\n")]
        if self.options.keep:
            os.makedirs(self.options.keep, exist_ok=True)
            with open(os.path.join(self.options.keep, "seed%d.py" % seed), "w", encoding="utf-8") as f:
                f.write(source)
        with self.lock:
            print("\n".join(lines), flush=True)


def record(options, oracle):
    """A line a program: seed, checksum of its text, checksum of its output."""
    with open(options.record, "w") as f:
        seeds = range(options.seed, options.seed + options.count)
        sources = [generate(seed) for seed in seeds]
        with tempfile.TemporaryDirectory() as folder:
            for seed, source, text in zip(seeds, sources, oracle.of_sources(sources, folder)):
                f.write("%s %s %s\n" % (seed, checksum(source), checksum(text)))


def main():
    arguments, commands = sys.argv[1:], []
    while "--" in arguments:
        at = len(arguments) - 1 - arguments[::-1].index("--")
        commands.insert(0, arguments[at + 1:])
        arguments = arguments[:at]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], usage=__doc__.split("usage: ")[1])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=50, help="programs in one process")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one process")
    parser.add_argument("--python", help="CPython 3.13; default: what runs this")
    parser.add_argument("--keep", help="folder for the programs that differ")
    parser.add_argument("--shown", type=int, default=10, help="differences to show in full")
    parser.add_argument("--progress", type=float, default=60, help="seconds from one line on what has been done to the next")
    parser.add_argument("--no-shrink", dest="shrink", action="store_false")
    parser.add_argument("--disturb", action="store_true", help="finalizers run at any moment of the programs")
    parser.add_argument("--record")
    options = parser.parse_args(arguments)
    oracle = Implementation(find_cpython(options.python), options.timeout, oracle=True)
    if options.record:
        return record(options, oracle)
    if not commands:
        parser.error("no command after --")
    session = Session(options, oracle, [Implementation(c, options.timeout, disturb=options.disturb) for c in commands])
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, session.stop)
    with ThreadPoolExecutor(options.jobs) as pool:
        for _ in pool.map(session.batch, range(options.seed, options.seed + options.count, options.batch)):
            pass
    print(session.summary())
    if session.left:
        following = min(session.left)
        print("interrupted; the rest: --seed %d --count %d" % (following, options.seed + options.count - following))
    return 1 if session.differences else 0


if __name__ == "__main__":
    sys.exit(main())
