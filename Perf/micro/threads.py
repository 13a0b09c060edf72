"""threads.py COUNT: the same two units of pure-Python work in COUNT threads (1 or 2); prints the best seconds of several rounds."""
import sys
import threading
import time


class Cell:
    def __init__(self, value):
        self.value = value

    def step(self, k):
        self.value = (self.value * 31 + k) % 1000003
        return self.value


def unit(results, slot):
    cell = Cell(slot + 1)
    counts = {}
    total = 0
    for k in range(3000000):
        v = cell.step(k)
        total += v & 7
        if v % 16 == 0:
            counts[v % 100] = counts.get(v % 100, 0) + 1
    results[slot] = total + sum(counts.values())


def run(count):
    results = [0, 0]
    start = time.perf_counter()
    if count == 1:
        unit(results, 0)
        unit(results, 1)
    else:
        threads = [threading.Thread(target=unit, args=(results, i)) for i in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    return time.perf_counter() - start, results


best = None
expected = None
for _ in range(5):
    taken, results = run(int(sys.argv[1]))
    if expected is not None and results != expected:
        sys.exit("results differ: %s and %s" % (results, expected))
    expected = results
    if best is None or taken < best:
        best = taken
print("%.6f" % best)
