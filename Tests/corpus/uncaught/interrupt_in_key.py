"""Ctrl-C inside the key function of sorted(), which C code calls."""
import signal
n = 0
def key(x):
    global n
    n += 1
    if n == 50:
        signal.raise_signal(signal.SIGINT)
    y = 0
    for i in range(3):
        y += i
    return -x + y
r = sorted(range(100), key=lambda x: key(x))
