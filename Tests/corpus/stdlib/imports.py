"""Imports: forms, package submodules, sys.modules, a module written to a temporary folder, reload, circular."""
import importlib, os, sys, tempfile
import os.path as p, collections.abc
from math import pi as circle, sqrt
from os import (path, sep,)
print(p is os.path, circle == __import__("math").pi, sqrt(4), collections.abc.Sized.__name__, path is p)
with tempfile.TemporaryDirectory() as d:
    def write(name, text):
        full = os.path.join(d, name)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        open(full, "w").write(text)
    write("modx.py", "print('running', __name__)\nx = 1\n__all__ = ['x', 'y']\ny = 2\n_hidden = 3\nz = 4\ndef __getattr__(n):\n    if n == 'dyn': return 'dynamic'\n    raise AttributeError(n)\n")
    write("pkg/__init__.py", "from . import a\nname = __name__\n")
    write("pkg/a.py", "from .sub.b import B\nfrom . import sub\nval = __package__\n")
    write("pkg/sub/__init__.py", "")
    write("pkg/sub/b.py", "class B: pass\n")
    write("circ1.py", "import circ2\nv = 1\ndef f(): return circ2.v\n")
    write("circ2.py", "import circ1\nv = 2\nearly = hasattr(circ1, 'v')\n")
    write("circ3.py", "from circ4 import q\n")
    write("circ4.py", "from circ3 import q\n")
    write("broken.py", "x = = 1\n")
    write("fails.py", "1 / 0\n")
    write("ns/inner.py", "v = 'namespace'\n")
    sys.path.insert(0, d)
    import modx, modx as again
    from modx import *
    print(modx is again, x, y, "z" in globals(), "_hidden" in globals(), modx.dyn, hasattr(modx, "nope"))
    import pkg.sub.b
    print(pkg.a.val, pkg.name, pkg.a.B is pkg.sub.b.B, pkg.a.B.__module__, sorted(m for m in sys.modules if m.startswith("pkg")))
    import circ1
    print(circ1.f(), sys.modules["circ2"].early)
    import ns.inner
    print(ns.inner.v, ns.__file__, importlib.reload(modx) is modx, importlib.import_module("pkg.a") is pkg.a, importlib.import_module(".sub", "pkg").__name__, __import__("pkg.sub").__name__)
    for s in ("import circ3", "import broken", "import fails", "from modx import nothing", "import pkg.nope", "from pkg import nope", "import modx.x", "from pkg.a import C", "from ..x import y", "import 5"):
        try:
            exec(s, {"__name__": "__main__"})
        except Exception as e:
            print(s, "->", type(e).__name__, str(e).replace(d, "DIR") if not isinstance(e, SyntaxError) else e.msg)
    sys.modules["blocked"] = None
    try:
        import blocked
    except ImportError as e:
        print(type(e).__name__, e, e.name)
    spec = importlib.util.find_spec("modx") if hasattr(importlib, "util") else None
    print(spec and spec.name, modx.__spec__.name, modx.__name__, os.path.basename(modx.__file__), modx.__package__ == "")
