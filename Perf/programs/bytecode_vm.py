"""A stack machine for a toy language with functions: a dispatch loop over (opcode, operand) pairs."""
from _bench import run

(CONST, LOAD, STORE, ADD, SUB, MUL, MOD, LESS, EQUAL, JUMP, BRANCH, CALL, RETURN, GET, SET, LIST, HALT) = range(17)


class Frame:
    def __init__(self, code, back, args, size):
        self.code = code
        self.back = back
        self.pc = 0
        self.slots = args + [0] * (size - len(args))


class Machine:
    def __init__(self, functions):
        self.functions = functions
        self.steps = 0

    def run(self, entry, args):
        code, _, size = self.functions[entry]
        frame = Frame(code, None, args, size)
        stack = []
        steps = 0
        while True:
            op, operand = frame.code[frame.pc]
            frame.pc += 1
            steps += 1
            if op == LOAD:
                stack.append(frame.slots[operand])
            elif op == CONST:
                stack.append(operand)
            elif op == STORE:
                frame.slots[operand] = stack.pop()
            elif op == ADD:
                right = stack.pop()
                stack[-1] = stack[-1] + right
            elif op == SUB:
                right = stack.pop()
                stack[-1] = stack[-1] - right
            elif op == MUL:
                right = stack.pop()
                stack[-1] = stack[-1] * right
            elif op == MOD:
                right = stack.pop()
                stack[-1] = stack[-1] % right
            elif op == LESS:
                right = stack.pop()
                stack[-1] = stack[-1] < right
            elif op == EQUAL:
                right = stack.pop()
                stack[-1] = stack[-1] == right
            elif op == JUMP:
                frame.pc = operand
            elif op == BRANCH:
                if not stack.pop():
                    frame.pc = operand
            elif op == CALL:
                code, count, size = self.functions[operand]
                args = stack[len(stack) - count:]
                del stack[len(stack) - count:]
                frame = Frame(code, frame, args, size)
            elif op == RETURN:
                frame = frame.back
                if frame is None:
                    self.steps += steps
                    return stack.pop()
            elif op == GET:
                index = stack.pop()
                stack[-1] = stack[-1][index]
            elif op == SET:
                value = stack.pop()
                index = stack.pop()
                stack.pop()[index] = value
            elif op == LIST:
                stack.append([0] * stack.pop())
            else:
                raise RuntimeError("bad opcode %r" % op)


def assemble(lines):
    """Instructions with labels ("name:" lines) to (opcode, operand) pairs."""
    labels = {}
    flat = []
    for line in lines:
        if isinstance(line, str):
            labels[line] = len(flat)
        else:
            flat.append(line)
    return [(op, labels.get(arg, arg) if op in (JUMP, BRANCH) else arg) for op, arg in flat]


FIB = assemble([
    (LOAD, 0), (CONST, 2), (LESS, None), (BRANCH, "recur"), (LOAD, 0), (RETURN, None),
    "recur", (LOAD, 0), (CONST, 1), (SUB, None), (CALL, "fib"), (LOAD, 0), (CONST, 2), (SUB, None), (CALL, "fib"),
    (ADD, None), (RETURN, None),
])
# Slots: 0 n, 1 list, 2 i, 3 checksum.
FILL = assemble([
    (LOAD, 0), (LIST, None), (STORE, 1), (CONST, 0), (STORE, 2), (CONST, 0), (STORE, 3),
    "loop", (LOAD, 2), (LOAD, 0), (LESS, None), (BRANCH, "done"),
    (LOAD, 1), (LOAD, 2), (LOAD, 2), (LOAD, 2), (MUL, None), (CONST, 1009), (MOD, None), (SET, None),
    (LOAD, 3), (LOAD, 1), (LOAD, 2), (GET, None), (ADD, None), (STORE, 3),
    (LOAD, 2), (CONST, 1), (ADD, None), (STORE, 2), (JUMP, "loop"),
    "done", (LOAD, 3), (RETURN, None),
])


def main(n):
    machine = Machine({"fib": (FIB, 1, 1), "fill": (FILL, 1, 4)})
    total = machine.run("fill", [n])
    size = 10
    while (1 << (size - 4) // 2) < n // 200:
        size += 1
    return "%d %d %d" % (total, machine.run("fib", [size]), machine.steps)


DEFAULT = 110000
EXPECTED = {
    100: "43812 55 4079",
    110000: "55432533 46368 4030499",
    230000: "115927239 121393 9218359",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
