import os, subprocess, sys, tempfile

def run(*args, cwd):
    r = subprocess.run([sys.executable, *args], cwd=cwd, capture_output=True, text=True)
    print(r.returncode, r.stdout, r.stderr.replace(os.path.realpath(cwd), 'DIR').replace(cwd, 'DIR'))

with tempfile.TemporaryDirectory() as d:
    def write(name, text):
        os.makedirs(os.path.dirname(os.path.join(d, name)), exist_ok=True)
        with open(os.path.join(d, name), 'w') as f: f.write(text)
    write('fractions.py', 'import fractions\nfractions.Fraction')
    write('numpy.py', 'import numpy\nnumpy.array')
    write('graphlib/__init__.py', '')
    write('main.py', 'import graphlib\ngraphlib.TopologicalSorter')
    write('other.py', 'import string\nstring.nothing')
    for args in (['-m', 'fractions'], ['-P', 'fractions.py'], ['numpy.py'], ['main.py'], ['other.py']):
        print(args)
        run(*args, cwd=d)
    run('-X', 'frozen_modules=off', '-c', 'import os, zipimport; print(os.__spec__.origin == os.__file__, zipimport.__spec__.origin)', cwd=d)
    run('-X', 'frozen_modules=maybe', '-c', '1', cwd=d)
