# The lines of -c are shown by warnings and tracebacks, and known to linecache.
import os
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

# Bytes that aren't UTF-8 pass through where the locale says nothing of an encoding.
program = 'import sys; print(ascii(sys.stdin.read()), sys.stdin.errors, sys.stdout.errors, sys.stderr.errors)'
for name, value in ('LC_ALL', 'C'), ('LC_ALL', 'nosuch'), ('LANG', 'C.UTF-8'), ('PYTHONIOENCODING', 'utf-8:replace'), ('PYTHONIOENCODING', ':ignore'):
    env = {k: v for k, v in os.environ.items() if k not in ('LC_ALL', 'LC_CTYPE', 'LANG', 'PYTHONIOENCODING')} | {name: value}
    print(name, value, subprocess.run([sys.executable, '-c', program], input=b'a\xffb', env=env, capture_output=True).stdout)
