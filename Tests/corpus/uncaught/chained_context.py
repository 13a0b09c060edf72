"""An error while handling another."""
def cleanup():
    raise RuntimeError("cleanup failed")
try:
    [][3]
except IndexError:
    cleanup()
