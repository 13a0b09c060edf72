"""Files: text and binary modes, seek, iteration, newline handling, StringIO, BytesIO, errors."""
import io, os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "f.txt")
    with open(p, "w", encoding="utf-8") as f:
        print(f.write("line é\nsecond\n"), f.writelines(["a\n", "b"]), f.tell(), f.mode, f.encoding, f.closed, f.readable(), f.writable())
    with open(p, encoding="utf-8") as f:
        print(f.readline(), f.read(3), f.readlines(), f.read())
    print([l.rstrip() for l in open(p, encoding="utf-8")], open(p, "rb").read(7), os.path.getsize(p))
    with open(p, "a+") as f:
        f.write("!")
        f.seek(0)
        print(len(f.read()))
    with open(p, "r+b") as f:
        f.seek(-2, 2)
        print(f.read(), f.tell(), f.truncate(4), f.seek(0), f.read(), f.readinto(bytearray(2)))
    with open(p, "w", newline="\r\n") as f: f.write("a\nb\n")
    print(open(p, "rb").read(), open(p).read(), open(p, newline="").read().encode(), list(open(p, newline="")))
    for mode, arg in (("x", p), ("r", p + "no"), ("q", p), ("rw", p), ("wb+x", p)):
        try:
            open(arg, mode)
        except (OSError, ValueError) as e:
            print(type(e).__name__, str(e).replace(d, "DIR"))
    f = open(p)
    f.close()
    for g in (lambda: f.read(), lambda: open(p, "r").write("x"), lambda: open(p, "rb").write("x"), lambda: open(p, "w").read(), lambda: open(p, "rb", encoding="utf-8"), lambda: open(p, "wb").write("text"), lambda: open(d), lambda: open(p, "rb", buffering=1.5)):
        try:
            print(g())
        except Exception as e:
            print(type(e).__name__, str(e).replace(d, "DIR"))
s = io.StringIO("one\ntwo\nthree")
print(s.readline(), s.read(2), s.tell(), s.seek(0), list(s), s.getvalue(), s.write("x"), s.getvalue()[-2:], s.truncate(3), s.getvalue())
b = io.BytesIO(b"abc")
print(b.read(1), b.getbuffer()[1], b.seek(0, 2), b.write(b"d"), b.getvalue(), b.seek(1), b.readlines(), io.TextIOWrapper(io.BytesIO(b"x\r\ny"), encoding="ascii").read())
