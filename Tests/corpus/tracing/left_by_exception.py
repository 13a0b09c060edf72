"""Where a frame says that it is when an exception has left it: f_lineno, and the 'return' event."""
import sys
def trace(f):
    ev=[]
    def local(fr,e,a):
        ev.append((e, fr.f_lineno and fr.f_lineno-f.__code__.co_firstlineno)); return local
    def g(fr,e,a):
        if fr.f_code is f.__code__:
            return local(fr,e,a)
    sys.settrace(g)
    try:
        f()
    except Exception as x: t=x.__traceback__.tb_next
    else: t=None
    finally: sys.settrace(None)
    print(f.__name__, ev)
def lines(f):
    try: f()
    except BaseException as x: t=x.__traceback__.tb_next
    out=[]
    while t:
        fr=t.tb_frame
        out.append((fr.f_lineno and fr.f_lineno-fr.f_code.co_firstlineno, t.tb_lineno-fr.f_code.co_firstlineno)); t=t.tb_next
    print(f.__name__, out)
def a():
    try:
        1/0
    except:
        raise
def b():
    try:
        1/0
    except TypeError:
        pass
    except (KeyError,
            ValueError):
        pass
def c():
    try:
        1/0
    except Exception as e:
        {}[0]
def d():
    try:
        1/0
    except Exception as e:
        raise e
class CM:
    def __enter__(s): return s
    def __exit__(s,*a): return False
class CR:
    def __enter__(s): return s
    def __exit__(s,*a): raise KeyError
def e():
    with CM():
        x=1
        1/0
def f():
    with CM():
        x=1
        with CM() as y, CM():
            1/0
        x=2
def g():
    with CR():
        1/0
def h():
    try:
        1/0
    finally:
        x=1
        y=2
def i():
    try:
        1/0
    finally:
        for x in 1,2:
            y=2
def j():
    try:
        try:
            1/0
        except ZeroDivisionError:
            {}[0]
    finally:
        x=2
def k():
    try:
        raise ExceptionGroup('x',[ValueError()])
    except* TypeError:
        x=1
    except* KeyError:
        x=2
def l():
    try:
        raise ExceptionGroup('x',[ValueError(),TypeError()])
    except* TypeError:
        x=1
def m():
    try:
        raise ExceptionGroup('x',[ValueError(),TypeError()])
    except* TypeError:
        {}[0]
def n():
    try:
        with CM():
            1/0
    except KeyError:
        pass
def r():
    def gen():
        with CM():
            yield 1
            1/0
    for x in gen():
        pass
def s():
    async def gen():
        async with AM():
            await AM().x()
            1/0
    gen().send(None)
class AM:
    async def __aenter__(s): return s
    async def __aexit__(s,*a): return False
    async def x(s): return 1
def t():
    class A:
        with CM():
            1/0
def u():
    try:
        1/0
    except Exception as e:
        try:
            raise
        except KeyError:
            pass
def v():
    try:
        1/0
    except KeyError:
        pass
    finally:
        x = 1
def w():
    try:
        1/0
    except ZeroDivisionError:
        return {}[1]
    else:
        x = 2
    finally:
        x = 1
for fn in list(globals().values()):
    if hasattr(fn,'__code__') and len(fn.__name__)==1: lines(fn); trace(fn)
