"""tokenize asks for lines as it goes: which lines were read before each token, and where tokens are."""
import io
import tokenize
import _tokenize


def go(lines):
    lines = iter(lines)

    def read():
        line = next(lines, "")
        print("  read", repr(line))
        return line

    try:
        for t in tokenize.generate_tokens(read):
            print(t.type, repr(t.string), t.start, t.end, repr(t.line))
    except Exception as e:
        print(type(e).__name__, e.args)


source = '''import a
def f(x,
      y):
    """doc
    more
    """
    # comment
    z = f"""a{x
    + 1!r:>{y}} b
    """ + \\
       'é' + f'{y}'
    if x:

        return 1

    return 0x1f
x = 1'''
go(source.splitlines(True))
go(source.replace("\n", "\r\n").splitlines(True))
go(["a", "b\n", "c d"])
go(["x = (1,\n"])
go(["x = '''a\n", "b\n"])
go(["if x:\n", "    y\n", "  z\n"])
go(["a = 1\n", "x\0y\n"])
go(["a = 1\n", 5])
go(["x = 1 \\\n"])
go(["# only"])
go(["f'{a"])
go(["f'{a\n", "}'\n"])
go(["$ ? !\n"])
go(["x = '''"] + ["a line that is in a string\n"] * 20 + ["'''\n", "y\n"])
for extra in False, True:
    lines = iter(["if x:\n", "  y # c\n", "\n", "z = [\n", "1]"])
    for t in _tokenize.TokenizerIter(lambda: next(lines), extra_tokens=extra):
        print(t)
try:
    next(_tokenize.TokenizerIter(lambda: 1 / 0, extra_tokens=True))
except ZeroDivisionError as e:
    print(e)
print([t.string for t in tokenize.tokenize(io.BytesIO("# coding: latin-1\nx = 'é'\n".encode("latin-1")).readline)])
