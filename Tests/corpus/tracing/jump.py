import sys
import dis; import gc; gc.collect()  # what imports left over has callbacks, which would be traced


def traced(function, at, to):
    out = []

    def trace(frame, event, arg):
        if frame.f_code is not function.__code__:
            return None
        if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == at and not out_done:
            out_done.append(1)
            try:
                frame.f_lineno = frame.f_code.co_firstlineno + to
            except ValueError as e:
                out.append(str(e).replace(str(frame.f_code.co_firstlineno + to), "N"))
        return trace
    out_done = []
    sys.settrace(trace)
    try:
        function(out)
    except Exception as e:
        out.append(type(e).__name__)
    finally:
        sys.settrace(None)
    print(function.__name__, out)


def forward(out):
    out.append(1)
    out.append(2)
    out.append(3)


def backward(out):
    out.append(1)
    out.append(2)
    out.append(3)


def out_of_loop(out):
    for i in range(3):
        out.append(i)
        out.append(-i)
    out.append("end")


def into_loop(out):
    out.append(1)
    for i in range(3):
        out.append(i)


def into_except(out):
    out.append(1)
    try:
        out.append(2)
    except ValueError:
        out.append(3)


def out_of_except(out):
    try:
        1 / 0
    except ZeroDivisionError:
        out.append(1)
        out.append(2)
    out.append(sys.exception())


def into_with(out):
    out.append(1)
    with open("/dev/null"):
        out.append(2)


traced(forward, 2, 3)
traced(backward, 3, 1)
traced(out_of_loop, 3, 4)
traced(into_loop, 1, 3)
traced(into_except, 1, 5)
traced(out_of_except, 5, 6)
traced(into_with, 1, 3)
traced(forward, 1, 100)
traced(forward, 1, -1)
names = {i.opname for i in dis.get_instructions(out_of_loop)}
print({"RESUME", "FOR_ITER", "CALL", "LOAD_FAST"} <= names)
print([line - out_of_loop.__code__.co_firstlineno for _, _, line in out_of_loop.__code__.co_lines()][:3])
print(len(out_of_loop.__code__.co_code) == 2 * len(list(out_of_loop.__code__.co_positions())))
