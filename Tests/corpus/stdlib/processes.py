"""multiprocessing: semaphores and memory between processes, and a process of its own."""
import _multiprocessing
import _posixshmem
import mmap
import os
import threading


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


def semaphores():
    name = f"/corpus-{os.getpid()}"
    print(_multiprocessing.flags, _multiprocessing.SemLock.SEM_VALUE_MAX)
    s = _multiprocessing.SemLock(1, 2, 2, name, False)
    print(s.kind, s.maxvalue, s.name == name, s._get_value(), s._is_zero(), s._count(), s._is_mine())
    again = _multiprocessing.SemLock._rebuild(0, 1, 2, name)
    print(s.acquire(), again.acquire(True, 1), again.acquire(False), again.acquire(timeout=0.01), s._get_value(), s._is_zero())
    s.release(), again.release()
    attempt(s.release)
    attempt(_multiprocessing.SemLock, 1, 1, 1, name, False)
    attempt(_multiprocessing.SemLock, 2, 1, 1, name, False)
    _multiprocessing.sem_unlink(name)
    attempt(_multiprocessing.sem_unlink, name)
    m = _multiprocessing.SemLock(0, 1, 1, name, True)
    with m:
        print(m.name, m.acquire(), m._count(), m._is_mine())
        others = []
        t = threading.Thread(target=lambda: others.append((m._is_mine(), m.acquire(False))))
        t.start(), t.join()
        m.release()
        print(others, m._count())
    attempt(m.release)
    m._after_fork()


def memory():
    name = f"/corpus-{os.getpid()}"
    fd = _posixshmem.shm_open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600)
    os.ftruncate(fd, 100)
    with mmap.mmap(fd, 100) as m, mmap.mmap(_posixshmem.shm_open(name, os.O_RDWR), 100) as n:
        m[:5] = b"hello"
        print(n[:5])
    os.close(fd)
    _posixshmem.shm_unlink(name)
    try:
        _posixshmem.shm_unlink(name)
    except FileNotFoundError as e:
        print(e.errno, e.filename == name)


def child(results, lock):
    with lock:
        results.put(("child", __name__))
    raise SystemExit(3)


if __name__ == "__main__":
    semaphores()
    memory()
    import multiprocessing
    context = multiprocessing.get_context("spawn")
    results, lock = context.SimpleQueue(), context.Lock()
    p = context.Process(target=child, args=(results, lock))
    p.start()
    print(results.get())
    p.join()
    print(p.exitcode, multiprocessing.active_children())
