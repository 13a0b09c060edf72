# Arguments and file names that aren't UTF-8 or empty, a byte order mark beside another encoding, a directory as standard input.
import os
import subprocess
import sys
import tempfile


def run(*args, stdin=subprocess.DEVNULL):
    done = subprocess.run([sys.executable.encode(), *args], stdin=stdin, capture_output=True, cwd=folder)
    errors = [line for line in done.stderr.decode("ascii").replace(sys.executable, "python").splitlines() if not line.startswith("Current thread")]
    print(done.returncode, done.stdout.decode("ascii").replace(folder, "DIR").strip(), *(line.replace(folder, "DIR") for line in errors), sep="\n    ")


with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    show = b"import sys; print(ascii(sys.argv))"
    run(b"-c", show, b"a\xffb\xe9")
    run(b"-c", show, b"\xed\xa0\x80x", "\u00e9\U0001f600".encode())
    run(b"-c", b"import sys; print(ascii(sys.orig_argv[2:]), [os for os in map(ascii, map(__import__('os').fsencode, sys.argv[1:]))])", b"\x80")
    with open(os.path.join(folder.encode(), b"f\xff.py"), "w") as f:
        f.write("import sys, os\nprint(ascii(__file__), ascii(sys.argv), os.path.exists(__file__))\n")
    run(b"f\xff.py", b"\xfe")
    run(b"none\xff.py")
    run(b"./none.py")
    run(b"", b"x")
    for head in (b"# coding: latin-1\n", b"# coding: utf-8\n", b"# coding: unknown\n"):
        with open(os.path.join(folder, "bom.py"), "wb") as f:
            f.write(b"\xef\xbb\xbf" + head + b"print(ascii('\xc3\xa9'))\n")
        run(b"bom.py")
    with open(os.path.join(folder, "__main__.py"), "w") as f:
        f.write("import sys\nprint(sys.argv, sys.path[0])\n")
    run(b"", b"x")
    run(b".")
    handle = os.open(folder, os.O_RDONLY)
    run(b"-c", b"print(1)", stdin=handle)
    run(stdin=handle)
    os.close(handle)
