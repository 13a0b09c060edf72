"""Times a kernel: the best average of a batch among those that fit a second and a half, in microseconds, and what it computed."""
import time

clock = getattr(time, "thread_time", time.perf_counter)

BATCH_SECONDS = 0.002
"""A thread's clock may stand still for some microseconds: what is measured takes much longer."""


def measure(run, *arguments):
    best, end, size, batches = None, time.perf_counter() + 1.5, 1, 0
    while batches < 5 or time.perf_counter() < end:
        start = clock()
        for _ in range(size):
            result = run(*arguments)
        took = clock() - start
        if took < BATCH_SECONDS and size < 1000000:
            size *= 2
            continue
        best = took / size if best is None else min(best, took / size)
        batches += 1
        if took > 2.0:
            break
    print("%.3f %r" % (best * 1e6, result))
