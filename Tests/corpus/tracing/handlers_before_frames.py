"""Signal handlers that run where a frame is about to begin don't take its events away."""
import signal
import sys

counts = {}


def tracer(frame, event, arg):
    key = frame.f_code.co_name, event
    counts[key] = counts.get(key, 0) + 1
    return tracer


class Made:
    def __init__(self, n):
        self.n = n


def handler(number, frame):
    handler.times += 1


handler.times = 0
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
sys.settrace(tracer)
total = 0
for n in range(8000):
    total += Made(n).n
sys.settrace(None)
signal.setitimer(signal.ITIMER_REAL, 0)
print(total, handler.times > 0)
print([(k, v) for k, v in sorted(counts.items()) if k[0] == "__init__"])
