"""New instances get their attributes from several threads at once: each thread finds what it has just set, whatever the others add meanwhile."""
import threading

THREADS, OBJECTS = 6, 12000
faults = []


class Plain:
    pass


shared = [Plain()]


def work(k, start):
    names = ["a%d_%d" % (k, i) for i in range(2)]
    start.wait()
    n = 0
    while k == 0 or shared[0]:
        n += 1
        o = shared[0] or Plain()
        try:
            for value in (n, float(n), "s", None):
                o.common = n
                if type(o.common) is not int:
                    faults.append("common is %r" % (o.common,))
                for name in names:
                    setattr(o, name, value)
                    found = getattr(o, name)
                    if found != value:
                        faults.append("%s is %r, not %r" % (name, found, value))
                o.last = n
                if k == 1 and vars(o).get(names[0]) != value:
                    faults.append("in the dict: %r, not %r" % (vars(o).get(names[0]), value))
                type(o.last)
        except Exception as e:
            faults.append("%s: %s" % (type(e).__name__, e))
        if k == 0:
            if n == OBJECTS:
                shared[0] = None
                break
            shared[0] = Plain()


start = threading.Barrier(THREADS)
threads = [threading.Thread(target=work, args=(k, start)) for k in range(THREADS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(faults), faults[:3])
