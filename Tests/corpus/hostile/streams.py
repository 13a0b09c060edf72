"""Full disks, closed streams and broken pipes: what is printed and the exit codes."""
import os
import subprocess
import sys

os.environ["NO_COLOR"] = "1"
PY = sys.executable


started = []


def run(name, command):
    started.append((name, subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PY": PY})))


run("full", """ "$PY" -c 'print(1)' > /dev/full """)
run("full unbuffered", """ "$PY" -u -c 'print(1)' > /dev/full """)
run("full much", """ "$PY" -c 'print("x" * 100000)' > /dev/full """)
run("full flush", """ "$PY" -c 'print(1, flush=True)' > /dev/full """)
run("full stderr", """ "$PY" -c 'import sys; print(1, file=sys.stderr); print(2)' 2> /dev/full """)
run("full file", """ "$PY" -c '
f = open("/dev/full", "w")
f.write("x")
try: f.close()
except OSError as e: print(e)' """)
run("closed stdout", """ "$PY" -c 'import sys; print(sys.stdout); print(1)' >&- """)
run("closed stdout named", """ "$PY" -c 'import sys; print(sys.stdout, file=sys.stderr); print(1)' >&- """)
run("closed stderr", """ "$PY" -c 'import sys; print(sys.stderr); 1/0' 2>&- """)
run("closed stdin", """ "$PY" -c 'import sys; print(sys.stdin); input()' <&- """)
run("broken pipe", """ "$PY" -c '
for i in range(100000): print(i)' | head -1 """)
run("broken pipe at the end", """ { "$PY" -c '
import time
time.sleep(0.5)
print(1)'; echo $? >&2; } | true """)
run("exit codes", """ for c in 'pass' 'raise SystemExit' 'raise SystemExit(3)' 'raise SystemExit("text")' 'import sys; sys.exit(256)' 'import sys; sys.exit(-1)' '1/0' 'import os; os._exit(9)' 'raise KeyboardInterrupt' 'import os; os.abort()' 'raise SystemExit(2**70)' 'raise SystemExit(True)' 'raise SystemExit([])'; do ("$PY" -c "$c" 2>/dev/null; echo $?) ; done """)
run("stdin closed early", """ echo 'print(1)' | "$PY" """)
run("stdin script with -", """ echo 'import sys; print(sys.argv)' | "$PY" - a b """)
run("missing", """ "$PY" /no/such/file.py """)
run("folder", """ "$PY" /tmp/ """)
run("module", """ "$PY" -m no_such_module """)
run("bad option", """ "$PY" -Z 2>&1 | head -1 """)
run("no command", """ "$PY" -c """)
for name, p in started:
    out, err = p.communicate()
    print(name, p.returncode, repr(out), repr(err.replace(PY, "python")))
