"""Assigning bases while a metaclass computes MROs; struct sequences; Generic beside other bases; recursion limits."""
import os
import sys
import time
import typing


class Meta(type):
    ready = False

    def mro(cls):
        if Meta.ready:
            if cls.__name__ == 'B1':
                B2.__bases__ = (B1,)
            if cls.__name__ == 'B2':
                B1.__bases__ = (B2,)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class B1(A):
    pass


class B2(A):
    pass


Meta.ready = True
try:
    B1.__bases__ += ()
except TypeError as e:
    print(e)
Meta.ready = False
print(B1.__mro__, B2.__mro__)


class Empty(type):
    def mro(cls):
        return []


try:
    class E(metaclass=Empty):
        pass
except TypeError as e:
    print(e)


class Early(type):
    def mro(cls):
        print(cls.__mro__)
        return super().mro()


class F(metaclass=Early):
    pass


print(time.gmtime(0))
major, minor, *rest = sys.version_info
print(major, minor)
a, b, c, d, e = os.uname()
print(len(os.uname()))

T = typing.TypeVar('T')


class G(typing.Generic[T], dict):
    pass


print(G(a=1), G.__mro__)


def depth():
    n = 0

    def f():
        nonlocal n
        n += 1
        f()
    try:
        f()
    except RecursionError as e:
        print(n, e)


depth()
sys.setrecursionlimit(150)
depth()
nested = []
for _ in range(1000):
    nested = [nested]
print(len(repr(nested)))
