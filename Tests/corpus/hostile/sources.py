"""Sources that are no text: bytes that aren't UTF-8, null bytes, encodings that don't exist; compiled, imported and run."""
import os
import subprocess
import sys
import tempfile

SOURCES = {
    "latin": b'x = "\xff"\n',
    "comment": b"# \xe9\nx = 1\n",
    "cut": b'x = "\xe2\x82\n',
    "overlong": b'x = "\xc0\x80"\n',
    "surrogate": b'x = "\xed\xa0\x80"\n',
    "utf16": "x = 1\n".encode("utf-16"),
    "null": b'x = 1\ny = "a\x00b"\n',
    "bom": b"\xef\xbb\xbfx = 1\n",
    "unknown": b"# -*- coding: nonsense -*-\nx = 1\n",
    "declared": b'# -*- coding: latin-1 -*-\nx = "\xe9"\n',
    "undeclared": b"# -*- coding: ascii -*-\nx = '\xe9'\n",
    "breaks": b"x = 1\r\ny = 2\rz = 3\x0c\n",
}

for name, source in SOURCES.items():
    try:
        space = {}
        exec(compile(source, name, "exec"), space)
        print(name, ascii(space["x"]))
    except (SyntaxError, ValueError) as e:
        print(name, type(e).__name__, e)

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, source in SOURCES.items():
        with open(os.path.join(folder, "hostile_%s.py" % name), "wb") as f:
            f.write(source)
        try:
            print(name, ascii(__import__("hostile_" + name).x))
        except (SyntaxError, ValueError) as e:
            print(name, type(e).__name__, str(e).replace(folder, ""))
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env["NO_COLOR"] = "1"
    started = {name: subprocess.Popen([sys.executable, "-S", "hostile_%s.py" % name], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
               for name in ("latin", "cut", "null", "unknown", "declared")}
    for name, process in started.items():
        out, err = process.communicate(timeout=30)
        print("==", name, process.returncode, out)
        print(err.decode().replace(folder, ""))
