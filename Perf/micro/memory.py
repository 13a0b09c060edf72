"""Makes one kind of structure a million times and prints the peak resident size of the process in KiB: memory.py CASE."""
import sys


class Instance:
    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c


def make(case, n):
    if case == "empty":
        return None
    if case == "ints":
        return [i * 3 + 1000 for i in range(n)]
    if case == "floats":
        return [i * 0.5 for i in range(n)]
    if case == "instances":
        return [Instance(i, None, "text") for i in range(n)]
    if case == "dicts":
        return [{"one": i, "two": None, "three": "text", "four": True} for i in range(n)]
    raise SystemExit("unknown case " + case)


kept = make(sys.argv[1], 1000000)
with open("/proc/self/status") as status:
    for line in status:
        if line.startswith("VmHWM:"):
            print(line.split()[1])
