"""What becomes of AttributeErrors that getters, descriptors and hooks raise: __getattr__, name and obj."""


class Fallback:
    @property
    def plain(self):
        raise AttributeError("x")

    @property
    def inner(self):
        return self.missing

    def __getattr__(self, name):
        if name == "given":
            return 1
        raise AttributeError(name + "!")


class Raising:
    def __get__(self, obj, cls):
        raise AttributeError("got")

    def __set__(self, obj, value):
        raise AttributeError("set")


class Described:
    d = Raising()


class Hooked:
    d = Raising()

    def __getattribute__(self, name):
        raise AttributeError("hook")

    def __setattr__(self, name, value):
        raise AttributeError("store")


def tell(read, o):
    try:
        print(read(o))
    except AttributeError as e:
        print(e, "|", e.name, "|", type(e.obj))


for i in range(3):
    for cls in Fallback, Described, Hooked:
        o = cls()
        for read in (lambda o: o.plain, lambda o: o.inner, lambda o: o.given, lambda o: o.d, lambda o: getattr(o, "d"), lambda o: getattr(o, "d", None),
                     lambda o: setattr(o, "d", dict), lambda o: o.__class__.d, lambda o: object.__getattribute__(o, "d"), lambda o: super(cls, o).d,
                     lambda o: o.d()):
            tell(read, o)


def hot(o, name, n):
    found = 0
    for i in range(n):
        try:
            o.d
        except AttributeError as e:
            found += e.name == name and e.obj is o
    return found


print(hot(Described(), "d", 3000))


def hot_fallback(o, n):
    texts = set()
    for i in range(n):
        for read in (lambda: o.plain, lambda: o.inner):
            try:
                read()
            except AttributeError as e:
                texts.add((str(e), e.name))
    return sorted(texts)


print(hot_fallback(Fallback(), 3000))


def slots():
    class Inner:
        __slots__ = "a", "b"

    class Elsewhere:
        __slots__ = "a",
        __module__ = "some.where"

    for cls in Inner, Elsewhere:
        o = cls()
        for read in (lambda o: o.a, lambda o: delattr(o, "a"), lambda o: cls.a.__get__(o), lambda o: object.__getattribute__(o, "a"), lambda o: o.c):
            tell(read, o)


slots()
