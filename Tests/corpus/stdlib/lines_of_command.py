# The lines of -c are shown by warnings and tracebacks, and known to linecache.
import subprocess
import sys

program = '''import linecache, traceback, warnings
def f(): warnings.warn('told', stacklevel=2)
f()
print(repr(linecache.getline('<string>', 2)))
try: 1/0
except ZeroDivisionError: print(traceback.format_exc())
'''
done = subprocess.run([sys.executable, '-X', 'warn_default_encoding', '-c', program + 'open("/dev/null").close()\n'], capture_output=True, text=True)
print(done.stdout)
print(done.stderr)
