"""A full disk, closed standard streams and a pipe that nobody reads: the errors and exit codes. The processes run at once."""
import os
import subprocess
import sys

env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
env["NO_COLOR"] = env["PYTHONDONTWRITEBYTECODE"] = "1"
runs = []


def start(name, command, redirect):
    shell = 'exec "$0" -c "$1" ' + redirect
    runs.append((name, subprocess.Popen(["/bin/sh", "-c", shell, sys.executable, command], env=env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)))


start("print to a full disk", "print('x')", ">/dev/full")
start("flush on a full disk", "print('x', flush=True)\nprint('after')", ">/dev/full")
start("file on a full disk", "with open('/dev/full', 'w') as f:\n  f.write('x' * 100000)", "")
start("dropped file on a full disk", "f = open('/dev/full', 'w')\nf.write('x')", "")
start("closed output", "import sys\nprint('x')\nprint(sys.stdout, file=sys.stderr)", ">&-")
start("closed input", "print(input())", "<&-")
start("closed errors", "import sys\nprint(sys.stderr)\nraise ValueError('unseen')", "2>&-")
start("all closed", "print(1)", "<&- >&- 2>&-")
start("exit on a full disk", "import sys\nprint(1)\nsys.exit(5)", ">/dev/full")
start("atexit on a full disk", "import atexit\natexit.register(print, 1, flush=True)", ">/dev/full")

r, w = os.pipe()
os.close(r)
runs.append(("nobody reads", subprocess.Popen([sys.executable, "-c", "print('x', flush=True)"], env=env, stdout=w, stderr=subprocess.PIPE)))
os.close(w)

for name, process in runs:
    out, err = process.communicate(timeout=30)
    print("==", name, process.returncode, out)
    print(err.decode())
