# Which line an interrupt is raised at: a loop's last one, the call of a built-in, the function that it calls.
import itertools
import signal
import subprocess
import sys
import time

PROGRAMS = {
    "for over count": "import itertools\nprint('go', flush=True)\nfor i in itertools.count():\n    pass\n",
    "for in a function": "import itertools\ndef f():\n    for i in itertools.count():\n        x = i\n        y = x\nprint('go', flush=True)\nf()\n",
    "sorted with a key": "def key(x):\n    return -x\nprint('go', flush=True)\nwhile True:\n    sorted(\n        range(500000),\n        key=key)\n",
    "a built-in key": "L = list(range(500000))\nprint('go', flush=True)\nwhile True:\n    for i in range(2): sorted(L, key=str); sorted(L, key=str)\n",
}

for name, text in PROGRAMS.items():
    process = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=60)[1]
    lines = [line.strip().split(", ")[1] for line in error.splitlines() if line.startswith("  File")]
    # In a call's arguments or its key function, it may come at any line of the loop.
    print(name, process.returncode, lines if "for" in name else lines[0] in ("line 4", "line 5", "line 6", "line 7"), error.splitlines()[-1])
