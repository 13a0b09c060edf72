"""A file that would grow beyond the limit on its size is an OSError, not the end of the process."""
import os
import resource
import signal
import tempfile

print(signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN or signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
with tempfile.TemporaryFile(buffering=0) as f:
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    print(f.write(b"a" * 1000))
    try:
        f.write(b"b")
    except OSError as e:
        print(type(e).__name__, e.errno, os.strerror(e.errno))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    print(f.write(b"c"))
