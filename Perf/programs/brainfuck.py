"""An interpreter of Brainfuck programs: dispatch on characters with a jump table."""
from _bench import run

NESTED = """
++++++++[>+++++++[>++++++++++[>+++[>+>+<<-]>[<+>-]<<-]<-]<-]
>>>>[-]>[>++++++++++<[->-[>+>>]>[+[-<+>]>+>>]<<<<<]>[-]++++++++[<++++++++>-]>+[<<+>>-]<<.>>[-]<<[-]]
"""
HELLO = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."


def brackets(program):
    jumps = {}
    stack = []
    for at, op in enumerate(program):
        if op == "[":
            stack.append(at)
        elif op == "]":
            start = stack.pop()
            jumps[start] = at
            jumps[at] = start
    return jumps


def interpret(source):
    program = [c for c in source if c in "+-<>[].,"]
    jumps = brackets(program)
    tape = [0]
    at = pc = steps = 0
    out = []
    end = len(program)
    while pc < end:
        op = program[pc]
        steps += 1
        if op == ">":
            at += 1
            if at == len(tape):
                tape.append(0)
        elif op == "<":
            at -= 1
        elif op == "+":
            tape[at] = (tape[at] + 1) & 255
        elif op == "-":
            tape[at] = (tape[at] - 1) & 255
        elif op == "[":
            if tape[at] == 0:
                pc = jumps[pc]
        elif op == "]":
            if tape[at] != 0:
                pc = jumps[pc]
        elif op == ".":
            out.append(chr(tape[at]))
        pc += 1
    return "".join(out), steps


def main(n):
    total = 0
    for _ in range(n):
        letters, steps = interpret(NESTED)
        hello, more = interpret(HELLO)
        total += steps + more
    return "%d %s %s" % (total, [ord(c) for c in letters[:3]], hello.strip())


DEFAULT = 8
EXPECTED = {
    1: "907252 [65] Hello World!",
    8: "7258016 [65] Hello World!",
    17: "15423284 [65] Hello World!",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
