"""SIGINT while a program computes, sleeps, reads, waits for a lock, matches or raises to a power."""
import os
import signal
import subprocess
import sys
import time

os.environ["NO_COLOR"] = "1"
PROGRAMS = {
    "loop": "while True: pass",
    "for": "for i in range(10**18): i + 1",
    "function": "def f():\n    while True: g()\ndef g(): pass\nf()",
    "builtin loop": "for x in map(abs, iter(int, 1)): pass",
    "sleep": "import time; time.sleep(60)",
    "read": "import sys; sys.stdin.read()",
    "input": "input()",
    "os.read": "import os; os.read(0, 1)",
    "lock": "import threading; l = threading.Lock(); l.acquire(); l.acquire()",
    "event": "import threading; threading.Event().wait()",
    "join": "import threading, time; t = threading.Thread(target=time.sleep, args=(60,), daemon=True); t.start(); t.join()",
    "queue": "import queue; queue.Queue().get()",
    "regex": "import re; re.match(r'(a*)*b', 'a' * 60)",
    "sort": "import itertools\nwhile True: sorted(range(1000), key=lambda x: -x)",
    "select": "import select; select.select([], [], [], 60)",
    "wait": "import subprocess; subprocess.run(['sleep', '60'])",
    "caught": "import time\ntry: time.sleep(60)\nexcept KeyboardInterrupt: print('caught')",
    "handler": "import signal, time, sys\nsignal.signal(signal.SIGINT, lambda s, f: sys.exit(7))\ntime.sleep(60)",
    "default": "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\ntime.sleep(60)",
    "finally": "import time\ntry: time.sleep(60)\nfinally: print('finally')",
    "thread": "import threading, time\nt = threading.Thread(target=lambda: time.sleep(60), daemon=True)\nt.start()\nwhile True: pass",
}
IMPORTS = "import itertools, os, queue, re, select, signal, subprocess, sys, threading, time\n"
started = {}
for name, source in PROGRAMS.items():
    started[name] = subprocess.Popen([sys.executable, "-c", IMPORTS + "print('ready', flush=True)\n" + source],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
for p in started.values():
    p.stdout.readline()
time.sleep(2)
for p in started.values():
    p.send_signal(signal.SIGINT)
for name, p in started.items():
    try:
        out, err = p.communicate(timeout=20)
        print(name, p.returncode, repr(out), repr(err.strip().split("\n")[-1]))
    except subprocess.TimeoutExpired:
        p.kill()
        p.communicate()
        print(name, "went on")
