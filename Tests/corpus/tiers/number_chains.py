"""Chains of comparisons of one number: by a table where there are many, with holes, bounds, repeated and negative constants, and numbers beyond."""

FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH = range(-2, 4)


def name(n):
    if n == FIRST:
        return "first"
    elif n == SECOND:
        return "second"
    elif n == THIRD:
        return "third"
    elif n == FOURTH:
        return "fourth"
    elif n == FIRST:
        return "never"
    elif n == SIXTH:
        return "sixth"
    elif n == 9:
        return "nine"
    return "other"


def matched(n):
    match n:
        case 0:
            return "zero"
        case 1:
            return "one"
        case 2 | 3:
            return "few"
        case 5:
            return "five"
        case 7:
            return "seven"
        case 8:
            return "eight"
        case _:
            return "many"


def run(program, steps):
    stack = []
    trace = 0
    for _ in range(steps):
        for op, arg in program:
            if op == 0:
                stack.append(arg)
            elif op == 1:
                stack.append(stack.pop() + stack.pop())
            elif op == 2:
                stack.append(stack.pop() * stack.pop() % 1009)
            elif op == 3:
                stack.append(-stack.pop())
            elif op == 4:
                stack.append(stack[-1])
            elif op == 5:
                stack.pop()
            elif op == 6 and stack:
                trace = (trace * 31 + stack.pop()) % 1000003
            else:
                raise ValueError("no operation %r" % (op,))
    return trace, len(stack)


PROGRAM = [(0, 3), (0, 4), (1, None), (4, None), (2, None), (4, None), (3, None), (5, None), (6, None)]

seen = {}
for i in range(400):
    for n in (i % 13 - 4, i % 3, (i % 5) - 2):
        key = (name(n), matched(n))
        seen[key] = seen.get(key, 0) + 1
print(sorted(seen.items()))
print(name(2**70), name(-2**63), name(2**63 - 1), name(2.0), name(True), name("x"), matched(2**80), matched(2.0), matched(True), matched(None))
print(run(PROGRAM, 300))
try:
    run(PROGRAM + [(17, None)], 3)
except ValueError as e:
    print(e)
try:
    run([(6, None)], 1)
except ValueError as e:
    print(e)
try:
    run([(0, 1), (4.0, None), (5, None), (False, 2), (6, None)], 50)
    print("numbers of other kinds")
except ValueError as e:
    print(e)
