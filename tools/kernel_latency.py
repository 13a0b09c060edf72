#!/usr/bin/env python3
"""How long it takes from a loop being found hot until its kernel runs, for numeric loops of about 100 operations that are alike but not the same.

usage: tools/kernel_latency.py COMMAND ...      such as OUT/tieredpy

Prints the operations of a loop, and the microseconds until the kernels ran, the first of the process apart from the others.
"""
import re
import subprocess
import sys
import tempfile
import os

LOOPS = 60
PROGRAM = '''
import time
SOURCE = """
def f(a, b, x, n):
    s, t, u, y = %d, 0, 1, 0.5
    for i in range(n):
        v = a[i]
        w = b[i]
        s = (s * 31 + v * w - (v ^ i)) & 0xFFFFFFFF
        t += (w %% 7) * (v & 15) + (s >> 5)
        u = (u * 5 + t) & 0xFFFF
        t ^= u & 255
        y = y * 0.5 + x[i] * 1.25
        x[i] = y - w * 0.125
        s ^= (u << 3) & 4095
        t = (t + s - u) & 0xFFFFFFF
        b[i] = (w + t + i * 3) & 1023
        a[i] = (v + (s & 7) - (u & 3) + (w | 1)) & 511
        u = (u + (v & 3) * 5 + (w & 7) * 11 + (t & 31) * 7) & 0xFFFFFF
        s = (s + (u ^ t) + (v | w)) & 0xFFFFFFFF
        y = y + (x[i] - y) * 0.75 + s * 0.001
    return s, t, u, y
"""
a, b = list(range(4000)), [i * 7 % 1000 for i in range(4000)]
x = [i * 0.5 for i in range(4000)]
for k in range(LOOPS):
    space = {}
    exec(SOURCE % k, space)
    for _ in range(10):
        space["f"](a, b, x, 4000)
    time.sleep(0.05)
'''


def main():
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    # Printing regions takes time: what is counted in them is counted in another run.
    text = dump_of(command, "r", 3)
    regions = [r for r in re.split(r"^== ", text, flags=re.M) if r.startswith("r f:")]
    operations = max(len(re.findall(r"^    (?:v\d+: \w|Guard|Store|Poll|Call)", in_loop(r), flags=re.M)) for r in regions)
    text = dump_of(command, "t", LOOPS)
    waits = [int(w) for w in re.findall(r"^(\d+) microseconds after the loop was hot$", text, flags=re.M)]
    if len(waits) < 2:
        sys.exit("kernels didn't run before the code around them was there")
    rest = sorted(waits[1:])
    print(f"{operations} operations in the loop, {len(waits)} kernels: the first {waits[0]}, of the others the median {rest[len(rest) // 2]}, "
          f"the quickest {rest[0]}, nine of ten {rest[len(rest) * 9 // 10]} microseconds")


def dump_of(command, letters, loops):
    with tempfile.TemporaryDirectory() as folder:
        program, dump = os.path.join(folder, "program.py"), os.path.join(folder, "dump.txt")
        with open(program, "w") as f:
            f.write(PROGRAM.replace("LOOPS", str(loops)))
        subprocess.run([*command, f"--dump={letters}:{dump}", program], check=True)
        with open(dump) as f:
            return f.read()


def in_loop(region):
    """The text of a region's blocks that are in a loop."""
    blocks = re.split(r"^(?=b\d+\()", region, flags=re.M)
    return "".join(b for b in blocks if re.match(r"b\d+\(.*\).* depth 1", b))


if __name__ == "__main__":
    main()
