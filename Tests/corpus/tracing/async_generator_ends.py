import sys
log = []
def tracer(frame, event, arg):
    if event != 'line':
        log.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg[0].__name__ if event == "exception" else None))
    return tracer

class Oops(Exception): pass

async def agen(n):
    try:
        for i in range(n):
            yield i
    except GeneratorExit:
        raise

async def main(n, throws):
    g = agen(n)
    try:
        await g.asend(None)
        if throws: await g.athrow(Oops(n))
    finally: await g.aclose()
    return 5

def drive(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e: return e.value

for n in range(3):
    for throws in False, True:
        log.clear()
        sys.settrace(tracer)
        try:
            drive(main(n, throws))
        except (Oops, StopAsyncIteration) as e:
            pass
        sys.settrace(None)
        print(n, throws)
        for l in log: print('   ', *l)
