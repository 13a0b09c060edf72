"""Classes: attributes, methods, class variables, instances' dicts, bound methods."""
class Dog:
    """A dog."""
    kind = "canine"
    tricks = []
    def __init__(self, name):
        self.name = name
    def speak(self, times=1):
        return f"{self.name} " + "woof" * times
    def learn(self, t):
        self.tricks.append(t)
a, b = Dog("Rex"), Dog("Fido")
a.learn("sit")
b.kind = "special"
print(a.speak(), b.speak(2), Dog.speak(a), b.tricks, a.kind, b.kind, Dog.kind, a.__dict__, b.__dict__)
m = a.speak
print(m(), m.__self__ is a, m.__func__ is Dog.speak, m.__name__, m == a.speak, a.speak is a.speak, m.__qualname__, Dog.__doc__)
Dog.kind = "changed"
Dog.extra = lambda self: "extra " + self.name
a.own = lambda: "own"
print(a.kind, b.extra(), a.own(), type(a) is Dog, isinstance(a, Dog), Dog.__name__, Dog.__mro__, Dog.__bases__)
print(hasattr(a, "name"), hasattr(a, "nope"), getattr(a, "nope", 5), setattr(a, "z", 1), a.z, delattr(a, "z"), vars(b), sorted(k for k in Dog.__dict__ if not k.startswith("__")))
for f in (lambda: a.nope, lambda: Dog.nope, lambda: a.speak.nope, lambda: delattr(a, "nope"), lambda: Dog(), lambda: a(), lambda: setattr(a.speak, "x", 1), lambda: Dog.__init__(), lambda: (5).x, lambda: setattr(5, "x", 1), lambda: setattr(int, "x", 1), lambda: "a".__dict__, lambda: None.x, lambda: [].appendd, lambda: getattr(a, 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Empty: ...
e = Empty()
e.__class__ = Dog
e.name = "converted"
print(e.speak(), Empty.__doc__)
class Outer:
    class Inner:
        def f(self): pass
    x = Inner
print(Outer.Inner.f.__qualname__, Outer.x.__name__, Outer.Inner.__qualname__, __name__)
