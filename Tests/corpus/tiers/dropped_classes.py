# What ran is no reason to live: a class that a function made, its methods and instances are gone once the program drops them.
import gc
import weakref


class Keyed:
    def __new__(cls, number, base):
        return object.__new__(cls)


def keyed():
    made = Keyed(1, base=16)
    seen = weakref.ref(made)
    made = None
    gc.collect()
    return seen()


def a_class():
    class A(object):
        pass

    seen = weakref.ref(A)
    A = None
    gc.collect()
    return seen()


def a_method():
    class C:
        def method(self):
            return 4

    c = C()
    seen = weakref.WeakMethod(c.method)
    del C.method
    gc.collect()
    return seen()


def an_heir():
    class Numbers(list):
        pass

    n = Numbers([1, 2])
    n.append(3)
    seen = weakref.ref(Numbers), len(n)
    n = Numbers = None
    gc.collect()
    return seen[0](), seen[1]


def run(steps):
    for step in steps:
        print(step.__name__, step())


for _ in range(4):
    print(keyed())
run([keyed, keyed, a_class, keyed, a_method, keyed, an_heir])
