# What is decided by an object's class ("is not None") before objects of several classes are told apart.


class Left:
    def __init__(self):
        self.forgotten = 0

    def forget(self):
        self.forgotten += 1


class Right:
    def __init__(self):
        self.name = "right"
        self.forgotten = 0

    def forget(self):
        self.forgotten += 2


class Place:
    def __init__(self):
        self.owner = None


def release(place):
    owner = place.owner
    if owner is not None:
        owner.forget()
    return owner


def count(place, n):
    total = 0
    for i in range(n):
        owner = place.owner
        if owner:
            total += owner.forgotten
    return total


def drive(owners, rounds):
    place = Place()
    found = 0
    for i in range(rounds):
        place.owner = owners[i % len(owners)]
        if release(place) is not None:
            found += 1
        count(place, 3)
    return found


left, right = Left(), Right()
print(drive([left, right], 4000), drive([left, right], 40))
print(drive([left, right, None], 3000), drive([None], 10))
print(left.forgotten, right.forgotten)
