"""sys.excepthook is called; its own output; exit code stays 1."""
import sys
def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb.tb_lineno)
    sys.stderr.write("handled by hook\n")
sys.excepthook = hook
def f():
    raise KeyError("for the hook")
f()
