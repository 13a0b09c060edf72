"""settle.py [CASE]: programs that never settle. Prints "case seconds peak-KiB" (of the process); without a case, the cases' names."""
import sys
import time

cases = {}


def case(f):
    cases[f.__name__] = f
    return f


@case
def types(n=4000000):
    """Another type in each iteration, and more types than are told apart."""
    values = [1, 1.5, "a", None, [1], (2,), {3: 4}, 2 ** 70, True, b"x"]
    total = 0
    for k in range(n):
        v = values[k % 10]
        if isinstance(v, (int, float)):
            total = total + v
        elif v:
            total = total + len(v)
        pair = (v, total)
        total = pair[1]
    return total


@case
def classes(n=30000):
    """A class made in each round, used a little and dropped."""
    total = 0
    for k in range(n):
        class C:
            def __init__(self, x):
                self.x = x

            def get(self):
                return self.x
        for j in range(20):
            total += C(j).get()
    return total


@case
def shapes(n=12000):
    """Instances of one class with attributes in ever other orders."""
    class Bag:
        pass

    total = 0
    for k in range(n):
        for j in range(20):
            o = Bag()
            for i in range(4):
                setattr(o, "a%d" % ((k * 7 + j * 3 + i * (k % 5 + 1)) % 37), i)
            o.last = k
            total += o.last
    return total


def make_functions(count):
    space = {}
    exec("\n".join("def f%d(n):\n  t = 0\n  for i in range(n):\n    t += i * %d & 7\n  return t" % (k, k) for k in range(count)), space)
    return [space["f%d" % k] for k in range(count)]


def run_functions(functions, rounds, n):
    total = 0
    for _ in range(rounds):
        for f in functions:
            total += f(n)
    return total


@case
def functions_2000():
    """2,000 functions with a loop each, all as hot as one another."""
    return run_functions(made, 12, 1500)


@case
def functions_10000():
    """10,000 of them."""
    return run_functions(made, 12, 400)


def make_branches(count):
    space = {}
    exec("def g(n):\n  t = 0\n  for i in range(n):\n    m = (i * 7919) %% %d\n" % count
         + "".join("    %s m == %d: t += %d\n" % ("elif" if k else "if", k, k) for k in range(count))
         + "    else: t -= 1\n  return t", space)
    return space["g"]


@case
def branches_300():
    """One loop with 300 branches, all taken."""
    return made(600000)


@case
def branches_1000():
    """One loop with 1,000 branches."""
    return made(200000)


@case
def globals_rebound(n=60000):
    """A global that is rebound, and a class attribute that changes, again and again."""
    space = {}
    exec("class A:\n  k = 0\ndef get(a):\n  return a.k + g\n", space)
    a, cls, get, total = space["A"](), space["A"], space["get"], 0
    for k in range(n):
        space["g"] = k
        cls.k = k
        for _ in range(60):
            total += get(a)
    return total


made = None


def main():
    if len(sys.argv) < 2:
        print("\n".join(cases))
        return
    global made
    name = sys.argv[1]
    # What takes long to compile to bytecode is made before the clock starts.
    if name.startswith("functions_"):
        made = make_functions(int(name[10:]))
    elif name.startswith("branches_"):
        made = make_branches(int(name[9:]))
    start = time.perf_counter()
    cases[name]()
    seconds = time.perf_counter() - start
    with open("/proc/self/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
    print("%s %.6f %s" % (name, seconds, peak))


if __name__ == "__main__":
    main()
