"""Docstrings, annotations, function attributes, __qualname__, __wrapped__-free introspection, from __future__ annotations."""
from __future__ import annotations
def f(a: undefined_type, *b: also[undefined]) -> never_evaluated:
    "Short doc."
    x: local_annotation = 1
    return x
print(f.__annotations__, f.__doc__, f(0))
class C:
    """Class doc
    in two lines."""
    attr: Missing = 3
    other: "str"
    def m(self):
        "" "joined doc"
    def n(self):
        f"not a doc {1}"
    def o(self):
        b"bytes aren't doc"
    def p(self): return "no doc"
print(C.__annotations__, repr(C.__doc__), C.m.__doc__, C.n.__doc__, C.o.__doc__, C.p.__doc__, C.m.__qualname__, (lambda: 0).__name__, (lambda: 0).__qualname__)
f.__doc__ = "changed"
f.__name__ = "renamed"
f.__annotations__ = {}
f.custom = 1
print(f.__doc__, f.__name__, f.__annotations__, f.custom, f.__dict__, f.__qualname__, f.__kwdefaults__, f.__closure__, f.__module__)
for name, value in (("__name__", 5), ("__qualname__", None), ("__defaults__", [1]), ("__code__", 5), ("__dict__", 5), ("__annotations__", 5), ("__globals__", {}), ("__closure__", ())):
    try:
        setattr(f, name, value)
        print(name, "ok")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
def outer():
    def inner(): pass
    class K:
        def method(self):
            return lambda: 0
    return inner.__qualname__, K.__qualname__, K().method().__qualname__
print(outer())
g = f
f = 5
print(g.__name__, callable(f), __annotations__)
