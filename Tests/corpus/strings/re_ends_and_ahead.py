"""Repeats before ends and boundaries of words give nothing back; patterns that look ahead first are searched where that can hold."""
import re

TEXTS = ["12\n", "12ab", "1_2 3é4", "", "x1 22 y333\n", "camelCaseName aB"]
PATTERNS = [r"\d+\b", r"\b\w+\b", r"\w*\b", r"\d{2}\b", r"\d{1,2}$", r"\w+\Z", r"[\w\n]+$", r"[^\n]*$", r"(\d+)\b(\s)?", r"(?:\d\b)+", r"\w+?\b",
            r"(?=\d)", r"(?<=[a-z])(?=[A-Z])", r"(?=\d|$)", r"(?=(\w))", r"(?=[A-Z])\w?", r"(?=a|)", r"(?<!a)(?=B)x*"]
for pattern in PATTERNS:
    for flags in (0, re.A):
        p = re.compile(pattern, flags)
        for text in TEXTS:
            print(pattern, flags, repr(text), p.findall(text), p.split(text), [m.span() for m in p.finditer(text)],
                  [m and m.regs for m in (p.match(text), p.fullmatch(text), p.search(text, 1))], repr(p.sub(lambda m: "<%s>" % m.group(), text)))
    p = re.compile(pattern.encode())
    print(pattern, [p.findall(t.encode()) for t in TEXTS])

# A callback that matches too, and one that fails.
print(re.sub(r"\w+", lambda m: re.sub(r"\d", lambda d: str(int(d.group()) + 1), m.group()), "a1 b22 c"))
try:
    re.sub(r"\d", lambda m: 1 // (int(m.group()) - 2), "123")
except (ZeroDivisionError, TypeError) as e:
    print(type(e).__name__, e)
m = re.match(r"(a)|(b)", "b")
print(m.regs, m.regs is m.regs, m.span(1), m.start(2), m.end(), m.groups(), m.group(0, 2), m)
