"""Sources that aren't text: invalid UTF-8, null bytes, byte order marks, encoding cookies; and scripts that are such."""
import os
import subprocess
import sys
import tempfile

os.environ["NO_COLOR"] = "1"
SOURCES = {
    "utf8": "print('é €')".encode(),
    "invalid": b"print('caf\xe9')\n",
    "invalid later": b"x = 1\nprint('ok')\n# caf\xe9\n",
    "null": b"print(1)\nx = '\0'\n",
    "null first": b"\0print(1)\n",
    "bom": b"\xef\xbb\xbfprint('bom')\n",
    "bom and utf-8": b"\xef\xbb\xbf# coding: utf-8\nprint('bom')\n",
    "bom and latin-1": b"\xef\xbb\xbf# coding: latin-1\nprint('bom')\n",
    "latin-1": b"# -*- coding: latin-1 -*-\nprint(ascii('caf\xe9'))\n",
    "second line": b"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nprint(ascii('\xa4'))\n",
    "third line": b"\n\n# coding: latin-1\nprint(ascii('\xa4'))\n",
    "unknown": b"# coding: no-such-thing\nprint(1)\n",
    "cookie after code": b"x = 1\n# coding: latin-1\nprint(ascii('\xa4'))\n",
    "utf-16": "print(1)\n".encode("utf-16"),
    "crlf": b"if 1:\r\n    print('crlf')\r\n",
    "cr": b"if 1:\r    print('cr')\r",
    "form feed": b"\x0cprint('ff')\n",
    "ctrl-z": b"print(1)\n\x1a\nprint(2)\n",
    "no newline": b"print('end')",
    "empty": b"",
    "only a comment": b"# nothing",
    "bad character": "print(1)\nx = 1 ¤ 2\n".encode(),
    "no-break space": "x\u00a0= 1\n".encode(),
    "surrogate": b"print('\xed\xa0\x80')\n",
    "truncated": b"print('\xe2\x82')\n",
    "deep": b"(" * 300,
    "unterminated": b"x = 'abc\n",
    "unindent": b"if 1:\n        x\n    y\n",
}
with tempfile.TemporaryDirectory() as folder:
    started = []
    for i, source in enumerate(SOURCES.values()):
        path = os.path.join(folder, f"script{i}.py")
        with open(path, "wb") as f:
            f.write(source)
        started.append((path, subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)))
    for name, (path, p) in zip(SOURCES, started):
        out, err = (x.decode("utf-8", "backslashreplace") for x in p.communicate())
        print(name, p.returncode, repr(out), repr(err.replace(path, "script.py")))
for name, source in SOURCES.items():
    try:
        exec(source, {"__builtins__": {"print": lambda x: print("ran", ascii(x)), "ascii": ascii}})
        print(name, "ok")
    except Exception as e:
        print(name, type(e).__name__, e)
for text in ("\0", "x = '\0'", "'\ud800'", "\ufeffx = 1", "# coding: latin-1\nx = 'é'"):
    try:
        compile(text, "<s>", "exec")
        print(ascii(text), "ok")
    except Exception as e:
        print(ascii(text), type(e).__name__, e)
