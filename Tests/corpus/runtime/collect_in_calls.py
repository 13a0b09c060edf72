"""gc.collect() below several frames: what running functions hold stays."""
def gc_collect():
    import gc
    gc.collect()
    gc.collect()
    gc.collect()
gc_collect(); print("a")
def h():
    gc_collect()
def g():
    yield 1
    gc_collect()
    yield 2
print(list(g()))
class T:
    def run(self):
        with self as x:
            gc_collect()
        return 1
    def __enter__(self): return self
    def __exit__(self,*a): gc_collect()
print(T().run())
import contextlib
@contextlib.contextmanager
def cm():
    yield
    gc_collect()
with cm(): h()
import weakref, asyncio
async def gen():
    try: yield 1
    finally: await asyncio.sleep(0)
async def iter_one():
    g=gen()
    async for i in g: break
def main():
    loop=asyncio.new_event_loop()
    loop.run_until_complete(iter_one())
    gc_collect()
    loop.run_until_complete(asyncio.sleep(0.01))
    loop.close()
main()
print("end")
