"""Calls too deep for a recording run on their own meanwhile: their values, exceptions, frames, generators and classes arrive as ever."""
import sys


def tree(depth, seed):
    if depth == 0:
        return seed
    return [tree(depth - 1, seed * 2 + k) for k in range(2)]


def copy(node, memo):
    if isinstance(node, list):
        made = []
        for child in node:
            made.append(copy(child, memo))
        memo.append(len(made))
        return made
    return node + 1


def failing(depth, at):
    if depth == at:
        raise LookupError(depth, at)
    if depth == 0:
        return 0
    try:
        return failing(depth - 1, at) + 1
    except LookupError as error:
        if depth % 5 == 0:
            return error.args[0] * 100
        raise
    finally:
        DONE.append(depth)


DONE = []


def names(depth):
    if depth == 0:
        frame, found = sys._getframe(), 0
        while frame.f_code.co_name == "names":
            found += frame.f_locals["depth"] + 1
            frame = frame.f_back
        return found
    return names(depth - 1)


def looked(depth, looks):
    if depth == 0:
        if not looks:
            return 0
        # Where no recording has been.
        frame, found = sys._getframe(), []
        while frame.f_code.co_name == "looked":
            found.append(frame.f_locals["depth"])
            frame = frame.f_back
        return found
    return looked(depth - 1, looks)


def walk(node):
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    else:
        yield node


class Chain:
    def __init__(self, depth):
        self.next = Chain(depth - 1) if depth else None

    def __len__(self):
        return 1 + len(self.next) if self.next is not None else 1

    def __eq__(self, other):
        return self.next == other.next if self.next is not None and other.next is not None else self.next is other.next

    @property
    def end(self):
        return self.next.end if self.next is not None else self


class Wrong:
    def __init__(self, depth):
        self.made = depth and Wrong(depth - 1)
        return None if depth else 5


def endless(n):
    return endless(n + 1) + 1


def traced(depth, lines):
    if depth == 0:
        def trace(frame, event, argument):
            if event == "line":
                lines.append(frame.f_lineno - frame.f_code.co_firstlineno)
            return trace
        sys.settrace(trace)
        sys._getframe().f_trace = trace
        x = 1
        x += 1
        sys.settrace(None)
        return x
    return traced(depth - 1, lines) + 1


def everything(rounds):
    total = 0
    for i in range(rounds):
        node = tree(6, i)
        memo = []
        copied = copy(node, memo)
        total += sum(walk(copied)) - sum(walk(node)) + sum(memo)
        for at in (0, 3, 20):
            try:
                total += failing(14, at)
            except LookupError as error:
                depth, tb = 0, error.__traceback__
                while tb:
                    depth, tb = depth + 1, tb.tb_next
                total += depth
        total += len(DONE)
        DONE.clear()
        total += names(25)
        chain = Chain(20)
        total += len(chain) + (chain == Chain(20)) + (chain == Chain(12)) + (chain.end is chain)
        try:
            Wrong(12)
        except TypeError as error:
            total += len(str(error))
        lines = []
        total += traced(15, lines) + sum(lines)
    return total


def limited(rounds):
    for i in range(rounds):
        try:
            endless(i)
        except RecursionError as error:
            last = str(error)
    return last


for rounds in (3, 12, 40):
    print(everything(rounds))
print(sum(looked(25, False) for _ in range(40)), looked(25, True), looked(25, True) == looked(25, True))
print(limited(6))
sys.setrecursionlimit(150)
print(limited(40))
sys.setrecursionlimit(20000)


def down(n):
    return down(n - 1) + 1 if n else 0


print([down(15000) for _ in range(5)])
