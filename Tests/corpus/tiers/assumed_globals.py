"""Globals that compiled code takes for constants, and how they change: by assignment, from other functions, through the namespace, by deletion."""
import sys
import types

LIMIT = 10
SCALE = 0.5
NAME = "first"
FLAG = True
NOTHING = None


def helper(x):
    return x + 1


class Thing:
    value = 3


def use(n):
    total = 0
    for i in range(n):
        if i % 7 < LIMIT and FLAG:
            total += helper(i) * SCALE + Thing.value + len(NAME)
        if NOTHING is not None:
            total -= 1
    return total


def show(label):
    print(label, use(50), use(300))


show("start")
LIMIT = 3
show("LIMIT")
globals()["SCALE"] = 2
show("SCALE through globals()")
sys.modules["__main__"].NAME = "second name"
show("NAME as an attribute of the module")
exec("FLAG = not FLAG", globals())
show("FLAG by exec")
FLAG = True


def helper(x):
    return x - 1


show("helper")


class Thing:
    value = 100


show("Thing")
globals().update(NOTHING=1, LIMIT=5)
show("by update()")
len = lambda s: 1000
show("len shadowed")
del len
show("len back")


def set_inside(n):
    global LIMIT
    out = []
    for i in range(n):
        if i == n // 2:
            LIMIT = 6
        if i == n - 3:
            globals()["LIMIT"] = 1
        out.append(LIMIT)
    return out[n // 2 - 1], out[n // 2], out[-4:]


print(set_inside(200), LIMIT)


def change():
    global LIMIT
    LIMIT += 1


def calls_change(n):
    seen = set()
    for i in range(n):
        before = LIMIT
        if i % 50 == 49:
            change()
        seen.add(LIMIT - before)
    return seen, LIMIT


print(calls_change(400))
WHO = "module"


def delete_in_loop(n):
    global WHO
    out = []
    for i in range(n):
        try:
            out.append(WHO)
        except NameError as e:
            out.append(str(e))
        if i == n - 3:
            del WHO
        if i == n - 2:
            WHO = 7
    return out[-4:]


print(delete_in_loop(150))
space = {"K": 5}
exec("def f(n):\n    t = 0\n    for i in range(n):\n        t += K\n        if i == n - 5:\n            d['K'] = 100\n    return t\n", space)
space["d"] = space
print(space["f"](300), space["f"](300), space["K"])
m = types.ModuleType("m")
m.N = 1


def of_module(n):
    t = 0
    for i in range(n):
        t += m.N
        if i == n - 10:
            m.N = 2
        if i == n - 5:
            setattr(m, "N", 3)
    return t


print(of_module(200), m.N)


def view(n, names, d):
    for i in range(n):
        d[names[i % 3]] = i
    return COUNTED_A, COUNTED_B, COUNTED_C


COUNTED_A = COUNTED_B = COUNTED_C = -1


def reads_counted(n):
    t = 0
    for i in range(n):
        t += COUNTED_A
        if i > n - 4:
            globals()["COUNTED_A"] = i
    return t


print(reads_counted(200), view(100, ["COUNTED_A", "COUNTED_B", "COUNTED_C"], globals()), reads_counted(200))
