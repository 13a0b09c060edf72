"""Checks of classes being made and changed, keyword names in classes, builtins that are mappings, warnings' settings."""
import sys
import types
import warnings


class A:
    def f(self):
        return dict(__x=1)

    def g(self, **k):
        return dict(__x=1, **k)


print(A().f(), A().g(a=1))


class M(type):
    def __new__(m, *a, **k):
        print(k)
        return type.__new__(m, *a)


class Z:
    class Q(metaclass=M, __k=1):
        pass


def f(a: int) -> str:
    "d"


f.x = 1
print(sorted(classmethod(f).__dict__))

for name, ns in (('A\udcdcB', {}), ('A', {'__doc__': 'x\udcdc'})):
    try:
        type(name, (), ns)
    except UnicodeEncodeError as e:
        print(e)
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        type('MyClass', (), {1: 2})
    except RuntimeWarning as e:
        print(e)


class C:
    pass


for call in (lambda: C(1), lambda: C().__init__(1), lambda: C.__new__(C, 1), lambda: object.__init__(C(), 1)):
    try:
        call()
    except TypeError as e:
        print(e)


class H:
    __slots__ = ["b", "a"]


class I:
    __slots__ = ["a", "b"]


class L(H):
    __slots__ = ["e"]


class N(I):
    __slots__ = ["e"]


x = H()
x.__class__ = I
print(type(x).__name__)
try:
    L().__class__ = N
except TypeError as e:
    print(e)


class Mod(types.ModuleType):
    __dict__ = 8


try:
    dir(Mod("foo"))
except TypeError as e:
    print(e)

print(eval('a+1', {'__builtins__': types.MappingProxyType({'a': 1})}))
for b in (123, types.MappingProxyType({}), {}):
    for code in ('import foo', 'print(1)', 'class A: pass'):
        try:
            exec(code, {'__builtins__': b})
        except Exception as e:
            print(repr(e))


class S:
    def __sizeof__(self):
        return -1


try:
    sys.getsizeof(S())
except ValueError as e:
    print(e)
try:
    warnings.warn("m", skip_file_prefixes=[])
except TypeError as e:
    print(e)
try:
    __import__('nonexisting_module')
except ImportError as e:
    print(e.__traceback__.tb_next)
