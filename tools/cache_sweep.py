"""Runs programs again and again with one cache, in check mode, and once more with their sources changed between runs: each run must do what tier 0 does.

    cache_sweep.py [--jobs N] [--build] [--seed S] [AREA/NAME ...] -- OUT/tieredpy [OPTIONS]

Without names: all of Tests/corpus. --build: the cache is built ahead of time, with machine code. The sources are changed in a copy: a third of
the whole numbers is one greater, a fifth of the sums are differences, and all lines have moved.
"""
import argparse
import concurrent.futures
import io
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import tokenize

EAGER = "sync,loop_threshold=2,function_threshold=2,exit_threshold=2,record_iterations=2,recompile_patience=0,check_cache"
CORPUS = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "corpus"
LIMIT = 400


def changed(source, seed):
    """The program with other numbers and signs, or None where it can't be taken to pieces."""
    chance = random.Random(seed)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    lines = source.splitlines(keepends=True)
    for t in reversed(tokens):
        (row, start), (_, end) = t.start, t.end
        if t.type == tokenize.NUMBER and t.string.isdigit() and t.string != "0" and chance.random() < 0.33:
            new = str(int(t.string) + 1)
        elif t.type == tokenize.OP and t.string == "+" and chance.random() < 0.2:
            new = "-"
        else:
            continue
        line = lines[row - 1]
        lines[row - 1] = line[:start] + new + line[end:]
    return "# moved\n" + "".join(lines)


def run(command, options, script):
    env = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "TIEREDPY_STDLIB", "TIEREDPY_CROSSGEN", "DOTNET_ROOT", "TMPDIR")}
    env.update(NO_COLOR="1", PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8")
    try:
        p = subprocess.run([*command, *options, script.name], cwd=script.parent, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return "time limit"
    return p.returncode, p.stdout, p.stderr


def sweep(command, program, build, seed):
    """What differs from tier 0, as text; None where nothing does. Where tier 0 itself doesn't do the same twice, nothing is said."""
    with tempfile.TemporaryDirectory(prefix="cache-sweep-") as folder:
        area = pathlib.Path(folder, "area")
        shutil.copytree(program.parent, area)
        script = area / program.name
        cached = ["--tier", "1", "--jit", EAGER, "--cache", str(pathlib.Path(folder, "cache")), *(["--cache-build"] if build else [])]
        source = script.read_text(encoding="utf-8", errors="surrogateescape")
        other = changed(source, f"{seed}/{program.name}")
        for text, runs in ((source, 3 if build else 2), (other, 1), (source, 1)):
            if text is None:
                continue
            script.write_text(text, encoding="utf-8", errors="surrogateescape")
            expected = run(command, ["--tier", "0"], script)
            if expected == "time limit":
                continue
            for n in range(runs):
                found = run(command, cached, script)
                if found != expected and run(command, ["--tier", "0"], script) == expected:
                    which = "as it is" if text is source else "changed"
                    return f"{which}, run {n + 1}:\nexpected {expected}\nfound {found}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*")
    if "--" not in sys.argv:
        parser.error("the command comes after --")
    at = sys.argv.index("--")
    args, command = parser.parse_args(sys.argv[1:at]), sys.argv[at + 1:]
    programs = [CORPUS / (n + ".py") for n in args.names] or sorted(p for p in CORPUS.glob("*/*.py") if p.with_suffix(".out").exists())
    different = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for program, problem in zip(programs, pool.map(lambda p: sweep(command, p, args.build, args.seed), programs)):
            if problem:
                different += 1
                print(f"{program.parent.name}/{program.stem} {problem}", flush=True)
    print(f"{len(programs)} programs, {different} differ")
    return different > 0


sys.exit(main())
