"""Recursion through built-ins: a RecursionError at the usual limit and at a raised one, never a crash."""
import copy
import functools
import json
import operator
import pickle
import re
import sys


class Repr:
    def __repr__(self):
        return repr(self)


class Str:
    def __str__(self):
        return f"{self}"


class Format:
    def __format__(self, spec):
        return format(self, spec)


class GetAttr:
    def __getattr__(self, name):
        return getattr(self, name + "x")


class GetAttribute:
    def __getattribute__(self, name):
        return self.x


class Eq:
    def __eq__(self, other):
        return self == other

    __hash__ = None


class Lt:
    def __lt__(self, other):
        return self < other


class Hash:
    def __hash__(self):
        return hash(self)


class Call:
    def __call__(self):
        return self()


class Len:
    def __len__(self):
        return len(self)


class Bool:
    def __bool__(self):
        return bool(self)


class Iter:
    def __iter__(self):
        return iter(self)


class Next:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self)


class Item:
    def __getitem__(self, key):
        return self[key]

    def __contains__(self, key):
        return key in self


class Add:
    def __add__(self, other):
        return self + other

    def __radd__(self, other):
        return other + self


class Copies:
    def __deepcopy__(self, memo):
        return copy.deepcopy(Copies(), memo)


class Reduce:
    def __reduce__(self):
        return Reduce, (Reduce(),)


class Descriptor:
    def __get__(self, instance, owner):
        return instance.d


class Described:
    d = Descriptor()


class SetAttr:
    def __setattr__(self, name, value):
        setattr(self, name, value)


class Instance(type):
    def __instancecheck__(cls, o):
        return isinstance(o, cls)

    def __subclasscheck__(cls, o):
        return issubclass(o, cls)


class Checked(metaclass=Instance):
    pass


class New:
    def __new__(cls):
        return cls()


class Init:
    def __init__(self):
        Init()


class Index:
    def __index__(self):
        return operator.index(self)


def by_key(x):
    return sorted([1, 2], key=by_key)


def by_map(x):
    return list(map(by_map, [1]))


def by_filter(x):
    return list(filter(by_filter, [1]))


def by_reduce(a, b):
    return functools.reduce(by_reduce, [1, 2])


def by_sub(m):
    return re.sub("a", by_sub, "a")


def by_json(o):
    return json.dumps({1j}, default=by_json)


def by_hook(d):
    return json.loads("{}", object_hook=by_hook)


def by_eval():
    return eval("by_eval()")


def by_exec():
    exec("by_exec()")


def by_partial():
    return functools.partial(by_partial)()


def by_generator():
    yield from by_generator()


def by_nested():
    for x in by_nested():
        yield x


def by_comprehension():
    return [by_comprehension() for _ in range(1)]


def by_max(x=0):
    return max([1, 2], key=by_max)


def by_cmp(a, b):
    return sorted([1, 2], key=functools.cmp_to_key(by_cmp))


@functools.lru_cache(None)
def by_cache(n):
    return by_cache(n + 1)


@property
def prop(self):
    return self.p


class Property:
    p = prop


CASES = {
    "repr": lambda: repr(Repr()),
    "list repr": lambda: repr([Repr()]),
    "str": lambda: str(Str()),
    "format": lambda: format(Format()),
    "__getattr__": lambda: GetAttr().x,
    "__getattribute__": lambda: GetAttribute().y,
    "==": lambda: Eq() == Eq(),
    "list ==": lambda: [Eq()] == [Eq()],
    "<": lambda: Lt() < Lt(),
    "sort": lambda: [Lt(), Lt()].sort(),
    "hash": lambda: hash(Hash()),
    "set": lambda: {Hash()},
    "call": lambda: Call()(),
    "len": lambda: len(Len()),
    "bool": lambda: not Bool(),
    "iter": lambda: iter(Iter()),
    "next": lambda: next(Next()),
    "for": lambda: [x for x in Next()],
    "item": lambda: Item()[0],
    "in": lambda: 0 in Item(),
    "+": lambda: Add() + 1,
    "r+": lambda: 1 + Add(),
    "deepcopy": lambda: copy.deepcopy(Copies()),
    "pickle": lambda: pickle.dumps(Reduce()),
    "descriptor": lambda: Described().d,
    "setattr": lambda: setattr(SetAttr(), "a", 1),
    "isinstance": lambda: isinstance(1, Checked),
    "issubclass": lambda: issubclass(int, Checked),
    "new": New,
    "init": Init,
    "index": lambda: [][Index()],
    "sorted key": lambda: by_key(0),
    "map": lambda: by_map(0),
    "filter": lambda: by_filter(0),
    "reduce": lambda: by_reduce(0, 0),
    "re.sub": lambda: by_sub(None),
    "json default": lambda: by_json(None),
    "json hook": lambda: by_hook(None),
    "eval": by_eval,
    "exec": by_exec,
    "partial": by_partial,
    "yield from": lambda: list(by_generator()),
    "nested generators": lambda: list(by_nested()),
    "comprehension": by_comprehension,
    "max": by_max,
    "cmp_to_key": lambda: by_cmp(0, 0),
    "lru_cache": lambda: by_cache(0),
    "property": lambda: Property().p,
}

# CPython itself dies of these at the higher limit.
UNTRIED = ("sorted key", "map", "filter", "reduce", "re.sub", "json default", "json hook", "eval", "exec", "partial", "max", "cmp_to_key", "lru_cache", "property")

re.sub("a", "b", "a")
json.loads("{}")
for limit in (1000, 100_000):
    sys.setrecursionlimit(limit)
    for name, case in CASES.items():
        if limit > 1000 and (name in UNTRIED or name in ("yield from", "comprehension", "call", "init", "nested generators")):
            continue
        try:
            case()
            print(limit, name, "returned")
        except RecursionError as e:
            print(limit, name, "RecursionError", str(e)[:32])
        except Exception as e:
            print(limit, name, type(e).__name__)
