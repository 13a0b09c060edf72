"""stress.py [SECONDS [CASE ...]]: eight threads hammer one object of each kind; every case says "ok", or what was lost or torn.

Each case makes something shared, gives it to the threads, and checks at the end what must hold whatever the order was.
"""
import itertools
import sys
import threading
import time
import weakref
from collections import Counter, OrderedDict, deque
from functools import lru_cache

THREADS = 8
cases = {}


def case(f):
    cases[f.__name__] = f
    return f


class Hammer:
    """Runs workers until the time is up; a worker gets its number and a function that says whether to go on."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.faults = []

    def fault(self, text):
        if len(self.faults) < 5:
            self.faults.append(text)

    def run(self, *workers):
        end = time.monotonic() + self.seconds
        start = threading.Barrier(THREADS)

        def body(work, k):
            start.wait()
            try:
                work(k, lambda: time.monotonic() < end)
            except BaseException as e:
                import traceback
                self.fault("thread %d: %s" % (k, "".join(traceback.format_exception(e))))

        threads = [threading.Thread(target=body, args=(workers[k % len(workers)], k)) for k in range(THREADS)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()


@case
def list_append_pop(h):
    """What is appended is popped once, by somebody."""
    shared, added, taken = [], [0] * THREADS, [0] * THREADS

    def work(k, more):
        n = 0
        while more():
            for i in range(100):
                n += 1
                shared.append(n)
                added[k] += n
                if i % 3:
                    try:
                        taken[k] += shared.pop()
                    except IndexError:
                        pass

    h.run(work)
    if sum(added) != sum(taken) + sum(shared):
        h.fault("sum of items: %d added, %d taken, %d left" % (sum(added), sum(taken), sum(shared)))


@case
def list_strategies(h):
    """A list that is emptied, and holds ints, then floats, then objects; readers meet nothing else."""
    shared = []
    good = {7, 11, 0.5, "text", None}

    def write(k, more):
        nonlocal shared
        while more():
            shared.clear()
            for v in (7, 11, 7, 0.5, "text", None, 7):
                shared.append(v)
            del shared[:]
            shared.extend([0.5] * 20)
            shared[3:9] = [7, 11]
            shared[:] = [7] * 30
            shared.insert(5, "text")
            del shared[::2]
            shared *= 2
            shared.reverse()
            for _ in range(10):
                try:
                    shared[2] = 11
                    shared[-1] = 0.5
                except IndexError:
                    pass

    def read(k, more):
        while more():
            for v in shared:
                if v not in good:
                    h.fault("read %r" % (v,))
            for i in range(60):
                try:
                    v = shared[i]
                except IndexError:
                    break
                if v not in good:
                    h.fault("read [%d] %r" % (i, v))
            for v in list(shared) + shared[1:20] + sorted(map(str, shared)):
                if v not in good and v not in {"7", "11", "0.5", "None"}:
                    h.fault("copied %r" % (v,))

    h.run(write, read)


@case
def list_sort(h):
    """Sorting and appending: no item is lost."""
    shared = []
    added = [0] * THREADS

    def append(k, more):
        n = 0
        while more():
            for _ in range(50):
                shared.append(k * 1000000000 + n)
                n += 1
            added[k] = n
            if len(shared) > 20000:
                time.sleep(0.001)

    def sort(k, more):
        while more():
            shared.sort(reverse=k & 1)
            shared.reverse()
            time.sleep(0.001)

    h.run(append, append, append, sort)
    if sum(added) != len(shared) or len(set(shared)) != len(shared):
        h.fault("%d items added, %d there, %d different" % (sum(added), len(shared), len(set(shared))))


@case
def list_setitem(h):
    """Each thread has places of its own in a list that others make longer and shorter at its end."""
    shared = list(range(THREADS))

    def work(k, more):
        n = 0
        while more():
            for _ in range(100):
                n += 1
                shared[k] = n
                if shared[k] != n:
                    h.fault("thread %d wrote %d and read %r" % (k, n, shared[k]))
                if k & 1:
                    shared.append("x")
                    shared.extend((1, 2.5))
                    del shared[THREADS + 5:]
                    shared[k] = float(n)
                    if shared[k] != n:
                        h.fault("thread %d wrote %d.0 and read %r" % (k, n, shared[k]))

    h.run(work)


@case
def list_remove(h):
    """remove() takes just what it is told to."""
    shared = []

    def work(k, more):
        n = 0
        while more():
            mine = ["%d-%d" % (k, n + i) for i in range(20)]
            n += 20
            for m in mine:
                shared.insert(0, m)
            for m in mine:
                shared.remove(m)

    h.run(work)
    if shared:
        h.fault("left: %r" % shared[:5])


@case
def dict_own_keys(h):
    """Each thread adds, changes and deletes keys of its own in a dict that grows and shrinks."""
    shared = {}

    def work(k, more):
        n = 0
        while more():
            n += 1
            keys = [(k, n), "s%d.%d" % (k, n), k * 10000000 + n, float(k * 10000000 + n) + 0.5, Key(k * 10000000 + n)] * 1
            for key in keys:
                shared[key] = n
            for key in keys:
                if shared.get(key) != n or key not in shared:
                    h.fault("thread %d has no %r" % (k, key))
                shared[key] += 1
            if n % 3 or len(shared) > 50000:
                for key in keys:
                    if shared.pop(key) != n + 1:
                        h.fault("thread %d popped another value for %r" % (k, key))
                    if key in shared:
                        h.fault("%r still there" % (key,))

    h.run(work)
    if len(shared) != len(list(shared)):
        h.fault("length %d, %d keys" % (len(shared), len(list(shared))))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n & 1023

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


@case
def dict_setdefault(h):
    """All threads get the same object for a key; only one is ever put."""
    shared, seen = {}, [{} for _ in range(THREADS)]

    def work(k, more):
        n = 0
        while more():
            for _ in range(50):
                n += 1
                if n > 100000:
                    return
                seen[k][n] = shared.setdefault(n, object())
                shared.setdefault((n, 1), k)

    h.run(work)
    for mine in seen:
        for n, v in mine.items():
            if shared[n] is not v:
                h.fault("key %d has two values" % n)


@case
def dict_popitem(h):
    """Items put are taken once."""
    shared, put, taken = {}, [0] * THREADS, [0] * THREADS

    def work(k, more):
        n = 0
        while more():
            for i in range(100):
                n += 1
                shared[k * 100000000 + n] = n
                put[k] += n
                if i % 4:
                    try:
                        key, v = shared.popitem()
                        if key % 100000000 != v:
                            h.fault("torn item %d: %d" % (key, v))
                        taken[k] += v
                    except KeyError:
                        pass

    h.run(work)
    if sum(put) != sum(taken) + sum(shared.values()):
        h.fault("%d put, %d taken, %d left" % (sum(put), sum(taken), sum(shared.values())))


@case
def dict_iteration(h):
    """Keys and values belong together; a loop over a copy never fails."""
    shared = {i: i * 3 for i in range(50)}

    def write(k, more):
        n = 0
        while more():
            n += 1
            key = k * 1000 + n % 997
            shared[key] = key * 3
            shared.pop(k * 1000 + (n * 31) % 997, None)
            if n % 5000 == 0:
                shared.clear()
                shared.update({i: i * 3 for i in range(20)})

    def read(k, more):
        while more():
            for a, b in list(shared.items()):
                if a * 3 != b:
                    h.fault("item %r: %r" % (a, b))
            for a, b in dict(shared).items():
                if a * 3 != b:
                    h.fault("copied item %r: %r" % (a, b))
            for v in sorted(shared.values()) + [sum(shared.values())]:
                if v % 3:
                    h.fault("value %r" % v)
            try:
                for a, b in shared.items():
                    if a * 3 != b:
                        h.fault("walked item %r: %r" % (a, b))
            except RuntimeError:
                pass

    h.run(write, read)


@case
def dict_counting(h):
    """What one lock guards is counted exactly, and so is what Counter.update counts."""
    shared, counter, lock, steps = {}, Counter(), threading.Lock(), [0] * THREADS

    def work(k, more):
        while more():
            for i in range(50):
                with lock:
                    shared[i % 7] = shared.get(i % 7, 0) + 1
            counter.update([1, "a", 1, (2, 3)])
            steps[k] += 1

    h.run(work)
    if sum(shared.values()) != sum(steps) * 50:
        h.fault("guarded: %d of %d" % (sum(shared.values()), sum(steps) * 50))
    if counter[1] != sum(steps) * 2 or counter["a"] != sum(steps):
        h.fault("counter: %r of %d" % (counter, sum(steps)))


@case
def set_own(h):
    """Each thread adds and discards elements of its own."""
    shared = set()

    def work(k, more):
        n = 0
        while more():
            n += 1
            keys = {k * 1000000 + n % 1000, "s%d.%d" % (k, n % 1000), (k, n % 1000), -1 - k}
            shared.update(keys)
            if not keys <= shared:
                h.fault("lost %r" % (keys - shared))
            for key in keys:
                shared.discard(key)
                if key in shared:
                    h.fault("%r still there" % (key,))
            for v in list(shared) if n % 16 == 0 else ():
                if type(v) is int and v % 1000000 >= 1000 and v >= 0:
                    h.fault("element %r" % v)

    h.run(work)
    if shared:
        h.fault("left: %r" % list(shared)[:5])


@case
def set_pop(h):
    """Elements added are popped once."""
    shared, added, taken = set(), [0] * THREADS, [0] * THREADS

    def work(k, more):
        n = 0
        while more():
            for i in range(100):
                n += 1
                shared.add(n * THREADS + k)
                added[k] += n * THREADS + k
                if i % 4:
                    try:
                        taken[k] += shared.pop()
                    except KeyError:
                        pass

    h.run(work)
    if sum(added) != sum(taken) + sum(shared):
        h.fault("%d added, %d taken, %d left" % (sum(added), sum(taken), sum(shared)))


@case
def deque_ends(h):
    """What goes in at either end comes out once."""
    shared, added, taken = deque(), [0] * THREADS, [0] * THREADS
    last = deque(maxlen=10)

    def work(k, more):
        n = 0
        while more():
            for i in range(100):
                n += 1
                (shared.append if i & 1 else shared.appendleft)(n)
                added[k] += n
                last.append((n, n))
                shared.rotate(1)
                try:
                    taken[k] += shared.popleft() if i & 2 else shared.pop()
                    a, b = last[-1]
                    if a != b:
                        h.fault("torn item")
                except IndexError:
                    pass
            mark = "m%d" % k
            shared.append(mark)
            sum(v for v in list(shared) if type(v) is int)
            shared.remove(mark)

    def quiet(k, more):
        work(k, more)

    # A mark may be popped by another thread: then it is no int.
    def safe(k, more):
        while more():
            try:
                quiet(k, more)
            except (ValueError, TypeError):
                pass

    h.run(safe)


@case
def ordered(h):
    """OrderedDict under one lock, lru_cache without: each result belongs to its argument."""
    shared, lock = OrderedDict(), threading.Lock()

    @lru_cache(maxsize=64)
    def square(n):
        return n * n

    def work(k, more):
        n = 0
        while more():
            n += 1
            if square(n * 7 % 100) != (n * 7 % 100) ** 2:
                h.fault("cached result")
            with lock:
                shared[n % 100] = n
                shared.move_to_end(n % 100, last=n & 1)
                if len(shared) > 50:
                    shared.popitem(last=False)

    h.run(work)


class Plain:
    pass


@case
def attributes(h):
    """Each thread has an attribute of its own on one instance, while others come and go; then on many instances, new each time."""
    shared = [Plain()]

    def own(k, more):
        n, name = 0, "a%d" % k
        while more():
            o = shared[0]
            for i in range(20):
                n += 1
                value = (n, float(n), "s", None, n)[n % 5]
                setattr(o, name, value)
                if getattr(o, name) != value:
                    h.fault("%s is %r, not %r" % (name, getattr(o, name), value))
                o.common = n
                if type(o.common) is not int:
                    h.fault("common is %r" % (o.common,))
            if k == 0:
                delattr(o, name)
                if hasattr(o, name):
                    h.fault("still has " + name)
                setattr(o, name, 1)
                shared[0] = Plain()
            if k == 1:
                o.__dict__["extra%d" % (n % 7)] = n
                o.__dict__.pop("extra%d" % (n % 7), None)
            if k == 2 and vars(o).get(name) != value:
                h.fault("dict has %r, not %r" % (vars(o).get(name), value))

    h.run(own)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = self.b = 0


@case
def methods(h):
    """Class attributes change while methods are called: each call gets the one or the other."""

    class Base:
        def get(self):
            return 1

    class Shared(Base):
        value = 1

        def __init__(self):
            self.x = 1
            self.y = 2

    def one(self):
        return 1

    def two(self):
        return 2

    one_object = Shared()

    def change(k, more):
        while more():
            Shared.value = 2
            Base.get = two
            Shared.value = "3"
            Base.get = one
            setattr(Shared, "extra%d" % k, 1)
            delattr(Shared, "extra%d" % k)

    def call(k, more):
        while more():
            for _ in range(100):
                if one_object.get() not in (1, 2) or one_object.value not in (1, 2, "3"):
                    h.fault("call")
                new = Shared()
                new.z = new.x + new.y
                if new.z != 3:
                    h.fault("attributes")

    h.run(change, call, call, call)


counted = 0


@case
def module_globals(h):
    """Globals are rebound, deleted and made again: a name is bound to the last thing, for everybody."""
    space = {"__builtins__": __builtins__}
    exec("def put(v):\n global x\n x = v\ndef get():\n return x\ndef drop():\n global x\n del x\n"
         "def look():\n return len([1])\n", space)
    space["put"](0)

    def change(k, more):
        n = 0
        while more():
            n += 1
            if k == 0:
                try:
                    space["drop"]()
                except NameError:
                    pass
                space["put"](n)
            else:
                space["put"](n)
            space["y%d.%d" % (k, n % 100)] = n

    def read(k, more):
        while more():
            for _ in range(50):
                try:
                    space["get"]()
                except NameError:
                    pass
                if space["look"]() != 1:
                    h.fault("builtin")

    h.run(change, read)
    space["put"]("end")
    if space["get"]() != "end" or space["x"] != "end":
        h.fault("x is %r for the function and %r in the dict" % (space["get"](), space["x"]))


@case
def generators(h):
    """One generator for all: a value goes to one thread, or ValueError says that the generator is running."""
    def count():
        n = 0
        while True:
            n += 1
            yield n

    shared, got = count(), [[] for _ in range(THREADS)]

    def work(k, more):
        mine = got[k]
        while more() and len(mine) < 50000:
            try:
                mine.append(next(shared))
            except ValueError as e:
                if str(e) != "generator already executing":
                    raise

    h.run(work)
    everything = sorted(itertools.chain(*got))
    if everything != list(range(1, len(everything) + 1)):
        h.fault("values lost or given twice")


@case
def iterators(h):
    """itertools.count gives each number once."""
    numbers, got = itertools.count(), [[] for _ in range(THREADS)]
    around, pair = itertools.cycle("abc"), itertools.tee(range(10))

    def work(k, more):
        while more() and len(got[k]) < 50000:
            got[k].append(next(numbers))
            if next(around) not in "abc":
                h.fault("cycle")

    h.run(work)
    everything = sorted(itertools.chain(*got))
    if everything != list(range(len(everything))):
        h.fault("numbers lost or given twice")


@case
def strings(h):
    """Texts made by joining are flattened, hashed and interned by many threads at once."""
    box = [""]

    def work(k, more):
        while more():
            s = "start"
            for i in range(200):
                s += "%d," % i
            box[0] = s
            t = box[0]
            if hash(t) != hash("" + s) or t[-4:] != "199," or len(t) != len(s) or sys.intern(t) != s or t not in {s}:
                h.fault("text")

    h.run(work)


@case
def references(h):
    """Weak references and their dicts while objects die."""
    table, keys = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary()
    kept = [Plain() for _ in range(THREADS)]

    def work(k, more):
        n = 0
        while more():
            n += 1
            o = Plain()
            o.n = n
            r = weakref.ref(o)
            table[k, n % 50] = o
            keys[o] = n
            if r() is not o or table[k, n % 50] is not o or keys[o] != n:
                h.fault("reference")
            weakref.ref(kept[k])()

    h.run(work)


@case
def growing(h):
    """Big dicts and sets are rebuilt while others look things up that are there all the time."""
    shared, elements = {i: str(i) for i in range(100)}, set(range(100))

    def grow(k, more):
        n = 100
        while more():
            shared[k * 10000000 + n] = "x"
            elements.add(k * 10000000 + n)
            n += 1
            if n > 100000:
                for i in range(100, n):
                    del shared[k * 10000000 + i]
                    elements.remove(k * 10000000 + i)
                n = 100

    def look(k, more):
        while more():
            for i in range(100):
                if shared[i] != str(i) or i not in elements:
                    h.fault("key %d" % i)

    h.run(grow, look)


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    names = sys.argv[2:] or list(cases)
    bad = False
    for name in names:
        h = Hammer(seconds / len(names))
        cases[name](h)
        bad |= bool(h.faults)
        print(name, "FAULTS: " + "; ".join(h.faults) if h.faults else "ok", flush=True)
    sys.exit(bad)


if __name__ == "__main__":
    main()
