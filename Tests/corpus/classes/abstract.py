"""abc: abstract methods, virtual subclasses, __subclasshook__."""
from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): "area"
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name} {self.area()}"
class Half(Shape):
    def area(self): return 1
class Square(Shape):
    name = "square"
    def area(self): return 4
for cls in (Shape, Half, Square):
    try:
        print(cls().describe())
    except TypeError as e:
        print(e)
print(sorted(Shape.__abstractmethods__), isinstance(Square(), Shape), Shape.area.__isabstractmethod__)
@Shape.register
class Duck: pass
print(isinstance(Duck(), Shape), issubclass(Duck, Shape), Shape in Duck.__mro__)
class Sized(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        return True if any("__len__" in k.__dict__ for k in c.__mro__) else NotImplemented
class L:
    def __len__(self): return 0
print(issubclass(L, Sized), issubclass(int, Sized), isinstance([], Sized))
from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableSequence, Sequence, Callable
print([isinstance(x, k) for x in ([], (), {}, 1, iter([]), len) for k in (Hashable, Iterable, Iterator, Mapping, Sequence, Callable)])
class Seq(Sequence):
    def __init__(self, *v): self.v = v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
s = Seq(1, 2, 3, 2)
print(list(s), 2 in s, s.index(3), s.count(2), list(reversed(s)))
class M(Mapping):
    def __getitem__(self, k): return {"a": 1}[k]
    def __iter__(self): return iter("a")
    def __len__(self): return 1
print(dict(M()), M().get("z", 0), "a" in M(), list(M().items()), M() == {"a": 1}, dict(**M()))
class MS(MutableSequence):
    def __init__(self): self.v = []
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
    def __setitem__(self, i, x): self.v[i] = x
    def __delitem__(self, i): del self.v[i]
    def insert(self, i, x): self.v.insert(i, x)
m = MS(); m.append(1); m.extend([2, 3]); m += [4]; m.reverse(); m.remove(2)
print(m.v, m.pop())
