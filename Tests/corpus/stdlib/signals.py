"""Signals reach the main thread wherever it waits: sleep, socket, pipe, lock, select, queue; and wake-up descriptors."""
import os
import queue
import select
import signal
import socket
import threading
import time

count = 0


def handler(number, frame):
    global count
    count += 1


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


def soon(number=signal.SIGUSR1, delay=0.1):
    threading.Timer(delay, os.kill, (os.getpid(), number)).start()


signal.signal(signal.SIGUSR1, handler)
signal.signal(signal.SIGUSR2, stop)
start = time.monotonic()
soon()
time.sleep(0.3)
print(count, time.monotonic() - start >= 0.3)
a, b = socket.socketpair()
r, w = os.pipe()
waits = [
    ("recv", lambda: a.recv(1)),
    ("recv_into", lambda: a.recv_into(bytearray(1))),
    ("select", lambda: select.select([a], [], [])),
    ("poll", lambda: select.poll().poll(5000)),
    ("epoll", lambda: select.epoll().poll(5)),
    ("sleep", lambda: time.sleep(5)),
    ("queue", lambda: queue.SimpleQueue().get()),
    ("lock", lambda: (lambda lock: (lock.acquire(), lock.acquire()))(threading.Lock())),
    ("join", lambda: threading.Event().wait(5)),
    ("pipe", lambda: os.read(r, 1)),
    ("file", lambda: os.fdopen(os.dup(r), "rb", 0).read(1)),
    ("buffered", lambda: os.fdopen(os.dup(r), "rb").read(1)),
    ("accept", lambda: socket.create_server(("127.0.0.1", 0)).accept()),
]
for name, wait in waits:
    soon(signal.SIGUSR2)
    start = time.monotonic()
    try:
        wait()
        print(name, "ended")
    except Stop:
        print(name, "stopped", time.monotonic() - start < 2)


def signal_then_send():
    """The data come once the waiting thread has handled the signal, or is given up."""
    before = count
    os.kill(os.getpid(), signal.SIGUSR1)
    end = time.monotonic() + 20
    while count == before and time.monotonic() < end:
        time.sleep(0.01)
    b.send(b"data")


threading.Timer(0.05, signal_then_send).start()
print(a.recv(10), count)
soon(delay=0.05)
print(select.select([a], [], [], 1), count)
b.setblocking(False)
old = signal.set_wakeup_fd(b.fileno())
signal.raise_signal(signal.SIGUSR1)
print(old, a.recv(10) == bytes([signal.SIGUSR1]), signal.set_wakeup_fd(-1) == b.fileno(), count)
signal.setitimer(signal.ITIMER_REAL, 0.05)
signal.signal(signal.SIGALRM, stop)
try:
    time.sleep(5)
except Stop:
    print("alarm")
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
