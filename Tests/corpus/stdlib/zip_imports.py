"""Importing from zip files; what tracebacks of failed imports show; importlib's frozen examples."""
import os
import pkgutil
import sys
import tempfile
import traceback
import zipfile

with tempfile.TemporaryDirectory() as d:
    archive = os.path.join(d, 'z.zip')
    with zipfile.ZipFile(archive, 'w') as z:
        z.writestr('inzip.py', 'print("hi", __file__.endswith("z.zip/inzip.py"), type(__loader__).__name__)')
        z.writestr('pack/__init__.py', '')
        z.writestr('pack/data.txt', 'data')
        z.writestr('bad.py', '1/0')
    sys.path.insert(0, archive)
    import inzip
    print(pkgutil.get_data('pack', 'data.txt'))
    print([m.name for m in pkgutil.iter_modules([archive])])
    for name in 'bad', 'nonexisting_module', 'os.foo':
        try:
            __import__(name)
        except Exception as e:
            print([f.name for f in traceback.extract_tb(e.__traceback__)], repr(e))
    with open(os.path.join(d, 'syn.py'), 'w') as f:
        f.write('x = (')
    sys.path.insert(0, d)
    try:
        import syn
    except SyntaxError as e:
        print([f.name for f in traceback.extract_tb(e.__traceback__)], e.msg)
    sys.path[:2] = []
