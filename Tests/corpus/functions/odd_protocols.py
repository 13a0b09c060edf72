import asyncio, inspect, operator, functools, sys, types, warnings

def show(f, *a, **k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r = f(*a, **k)
        except Exception as e: r = f'{type(e).__name__}: {e}'
    print(getattr(f, '__name__', f), r, [(x.category.__name__, str(x.message)) for x in w])

# An async generator that catches GeneratorExit and ends is closed.
async def quiet():
    try: yield 1
    except GeneratorExit: print('closing')
async def close():
    g = quiet()
    print(await anext(g))
    print(await g.aclose(), await g.aclose())
    try: await anext(g)
    except StopAsyncIteration: print('over')
asyncio.run(close())

# anext with a default awaits what __anext__ returns.
class It:
    def __init__(self, what): self.what = what
    def __aiter__(self): return self
    def __anext__(self): return self.what()
class Bad:
    def __await__(self): return 42
class Good:
    def __await__(self):
        return 'value'
        yield
def plain(): yield
async def nexts():
    for what in (lambda: iter([1]), Bad, Good, plain, int):
        for fallback in ((), ('default',)):
            try: print(await anext(It(what), *fallback))
            except Exception as e: print(type(e).__name__, e)
asyncio.run(nexts())

# The signature of throw with three arguments is deprecated.
async def agen(): yield 1
def triple_athrow():
    try: agen().athrow(ValueError, ValueError('x'), None).close()
    except ValueError as e: return e
def triple_asend():
    try: agen().asend(None).throw(ValueError, ValueError('y'), None)
    except ValueError as e: return e
def triple_throw():
    try: plain().throw(ValueError, ValueError('z'), None)
    except ValueError as e: return e
for f in (triple_athrow, triple_asend, triple_throw): show(f)

# A list takes no hint for true that it can't hold beside what it has.
class Liar:
    def __init__(self, hint): self.hint = hint
    def __iter__(self): return iter([7, 8])
    def __length_hint__(self): return self.hint
def extended(start, hint):
    start.extend(Liar(hint))
    return start
show(extended, [1], sys.maxsize)
show(extended, [], sys.maxsize)
show(extended, [1], sys.maxsize - 1)

# Keywords from a mapping that gives a key twice.
class Twice:
    def keys(self): return ['x', 'y', 'x']
    def __getitem__(self, key): return key * 2
def taking(**kw): return kw
show(lambda: taking(**Twice()))
show(lambda: taking(a=1, **Twice()))
show(lambda: taking(y=1, **Twice()))

# A comparison whose method can't be bound.
def booh(self): raise AttributeError('booh')
class E: __eq__ = property(booh)
class Lt: __lt__ = property(booh)
a, b = E(), E()
print(a == b, a != b, a == a)
show(lambda: Lt() < Lt())

# close() of what a generator delegates to.
class Broken:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, attr): 1/0
def delegating(): yield from Broken()
g = delegating()
print(next(g))
kept = sys.unraisablehook
sys.unraisablehook = lambda args: print('unraisable', args.exc_type.__name__, type(args.object).__name__)
g.close()
sys.unraisablehook = kept

# Code of another kind.
def one(): return 1
def coded():
    def f(): return 0
    f.__code__ = plain.__code__
    return type(f()).__name__
def coded_alike():
    def f(): return 0
    f.__code__ = one.__code__
    return f()
show(coded)
show(coded_alike)

type Alias = int
type Other[T] = list[T]
print(isinstance(Alias | Other, types.UnionType), Alias | None, Alias | int, [1] and (str | Alias))
show(lambda: Alias | 'text')
show(lambda: 3 | Alias)
print(inspect.signature(operator.itemgetter(1)), inspect.signature(operator.attrgetter('x')), inspect.signature(operator.methodcaller('x')), inspect.signature(functools.cmp_to_key(lambda a, b: 0)))

# What a generator delegates to has it below in the stack, thrown into, too.
def stack():
    f, names = sys._getframe(1), []
    while f is not None and f.f_code.co_name != 'driver':
        names.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return names
def lowest():
    while True:
        try: yield stack()
        except ValueError: print('caught', stack())
        except KeyError: return stack()
def middle():
    got = yield from lowest()
    print('lowest gave', got, stack())
    raise OSError(stack())
def upper():
    try: yield from middle()
    except OSError as e: yield e.args
def driver():
    g = upper()
    print(next(g))
    print(g.send(None))
    print(g.throw(ValueError))
    print(g.throw(KeyError))
    print(list(g))
driver()
async def waiting():
    try: await asyncio.sleep(10)
    except asyncio.CancelledError: print([n for n, _ in stack()][:2])
async def caller(): await waiting()
async def cancelling():
    task = asyncio.ensure_future(caller())
    await asyncio.sleep(0)
    task.cancel()
    await task
asyncio.run(cancelling())

def unbound():
    if taking is None: local_name = 1
    return local_name
try: unbound()
except UnboundLocalError as e: print(e, e.name)
def free():
    def inner(): return later
    inner()
    later = 1
try: free()
except NameError as e: print(type(e).__name__, e, e.name)
show(lambda: len(one.__code__.co_lnotab) > 0)
show(eval, b'# -*- coding: latin -*-\n"\xe9"')


class Unsized:
    def __getitem__(self, k): return k


try:
    reversed(Unsized())
except TypeError as e:
    print(e)
