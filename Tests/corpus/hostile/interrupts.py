"""Ctrl-C in a loop, in waits of every kind and in a handler: KeyboardInterrupt where the program is, and the end that a signal gives."""
import os
import signal
import subprocess
import sys

PROGRAMS = {
    "loop": "while True: pass",
    "sleep": "import time\ntime.sleep(30)",
    "input": "input()",
    "read": "import os\nos.read(0, 1)",
    "thread": "import threading, time\nt = threading.Thread(target=time.sleep, args=(30,), daemon=True)\nt.start()\nt.join()",
    "lock": "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()",
    "event": "import threading\nthreading.Event().wait()",
    "select": "import select, os\nselect.select([os.pipe()[0]], [], [])",
    "caught": "import time\ntry:\n  time.sleep(30)\nexcept KeyboardInterrupt:\n  print('caught')",
    "finally": "import time\ntry:\n  time.sleep(30)\nfinally:\n  print('cleaned')",
    "handler": "import signal, sys, time\nsignal.signal(signal.SIGINT, lambda s, f: sys.exit(3))\nprint('set', flush=True)\ntime.sleep(30)",
}

env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
env["NO_COLOR"] = "1"
started = {}
for name, program in PROGRAMS.items():
    program = "print('go', flush=True)\n" + program
    started[name] = subprocess.Popen([sys.executable, "-S", "-c", program], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
for name, process in started.items():
    process.stdout.readline()
    if name == "handler":
        process.stdout.readline()
import time
time.sleep(0.3)
for process in started.values():
    process.send_signal(signal.SIGINT)
for name, process in started.items():
    code = process.wait(30)
    out, err = process.stdout.read(), process.stderr.read()
    print(name, code, out, err.decode().strip().splitlines()[-1:])
