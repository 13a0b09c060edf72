"""mmap, pwd, grp, resource, faulthandler, queue.SimpleQueue, termios on a pty."""
import faulthandler
import grp
import mmap
import os
import pwd
import queue
import resource
import subprocess
import tempfile
import termios
import threading
import time
import warnings

with tempfile.TemporaryFile() as f:
    f.write(b"0123456789" * 10)
    f.flush()
    m = mmap.mmap(f.fileno(), 0)
    print(len(m), m[:5], m[3], m[10:0:-3], m.find(b"567"), m.rfind(b"567"), m.find(b"zz"), b"5" in m[:6])
    m[0:3] = b"abc"
    m[3] = 100
    m.seek(0)
    print(m.read(6), m.readline()[:3], m.tell(), m.read_byte() if m.tell() < len(m) else None)
    m.move(10, 0, 5)
    m.flush()
    f.seek(0)
    print(f.read(20), m.size())
    for action in ("m[200]", "m.seek(1000)", "m['x']", "m.write_byte(300)"):
        try:
            eval(action)
        except (IndexError, ValueError, TypeError, OverflowError) as e:
            print(type(e).__name__, e)
    view = memoryview(m)
    try:
        m.close()
    except BufferError as e:
        print("BufferError", e)
    view.release()
    m.close()
    print(m.closed)
    try:
        m[0]
    except ValueError as e:
        print(e)
    r = mmap.mmap(f.fileno(), 10, access=mmap.ACCESS_READ)
    try:
        r[0] = 1
    except TypeError as e:
        print(e)
    r.close()
anonymous = mmap.mmap(-1, 32)
anonymous.write(b"text")
print(anonymous, anonymous.seek(0), anonymous.read(4))
anonymous.close()

me = pwd.getpwuid(os.getuid())
print(me.pw_uid == os.getuid(), pwd.getpwnam(me.pw_name) == me, len(me), pwd.getpwuid(0).pw_name, grp.getgrgid(0).gr_name)
for call in (lambda: pwd.getpwnam("no such user"), lambda: grp.getgrgid(4000000), lambda: pwd.getpwuid(1.5)):
    try:
        call()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
print(soft > 0, resource.getrusage(resource.RUSAGE_SELF).ru_utime >= 0, resource.getpagesize() > 0)
try:
    resource.getrlimit(100)
except ValueError as e:
    print(e)

q = queue.SimpleQueue()
threading.Thread(target=lambda: (time.sleep(0.05), q.put("late"))).start()
print(q.get(timeout=5), q.empty(), q.qsize())
for call in (lambda: q.get(False), lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1)):
    try:
        call()
    except (queue.Empty, ValueError) as e:
        print(type(e).__name__, e)

master, slave = os.openpty()
attributes = termios.tcgetattr(slave)
attributes[3] &= ~termios.ECHO
termios.tcsetattr(slave, termios.TCSANOW, attributes)
print(termios.tcgetattr(slave)[3] & termios.ECHO, len(attributes), len(attributes[6]))
os.close(master)
os.close(slave)
try:
    termios.tcgetattr(os.open("/dev/null", os.O_RDONLY))
except termios.error as e:
    print(e.args)


def inner():
    with tempfile.TemporaryFile("w+") as f:
        faulthandler.dump_traceback(f, all_threads=False)
        f.seek(0)
        print([line.split('"')[-1].strip() for line in f])


inner()
with tempfile.TemporaryFile("w+") as f:
    faulthandler.dump_traceback_later(0.05, file=f)
    time.sleep(0.3)
    f.seek(0)
    lines = f.read().splitlines()
    print(lines[0], lines[1].startswith("Thread 0x"), lines[-1].split('"')[-1])
print(faulthandler.is_enabled())
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable())


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


# What a child is started as, and os.spawnv's kin.
shell = ["/bin/sh", "-c", "umask; pwd"]
for options in {"umask": 0o53}, {"umask": 0o77, "close_fds": False}, {"umask": 0, "user": os.getuid(), "group": os.getgid()}:
    print(subprocess.run(shell, cwd="/", capture_output=True, text=True, **options).stdout.split())
for options in {"user": -1}, {"user": 2**64}, {"group": 2**64}, {"extra_groups": [2**64]}:
    attempt(subprocess.run, shell, **options)
print(os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", "exit 3"]), os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "kill -9 $$"), os.spawnv(os.P_WAIT, "/nosuch", ["x"]))
print(os.spawnve(os.P_WAIT, "/bin/sh", ("sh", "-c", "exit $X"), {"X": "7"}))
print(os.waitstatus_to_exitcode(os.waitpid(os.spawnv(os.P_NOWAIT, "/nosuch", ["x"]), 0)[1]))
attempt(os.spawnv, os.P_WAIT, "/bin/sh", ())
attempt(os.spawnv, os.P_WAIT, "/bin/sh", "x")
attempt(os.execv, "/nosuch", ("",))
attempt(os.execve, "/nosuch", (), {})
attempt(os.execve, "/nosuch", {}, {})
attempt(os.execve, "/nosuch", ["x"], 1)
attempt(os.posix_spawn, "/nosuch", [""], {})

# Descriptors.
attempt(os.fsync, -1)
attempt(os.fchdir, "a")
attempt(os.stat, 2**70)
attempt(os.pathconf, 9999, "PC_NAME_MAX")
attempt(os.copy_file_range, 0, 1, -10)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for f in os.fsync, os.fchdir, os.stat, os.fstat:
        try:
            f(True)
        except OSError:
            pass
    print([str(w.message) for w in caught])


class NoPath:
    __fspath__ = None


attempt(os.fspath, NoPath())
attempt(os.stat, NoPath())
timer = os.timerfd_create(time.CLOCK_MONOTONIC, flags=os.TFD_NONBLOCK)
print(os.get_inheritable(timer))
os.close(timer)
