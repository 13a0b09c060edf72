"""sys.exit() and exit with None or True give small codes; atexit handlers run."""
import atexit, sys
atexit.register(print, "first registered")
atexit.register(lambda: print("last registered runs first"))
def f():
    try:
        sys.exit()
    except SystemExit as e:
        print("caught", e.code)
    try:
        raise SystemExit
    except BaseException as e:
        print(repr(e), e.code)
    try:
        exit(7)
    except SystemExit as e:
        print(e.code)
f()
sys.exit(True)
