# pdb stops where breakpoint() is called, by the event of the instruction after the call.
import io
import pdb
import sys


def stopped(commands, function):
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO('\n'.join(commands) + '\n'), stdout=out, nosigint=True, readrc=False)
    sys.breakpointhook = debugger.set_trace
    try:
        function()
    finally:
        sys.settrace(None)
        sys.breakpointhook = sys.__breakpointhook__
    for line in out.getvalue().splitlines():
        print(line.replace(__file__, 'FILE'))


def last():
    x = 1
    breakpoint()


def middle():
    breakpoint()
    y = 2
    return y


def counted():
    total = 0
    for i in range(3):
        total += i
        if i == 1:
            breakpoint()
    return total


def generator():
    breakpoint()
    yield 1
    yield 2


stopped(['p x', 'continue'], last)
stopped(['next', 'next', 'p y', 'continue'], middle)
stopped(['p total', 'next', 'next', 'p i', 'until 36', 'continue'], counted)
stopped(['next', 'until 43', 'step', 'continue'], lambda: list(generator()))
