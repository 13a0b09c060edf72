"""StopIteration at top level and converted in a generator."""
def g():
    yield next(iter([]))
try:
    list(g())
except RuntimeError as e:
    print(e)
next(iter(()))
