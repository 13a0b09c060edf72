"""re: syntax, methods, groups, flags, substitution, errors."""
import re
m = re.match(r"(?P<y>\d{4})-(?P<m>\d\d)(-(\d\d))?", "2024-05 rest")
print(m, m.group(), m.groups(), m.groupdict(), m["y"], m.span("m"), m.start(4), m.lastgroup, m.lastindex, m.re.pattern, m.pos, m.endpos, m.expand(r"\g<m>/\1"))
print(re.findall(r"a(b)?", "abaab"), re.findall(r"\w+", "a bc d"), re.findall(r"(\w)(\d)", "a1 b2"), re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b-c", 1), re.split(r"", "ab"), re.sub(r"\d", "#", "a1b22"), re.subn(r"b", "x", "abcb", 1), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "1 and 20"))
print([x.span() for x in re.finditer(r"a*", "baac")], re.search(r"(?<=a)b(?!c)", "abc ab").span(), re.fullmatch(r"a|ab", "ab"), re.match(r"a|ab", "ab"), re.search(r"x", "abc"), re.match(r"(a+)+b", "aaab").groups(), re.findall(r"a.?b", "ab\na\nb axb"), re.findall(r"a.b", "a\nb", re.S))
print(re.findall(r"^\w", "a\nb", re.M), re.findall("É", "é", re.I), re.findall(r"""(?x) \d  # digit
   [a-z]""", "1a 2b"), re.findall(r"(?i:A)b", "ab Ab AB"), re.findall(r"\bfoo\b", "foo foobar foo"), re.findall(r"[^\W\d_]+", "ab_1é"), re.findall(r"\w", "é", re.A), re.findall(rb"\d", b"a1"), re.findall(r"(?:ab){2,3}?", "abababab"), re.findall(r"a{,2}", "aaa"), re.findall(r"a++b|a?+", "aab"), re.findall(r"(?>a+)b", "aab"))
print(re.search(r"(a)|(b)", "b").groups("none"), re.search(r"(?P<q>['\"]).*?(?P=q)", "say 'hi' \"x\"").group(), re.search(r"(a)?b(?(1)c|d)", "abc").group(), re.search(r"(a)?b(?(1)c|d)", "bd").group(), re.compile(r"\d+").search("ab12", 3).group(), re.escape("a.b*c d-é"), re.compile("a", re.I | re.M), re.compile("x").flags, bool(re.match("", "")), re.match(r"(.)(.)", "ab").regs)
print(re.findall(r"[\u4e00-\u9fff]+", "中文 abc 日本"), re.sub("(?P<a>x)", r"[\g<a>\g<0>]", "axb"), re.sub("a", r"\n\\", "a"), re.findall(r"[]a-]+", "]a-b"), re.findall(r"\A.|.\Z", "abc"), re.findall(r"[\d.]+|\S", "1.5+x"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"))
for p, s in ((r"(", ""), (r")", ""), (r"[a", ""), (r"*a", ""), (r"a**", ""), (r"(?P<1a>x)", ""), (r"\g", ""), (r"(?z)", ""), (r"a{3,1}", ""), (r"(?<=a*)b", ""), (r"\1", ""), (r"[z-a]", ""), (r"(?P<a>x)(?P<a>y)", ""), ("\\", ""), (r"(?P=nope)", ""), (r"a(?i)b", ""), (r"(?(2)a|b)", "")):
    try:
        print(re.compile(p))
    except re.error as e:
        print(p, "->", e.msg, e.pos)
for f in (lambda: re.sub("a", r"\2", "a"), lambda: re.match("a", b"a"), lambda: m["nope"], lambda: m.group(9), lambda: re.sub("a", 5, "a"), lambda: re.compile(5), lambda: re.match("a", 5), lambda: re.sub("a", r"\g<x>", "a"), lambda: re.compile(re.compile("a"), re.I)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
