"""Batches of programs in processes of an implementation: what each program printed, also when one of them hangs or crashes."""
import ast
import os
import resource
import subprocess
import sys
from pathlib import Path

BATCH = str(Path(__file__).with_name("batch.py"))


MEMORY = 4 << 30    # bytes for a process: a program that was made smaller may have lost what bounds it


def limit_address_space():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Implementation:
    """A command that runs Python programs."""

    def __init__(self, command, timeout, oracle=False, disturb=False):
        self.command, self.timeout, self.oracle, self.disturb = command, timeout, oracle, disturb
        self.name = " ".join([os.path.basename(command[0])] + command[1:])

    def outputs(self, names, arguments):
        """The output of each of the programs, which arguments(names) names to batch.py. A program that ends the process has what is told of that."""
        got, left = {}, list(names)
        while left:
            try:
                # A session of its own: an interrupt of this program isn't the end of a program under test.
                done = subprocess.run(self.command + [BATCH] + ["--disturb"] * self.disturb + arguments(left), capture_output=True, timeout=self.timeout,
                                      env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "DOTNET_GCHeapHardLimit": "%x" % MEMORY},
                                      stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=limit_address_space if self.oracle else None)
                text, end = done.stdout, "process ended with %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-1500:])
            except subprocess.TimeoutExpired as e:
                text, end = e.stdout or b"", "no end within %s s" % self.timeout
            for line in text.decode("ascii", "replace").split("\n"):
                parts = line.split(" ", 2)
                if len(parts) == 3:
                    got[parts[0]] = ast.literal_eval(parts[2])
            left = [n for n in left if n not in got]
            if left:
                got[left.pop(0)] = end
        return got

    def of_sources(self, sources, folder):
        """Outputs of source texts, in order. They are run from files: what makes programs would be compiled with them, and takes longer than they do."""
        paths = []
        for i, source in enumerate(sources):
            path = os.path.join(folder, "p%d.py" % i)
            with open(path, "w", encoding="utf-8") as f:
                f.write(source)
            paths.append(path)
        got = self.outputs(paths, lambda left: left)
        return [got[p] for p in paths]


def find_cpython(given):
    """The CPython 3.13 that is the oracle."""
    command = [given or sys.executable]
    version = subprocess.run(command + ["-c", "import sys; print(sys.implementation.name, *sys.version_info[:2])"], capture_output=True, text=True).stdout.split()
    if version != ["cpython", "3", "13"]:
        sys.exit("%s is not CPython 3.13 (--python)" % command[0])
    return command
