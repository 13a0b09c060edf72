#!/usr/bin/env python3
"""The kernels of Perf/kernels on tier 1, tier 2, PyPy, CPython and in C: best times in microseconds of thread time, rounds interleaved.

usage: tools/kernels.py TIEREDPY [--rounds N] [--only NAME,...] [--python CPYTHON] [--pypy PYPY] [--cc GCC] [--tier2 OPTIONS]

The last lines are geometric means: of tier 1's, PyPy's and CPython's times over tier 2's, and of tier 2's over C's. Results are compared, too.
"""
import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Perf", "kernels")


def timed(command, name):
    out = subprocess.run([*command, os.path.join(FOLDER, name + ".py")], capture_output=True, text=True, cwd=FOLDER)
    if out.returncode != 0:
        sys.exit("%s %s: %s" % (" ".join(command), name, out.stderr[-500:]))
    took, result = out.stdout.split(None, 1)
    return float(took), float(result)


def compiled(cc):
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "kernels")
        subprocess.run([cc, "-O3", "-march=native", "-ffp-contract=off", os.path.join(FOLDER, "kernels.c"), "-o", program, "-lm"], check=True)
        best = {}
        for _ in range(2):
            for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines():
                name, took, result = line.split()
                best[name] = (min(float(took), best.get(name, (float(took),))[0]), float(result))
        return best


def mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else float("nan")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tieredpy")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--pypy", default="pypy3")
    parser.add_argument("--cc", default="gcc")
    parser.add_argument("--tier2", default="")
    options = parser.parse_args()
    names = sorted(f[:-3] for f in os.listdir(FOLDER) if f.endswith(".py") and not f.startswith("_"))
    if options.only:
        names = options.only.split(",")
    commands = {"tier 1": [options.tieredpy, "--tier", "1", "--jit", "sync"], "tier 2": [options.tieredpy, "--tier", "2", "--jit", "sync", *options.tier2.split()]}
    if shutil.which(options.pypy.split()[0]):
        commands["PyPy"] = options.pypy.split()
    commands["CPython"] = options.python.split()
    c = compiled(options.cc) if shutil.which(options.cc) else {}
    columns = [*commands, "C"]
    print("%-12s" % "kernel" + "".join("%12s" % column for column in columns) + "%12s%12s" % ("1/2", "2/C"))
    table = {}
    for name in names:
        best = {}
        for k in range(options.rounds):
            for column, command in commands.items():
                if column == "CPython" and k > 0:
                    continue
                took, result = timed(command, name)
                best[column] = (min(took, best.get(column, (took,))[0]), result)
        if name in c:
            best["C"] = c[name]
        results = {r for _, r in best.values()}
        times = table[name] = {column: took for column, (took, _) in best.items()}
        print("%-12s" % name + "".join("%12.2f" % times.get(column, float("nan")) for column in columns)
              + "%12.2f%12.2f" % (times["tier 1"] / times["tier 2"], times["tier 2"] / times.get("C", float("nan"))) + ("" if len(results) == 1 else "  results differ: %s" % results), flush=True)
    for column in ("tier 1", "PyPy", "CPython"):
        print("%s / tier 2: %.2f" % (column, mean([t[column] / t["tier 2"] for t in table.values() if column in t])))
    print("tier 2 / C: %.2f" % mean([t["tier 2"] / t["C"] for t in table.values() if "C" in t]))


if __name__ == "__main__":
    main()
