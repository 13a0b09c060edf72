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
