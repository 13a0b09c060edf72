"""__cause__, __context__, from None, re-raising, and what they hold."""
def info(e):
    return (repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("wrapped") from z
except ValueError as e:
    print(info(e))
try:
    try:
        {}["k"]
    except KeyError:
        raise TypeError("implicit")
except TypeError as e:
    print(info(e))
try:
    try:
        [][0]
    except IndexError:
        raise RuntimeError("hidden") from None
except RuntimeError as e:
    print(info(e))
try:
    try:
        raise KeyError("first")
    finally:
        raise ValueError("second")
except ValueError as e:
    print(info(e))
try:
    try:
        raise KeyError("again")
    except KeyError:
        raise
except KeyError as e:
    print(info(e))
try:
    raise ValueError from KeyError
except ValueError as e:
    print(info(e))
for source in ("raise", "raise 5", "raise ValueError from 5", "raise int", "raise None", "raise 'text'", "raise ValueError, 'x'"):
    try:
        exec(source)
    except BaseException as e:
        print(source, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
e1 = ValueError("one")
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    print(info(e))
try:
    try:
        raise KeyError("a")
    except KeyError:
        try:
            raise IndexError("b")
        except IndexError:
            pass
        raise TypeError("c")
except TypeError as e:
    print(info(e))
def handler():
    import sys
    print(sys.exception())
    try:
        raise ValueError("x")
    except ValueError:
        print(repr(sys.exception()), sys.exc_info()[0].__name__)
    print(sys.exception(), sys.exc_info())
handler()
# What is thrown into a generator: what the generator handles becomes its context, not what its callers handle.
def chain(x):
    r = []
    while x and len(r) < 9: r.append(x.args); x = x.__context__
    return r
def gets(exc):
    try: yield
    finally: raise exc
def plain():
    yield
def own(e):
    try: raise e
    except Exception: yield
def outer(g):
    try: raise Exception("outer")
    except Exception: yield from g
for make in plain, lambda: own(Exception("own")), lambda: outer(plain()), lambda: outer(own(Exception("own"))), lambda: gets(Exception("gets")):
    for thrown in lambda: Exception(7), lambda: KeyError:
        for started in True, False:
            t = make()
            if started: next(t)
            try: raise Exception(1)
            except Exception:
                try: t.throw(thrown())
                except Exception as x: print(chain(x), end=" ")
                try: raise Exception(2)
                except Exception as e:
                    e.__context__ = None
                    t = make()
                    if started: next(t)
                    try: t.throw(e)
                    except Exception as x: print(chain(x))
def again(e):
    try: raise e
    except KeyError:
        e.__context__ = None
        raise e
try: raise IndexError
except IndexError:
    try: again(KeyError(1))
    except KeyError as e: print(chain(e))
