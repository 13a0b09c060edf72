"""Runs the programs of Perf/programs at their small sizes for a while, for counts of what the runtime's C# does in Python programs."""
import os
import sys
import time

SECONDS = 1.0
here = os.path.dirname(os.path.abspath(__file__))
programs = os.path.join(here, "..", "..", "Perf", "programs")
sys.path.insert(0, programs)

for file in sorted(os.listdir(programs)):
    if file.endswith(".py") and not file.startswith("_"):
        module = __import__(file[:-3])
        size = min(module.EXPECTED)
        start = time.perf_counter()
        while time.perf_counter() - start < SECONDS:
            module.main(size)
print("trained")
