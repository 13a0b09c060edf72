"""What was written through a stream that nobody holds is there when the file is opened again."""
import os
import tempfile

with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "a")
    open(p, "w").write("one")
    print(open(p).read())
    open(p, "w").write("two!")
    open(p, "w").write("3")
    print(open(p, "rb").read())
    open(p, "ab").write(b"+4")
    print(open(p).read())
    with open(p, "w") as f:
        f.write("five")
    print(open(p).read(), os.path.getsize(p))
