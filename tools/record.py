#!/usr/bin/env python3
"""Records what CPython 3.13 prints for the programs of Tests/corpus and for the examples.

usage: tools/record.py [--check] [--python PATH] [NAME ...]

A NAME is an area ("numbers") or a program ("numbers/int_ops"); the area "examples" is the folder examples, whose records
are in Tests/corpus/examples. Beside each program (or there) are written: .out, its standard output;
and, when it doesn't exit with 0, .exit, its exit code, and .err, its standard error with the program's path cut down to
the file name. --check changes nothing and says which records differ.
"""
import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "Tests" / "corpus"
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "PYENV_VERSION", "PYENV_ROOT", "TMPDIR")


def environment():
    """A bare environment, so that what is recorded depends on the program alone."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env.update(NO_COLOR="1", PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8")
    return env


def run(python, program):
    """Run one program in its folder: its records, by suffix (None where there is to be no file)."""
    done = subprocess.run([python, program.name], cwd=program.parent, env=environment(), stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=60)
    err = done.stderr.decode("utf-8", "surrogateescape").replace(str(program), program.name)
    code = done.returncode if done.returncode >= 0 else 128 - done.returncode  # a signal, as a shell tells it
    return {
        ".out": done.stdout,
        ".exit": b"%d\n" % code if code else None,
        ".err": err.encode("utf-8", "surrogateescape") if code else None,
    }


def chosen(names):
    """The programs that are asked for: their names, and where they are."""
    programs = {p.relative_to(CORPUS).with_suffix("").as_posix(): p for p in CORPUS.rglob("*.py")}
    programs |= {"examples/" + p.stem: p for p in (ROOT / "examples").glob("*.py")}
    wanted = {key: programs[key] for key in sorted(programs) if not names or key in names or key.split("/")[0] in names}
    if not wanted:
        sys.exit("no such program: " + " ".join(names))
    return wanted


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    version = subprocess.run([options.python, "-c", "import sys; print(sys.implementation.name, *sys.version_info[:2])"],
                             capture_output=True, text=True).stdout.split()
    if version != ["cpython", "3", "13"]:
        sys.exit("%s is not CPython 3.13" % options.python)
    changed = []
    programs = chosen(options.names)
    for name, program in programs.items():
        for suffix, content in run(options.python, program).items():
            record = CORPUS / (name + suffix)
            old = record.read_bytes() if record.exists() else None
            if old == content:
                continue
            changed.append(str(record.relative_to(CORPUS)))
            if options.check:
                continue
            if content is None:
                record.unlink()
            else:
                record.parent.mkdir(exist_ok=True)
                record.write_bytes(content)
    for name in changed:
        print(("differs: " if options.check else "recorded: ") + name)
    print("%d programs, %d records %s" % (len(programs), len(changed), "differ" if options.check else "written"))
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
