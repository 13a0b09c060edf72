"""-X no_debug_ranges and PYTHONNODEBUGRANGES: code without columns, tracebacks without carets; syntax errors keep theirs."""
import os
import subprocess
import sys

POSITIONS = '''
def f():
    return [1][
        5] + 2
print({p[2:] for p in f.__code__.co_positions()})
import json
print({p[2] for p in json.dumps.__code__.co_positions()})
'''
FAILING = '''
import json
json.loads('[')
'''


def run(code, *options, **env):
    env = {k: v for k, v in {**os.environ, **env}.items() if v is not None}
    p = subprocess.run([sys.executable, *options, '-c', code], capture_output=True, text=True, env=env)
    print(p.stdout, *[line for line in p.stderr.splitlines() if not line.startswith('  File')], sep='\n')


run(POSITIONS, '-X', 'no_debug_ranges')
run(POSITIONS, PYTHONNODEBUGRANGES='1')
run(FAILING, '-X', 'no_debug_ranges')
run(FAILING, PYTHONNODEBUGRANGES=None)
run('a = (1 +', '-X', 'no_debug_ranges')
