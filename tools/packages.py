#!/usr/bin/env python3
"""Runs the tests of third-party packages under CPython and another interpreter, and names the tests whose outcome differs.

    tools/packages.py --python CPYTHON --site DIR PACKAGE/PATH... -- OUT/tieredpy [OPTIONS]

DIR holds the packages (pure Python, pytest among them) as a site-packages folder does. Each path below it is run by pytest in a process
of its own. A line for each: what pytest said at the end of both runs, and how long they took.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time


def outcomes(text):
    """What became of each test, as pytest's summary tells it."""
    return {line.split(" - ")[0] for line in text.splitlines() if line.startswith(("FAILED ", "ERROR ", "PASSED "))}


def run(command, site, path, cache, timeout):
    environment = dict(os.environ, PYTHONPATH=site, PYTHONHASHSEED="0", PYTHONPYCACHEPREFIX=cache,
                       PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    pytest = ["-m", "pytest", "-q", "-rfEp", "-W", "ignore", "-p", "no:cacheprovider", os.path.join(site, path)]
    start = time.monotonic()
    try:
        done = subprocess.run([*command, *pytest], env=environment, capture_output=True, text=True, errors="replace", timeout=timeout)
        text = done.stdout
    except subprocess.TimeoutExpired:
        text = "timed out"
    lines = text.strip().splitlines() or ["said nothing"]
    return outcomes(text), lines[-1], time.monotonic() - start


def main():
    here = sys.argv[1:]
    if "--" not in here:
        sys.exit(__doc__)
    at = here.index("--")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", required=True, help="the CPython to compare with")
    parser.add_argument("--site", required=True, help="the folder of the packages")
    parser.add_argument("--timeout", type=float, default=300, help="seconds for one path")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args(here[:at])
    command = here[at + 1:]
    site = os.path.abspath(options.site)
    differing = 0
    with tempfile.TemporaryDirectory() as caches:
        for path in options.paths:
            expected, said, seconds = run([options.python], site, path, os.path.join(caches, "expected"), options.timeout)
            found, answered, took = run(command, site, path, os.path.join(caches, "found"), options.timeout)
            print(f"{path}: {said} | {answered} | {seconds / took:.2f} of CPython's speed", flush=True)
            for test in sorted(expected ^ found) if expected and found else ():
                differing += 1
                print(f"    {'only here' if test in found else 'only CPython'}: {test}", flush=True)
    print(f"{differing} tests differ")
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
