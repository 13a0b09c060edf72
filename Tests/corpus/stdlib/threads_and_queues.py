"""threading: threads, locks, events, locals, queues, pools; results independent of scheduling."""
import queue, threading
from concurrent.futures import ThreadPoolExecutor, as_completed
total, lock = 0, threading.Lock()
def add(n):
    global total
    for _ in range(n):
        with lock:
            total += 1
ts = [threading.Thread(target=add, args=(1000,), name=f"t{i}") for i in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(total, ts[0].name, ts[0].is_alive(), threading.current_thread().name, threading.active_count())
l, d, s = [], {}, set()
def fill(k):
    for i in range(500):
        l.append(i); d[k, i] = i; s.add((k, i))
ts = [threading.Thread(target=fill, args=(k,)) for k in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(l), len(d), len(s), sum(l))
q, out = queue.Queue(maxsize=3), []
def consume():
    while (x := q.get()) is not None:
        out.append(x * 2)
        q.task_done()
t = threading.Thread(target=consume)
t.start()
for i in range(10): q.put(i)
q.join(); q.put(None); t.join()
print(out, q.empty(), q.qsize())
with ThreadPoolExecutor(3) as ex:
    print(list(ex.map(lambda x: x * x, range(6))), ex.submit(pow, 2, 5).result(), sorted(f.result() for f in as_completed([ex.submit(abs, -i) for i in range(4)])))
    f = ex.submit(lambda: 1 / 0)
    print(type(f.exception()).__name__, f.done())
e, loc = threading.Event(), threading.local()
loc.x = "main"
def local():
    print(hasattr(loc, "x"))
    loc.x = "other"
    e.set()
t = threading.Thread(target=local, daemon=True); t.start()
print(e.wait(5), loc.x, t.join())
r = threading.RLock()
with r, r: print("reentrant")
c, ready = threading.Condition(), []
def waiter():
    with c:
        c.wait_for(lambda: ready)
        print("notified", ready)
t = threading.Thread(target=waiter); t.start()
with c: ready.append(1); c.notify_all()
t.join()
sem = threading.BoundedSemaphore(1)
sem.acquire(); sem.release()
for f in (lambda: sem.release(), lambda: t.start(), lambda: threading.Lock().release(), lambda: q.get_nowait(), lambda: threading.current_thread().join()):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)

# A thread's exception goes to the stream that there was when it was made, when there is none any more.
import io, sys
sys.stderr = io.StringIO()
def fails(): 1 / 0
t = threading.Thread(target=fails, name="failing")
shown, sys.stderr = sys.stderr, None
t.start(); t.join()
sys.stderr = sys.__stderr__
print(shown.getvalue())
