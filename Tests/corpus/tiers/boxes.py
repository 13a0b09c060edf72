"""Numbers that lists with other things hold go from list to list, and out of loops, as what they are."""


def move(source, target, slots):
    total = 0
    for i in range(60):
        target.append(source[i % len(source)])
        v = target.pop()
        if v is None:
            continue
        slots[i % len(slots)] = v
        total = total + v if isinstance(v, (int, float)) else total
    return total


def machine(code, rounds):
    stack = [None, "x"]
    out = []
    for _ in range(rounds):
        for op, operand in code:
            if op == 0:
                stack.append(operand)
            elif op == 1:
                right = stack.pop()
                stack[-1] = stack[-1] + right
            elif op == 2:
                out.append(stack.pop())
            else:
                stack.append(stack[operand])
    return stack, out


def same(value, times):
    made = [value] * times
    made.append(times)
    return made, [value] * 0 + made, made + [value] * 0, times * [value]


source = [1, 2.5, "s", None, 10**30, 7, True, -0.0, 2000, (1, 2)]
for n in range(6):
    target, slots = ["t"], [None, 1, "z"]
    print(move(source[:n + 2], target, slots), target, slots)
code = [(0, 5000), (0, 7), (1, None), (3, -1), (2, None), (2, None)]
for n in (1, 3, 40):
    print(machine(code, n))
print(machine([(0, 1 << 62), (0, 1 << 62), (1, None), (3, -1), (3, -1), (1, None), (2, None), (2, None)], 4))
print(machine([(0, 1.5), (0, 2), (1, None), (2, None), (0, "a"), (0, "b"), (1, None), (2, None)], 12)[1][-3:])
try:
    machine([(0, 1), (0, 2), (1, None), (0, "a"), (1, None)], 9)
except TypeError as e:
    print(e)
for v in (0, 3, 0.0, -0.0, 2.5, "s", None, True, 1 << 70):
    print([same(v, n) for n in (-1, 0, 1, 3)])


def repeat(s, n):
    return s * n


for s in ("", "-", "ab", "\U0001f600"):
    print([repeat(s, n) for n in range(-1, 4)])
try:
    repeat("abc", 1 << 62)
except (OverflowError, MemoryError) as e:
    print(type(e).__name__)
