"""Bytearrays that change their size, or may not, as a view of them is held in some frame."""


def append(at):
    ba = bytearray(60)
    view = memoryview(ba)
    for i in range(60):
        ba[i] = i
        if i >= at:
            try:
                ba.append(1)
            except BufferError as e:
                return str(e), i, len(ba), view[3]
    return len(ba)


def delete(at):
    ba = bytearray(60)
    n = 0
    view = None
    for i in range(50):
        if i == at:
            view = memoryview(ba)
        try:
            del ba[0]
        except BufferError as e:
            n += 1
    return n, len(ba)


def inplace(at):
    ba = bytearray(60)
    n = 0
    for i in range(50):
        if i == at:
            view = memoryview(ba)
        try:
            ba += b"xy"
            ba[3:5] = b"z"
        except BufferError as e:
            n += 1
    return n, len(ba)


def bound(at):
    ba = bytearray(60)
    n = 0
    add = ba.append
    for i in range(50):
        if i == at:
            view = memoryview(ba)
        try:
            add(i)
        except BufferError as e:
            n += 1
    return n, len(ba)


def helper(ba):
    for i in range(5):
        ba.pop()
    return len(ba)


def called(at):
    ba = bytearray(200)
    n = 0
    for i in range(30):
        if i == at:
            view = memoryview(ba)
        try:
            helper(ba)
        except BufferError as e:
            n += 1
    return n, len(ba)


for r in range(15):
    out = [f(at) for f in (append, delete, inplace, bound, called) for at in (5, 20, 40, 70)]
print(out)
