# A working folder that was removed before the interpreter began.
import os
import subprocess
import sys
import tempfile


def run(*args):
    folder = tempfile.mkdtemp()
    done = subprocess.run(["sh", "-c", 'cd "$1" && rmdir "$1" && shift && exec "$@"', "sh", folder, sys.executable, *args], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    last = done.stderr.splitlines()[-1:] if done.returncode == 2 else []
    print(done.returncode, done.stdout.strip(), *(line.replace(sys.executable, "python") for line in last))


with tempfile.TemporaryDirectory() as place:
    script = os.path.join(place, "script.py")
    with open(script, "w") as f:
        f.write("import sys\nprint(len(sys.argv))\n")
    run("")
    run("none.py")
    run(script, "x")
    run("-c", "import sys; print(repr(sys.path[0]))")
