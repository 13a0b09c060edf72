"""A traceback through coroutines run by hand."""
class Now:
    def __await__(self):
        return (yield)
async def inner(d):
    await Now()
    return d["key"]
async def outer():
    return await inner({})
c = outer()
c.send(None)
c.send(None)
