"""The running context stays the thread's where others start and end meanwhile."""
import contextvars
import threading
import time

v = contextvars.ContextVar('v', default='none')


def inside(name, other):
    v.set(name)
    got = []
    if other:
        t = threading.Thread(target=lambda: got.append(v.get()))
        t.start()
        t.join()
    got.append(v.get())
    return got


v.set('outer')
for round in range(3):
    for other in False, True, False:
        context = contextvars.copy_context()
        print(round, other, context.run(inside, f'in {round}', other), v.get(), context[v])
        nested = context.run(contextvars.copy_context)
        print(nested.run(context.run, inside, 'nested', other), nested[v], context[v], v.get())
    # Long enough for the main thread to count as alone again.
    time.sleep(.06)
    for _ in range(1000):
        pass
