"""os.path and pathlib on pure paths; a temporary tree."""
import os, pathlib, shutil, tempfile
print(os.path.join("a", "b", "/c", "d"), os.path.split("/a/b/c.txt"), os.path.splitext("a/b.tar.gz"), os.path.basename("/a/b/"), os.path.dirname("/a/b"), os.path.normpath("a//b/../c/./d"), os.path.isabs("/a"), os.path.commonpath(["/a/b", "/a/c"]), os.path.commonprefix(["abc", "abd"]), os.path.relpath("/a/b", "/a/c"))
p = pathlib.PurePosixPath("/usr/lib/python.tar.gz")
print(p, repr(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents), p / "x", p.with_suffix(".zip"), p.with_name("n"), p.relative_to("/usr"), p.match("*.gz"), p.is_relative_to("/usr"), p < pathlib.PurePosixPath("/z"), p.joinpath("a", "b"), p.as_uri())
with tempfile.TemporaryDirectory() as d:
    r = pathlib.Path(d)
    (r / "sub" / "deep").mkdir(parents=True)
    (r / "a.txt").write_text("hello")
    (r / "sub" / "b.py").write_bytes(b"x = 1\n")
    print(sorted(x.name for x in r.iterdir()), sorted(str(x.relative_to(r)) for x in r.rglob("*")), (r / "a.txt").read_text(), (r / "nope").exists(), (r / "sub").is_dir(), (r / "a.txt").stat().st_size, [x.name for x in r.glob("*.txt")])
    print(sorted((os.path.relpath(a, d), sorted(b), sorted(c)) for a, b, c in os.walk(d)), sorted(os.listdir(d)), sorted(e.name for e in os.scandir(d) if e.is_file()))
    os.rename(r / "a.txt", r / "c.txt")
    shutil.copy(r / "c.txt", r / "sub" / "d.txt")
    os.remove(r / "c.txt")
    print(sorted(os.listdir(d)), (r / "sub" / "d.txt").read_text())
    for f in (lambda: os.rmdir(r / "sub"), lambda: os.mkdir(r / "sub"), lambda: os.remove(r / "zz"), lambda: (r / "q" / "w").mkdir(), lambda: pathlib.PurePath("a").relative_to("b"), lambda: os.listdir(r / "sub" / "b.py")):
        try:
            f()
        except Exception as e:
            print(type(e).__name__, str(e).replace(d, "DIR"))
    shutil.rmtree(r / "sub")
    print(os.listdir(d))
print(os.environ.get("NO_SUCH_VAR", "unset"), os.sep, os.linesep == "\n", os.name, os.getcwd() == os.path.abspath("."), os.path.exists("/"), os.fspath(pathlib.PurePosixPath("x")))
