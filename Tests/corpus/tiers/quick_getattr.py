"""getattr with a default and hasattr of known names in hot code: classes and instances that change, properties, slots, hooks."""


class Plain:
    shared = 1

    def method(self):
        return "method"


class Slots:
    __slots__ = ("x",)


class Heir(Plain):
    pass


def ask(o):
    return getattr(o, "value", None), getattr(o, "shared", "none"), hasattr(o, "method"), hasattr(o, "x"), hasattr(o, "value")


def call(o):
    f = getattr(o, "method", None)
    return f() if f is not None else "no"


def rounds(objects, n=40):
    seen = []
    for _ in range(n):
        for o in objects:
            answer = ask(o), call(o)
        if answer not in seen:
            seen.append(answer)
    return seen


plain, slots, heir = Plain(), Slots(), Heir()
print(rounds([plain]), rounds([slots]), rounds([heir, plain]))
plain.value = 5
print(rounds([plain]))
slots.x = 2
print(rounds([slots]))
heir.method = lambda: "own"
print(rounds([plain, heir]))
print(rounds([1, "s", [2], {3}, None]))
Plain.value = property(lambda self: "property")
print(rounds([plain]), rounds([heir]))


def failing(self):
    raise AttributeError("gone")


Plain.value = property(failing)
print(rounds([plain]), rounds([heir]))
Plain.__getattr__ = lambda self, name: "hook " + name
print(ask(plain), ask(heir))
del Plain.__getattr__, Plain.value
print(rounds([plain]), rounds([heir]))
plain.__dict__ = {"value": 6, "x": 7}
print(rounds([plain]))


def bad():
    raise ValueError("not caught")


Plain.x = property(lambda self: bad())
try:
    print(rounds([heir]))
except ValueError as e:
    print(e)
