"""re.sub with functions, templates and literals: what stays of the subject, what functions return, and substitution within substitution."""
import re

print(re.sub(r"\d+", lambda m: "#" * len(m.group()), "a1b22c333"), re.sub(r"\d+", lambda m: None or "", "1a2b"))
print(re.sub("x", lambda m: "", "abc"), re.sub("b", "", "b"), re.sub("b", "c", "b"), re.sub("", "-", "ab"), re.sub("a", lambda m: "", "aaa") == "")
print(re.sub("b", lambda m: "\U0001f600", "abc"), re.sub("b", "x", "a\U0001f600b\U0001f600"), re.sub(b"b", lambda m: b"x", b"abc"), re.sub(b"b", b"", bytearray(b"abab")))
print(re.sub(r"(a)(b)?", r"[\1\2]", "ab a b"), re.subn("a", "b", "banana", 2), re.sub(r"\w", lambda m: re.sub("a", "<a>", m.group()), "banana"))
seen = []
for bad in (7, 1.5, b"x", ["l"], True):
    try:
        re.sub("b", lambda m: seen.append(m.span()) or bad, "abcb")
    except TypeError as e:
        print(e)
print(seen)
try:
    re.sub("b", lambda m: 1 // 0, "abc")
except ZeroDivisionError as e:
    print(e)


class Text(str):
    pass


whole = Text("abc")
print(type(re.sub("x", "y", whole)) is str, re.sub("b", lambda m: Text("Z"), whole), type(re.sub("abc", lambda m: Text("Z"), whole)).__name__)
m = re.compile("b").search("abcb", 2, 4)
print(m.pos, m.endpos, m.string, m.span(), m.re.pattern, m)
live = bytearray(b"abc")
m = re.search(b"b.", live)
live[1:2] = b"Z"
print(m.group(), m.string)
