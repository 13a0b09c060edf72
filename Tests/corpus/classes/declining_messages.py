"""What the errors say when a class has slots and a __delattr__ or __setattr__ of its own, and when *= has a sequence on the right."""


class Slots:
    __slots__ = ('p',)


class OwnDelete:
    __slots__ = ('p',)

    def __delattr__(self, name):
        object.__delattr__(self, name)


class OwnSet:
    __slots__ = ('p',)

    def __setattr__(self, name, v):
        object.__setattr__(self, name, v)


class Declining:
    def __mul__(self, other):
        return NotImplemented


def multiply(x, y):
    return x * y


def multiply_in_place(x, y):
    x *= y
    return x


def attempt(call, *args):
    try:
        print(call(*args))
    except Exception as e:
        print(type(e).__name__, e)


for _ in range(3):
    for cls in (Slots, OwnDelete, OwnSet):
        attempt(setattr, cls(), 'q', 1)
        attempt(delattr, cls(), 'q')
        attempt(delattr, cls(), 'p')
    for call in (multiply, multiply_in_place):
        for left in (Declining(), {}, {1}, range(2), None, 1.5, len, 'a', [1]):
            for right in ('s', [1], (1,), b'b'):
                attempt(call, left, right)
    for sequence in 's', [1], (1,):
        for other in 1.5, 's', [1]:
            attempt(sequence.__rmul__, other)
