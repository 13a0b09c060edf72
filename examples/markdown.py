"""Converts a useful part of Markdown to HTML: markdown.py [FILE]."""
import html
import re
import sys

SAMPLE = """# Notes & *ideas*

A paragraph with **bold**, *italic*, `code < here` and a
[link](https://example.org/?a=1&b=2 "Title").

## List

- one
- two with **bold**
  continued
- three

1. first
2. second

> quoted text
> over two lines

```python
if a < b:
    print("x")
```

| name | size |
|------|-----:|
| a    | 10   |
| `b`  | 2    |

---
The end.
"""
INLINE = [
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\((\S+?)(?: &quot;(.*?)&quot;)?\)"), lambda m: '<a href="%s"%s>%s</a>' % (
        m[2], ' title="%s"' % m[3] if m[3] else "", m[1])),
]


def inline(text):
    parts = re.split(r"`([^`]+)`", text)
    for i, part in enumerate(parts):
        part = html.escape(part)
        if i % 2:
            parts[i] = f"<code>{part}</code>"
        else:
            for pattern, replacement in INLINE:
                part = pattern.sub(replacement, part)
            parts[i] = part
    return "".join(parts)


def gather(lines, belongs):
    taken = []
    while lines and belongs(lines[-1]):
        taken.append(lines.pop())
    return taken


def item_list(lines, tag, marker):
    yield f"<{tag}>"
    while lines and (match := marker.match(lines[-1])):
        text = [lines.pop()[match.end():]] + [line.strip() for line in gather(lines, lambda l: l.startswith("  "))]
        yield f"  <li>{inline(' '.join(text))}</li>"
    yield f"</{tag}>"


def table(rows):
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    right = [rule.endswith(":") for rule in cells[1]]
    yield "<table>"
    for row, tag in [(cells[0], "th")] + [(row, "td") for row in cells[2:]]:
        styled = [f'<{tag}{" align=right" if r else ""}>{inline(c)}</{tag}>' for c, r in zip(row, right)]
        yield "  <tr>" + "".join(styled) + "</tr>"
    yield "</table>"


BULLET = re.compile(r"[-*+] ")
NUMBER = re.compile(r"\d+\. ")
BLOCK = re.compile(r"#|>|```|\||---$|[-*+] |\d+\. ")


def convert(text):
    lines = text.splitlines()[::-1]
    while lines:
        line = lines[-1]
        if not line.strip():
            lines.pop()
        elif match := re.match(r"(#{1,6}) (.*)", line):
            lines.pop()
            yield f"<h{len(match[1])}>{inline(match[2])}</h{len(match[1])}>"
        elif line.startswith("```"):
            lines.pop()
            code = gather(lines, lambda l: not l.startswith("```"))
            lines.pop()
            yield f'<pre><code class="{line[3:]}">{html.escape("\n".join(code))}</code></pre>'
        elif line == "---":
            lines.pop()
            yield "<hr>"
        elif BULLET.match(line):
            yield from item_list(lines, "ul", BULLET)
        elif NUMBER.match(line):
            yield from item_list(lines, "ol", NUMBER)
        elif line.startswith(">"):
            quoted = [l[1:].strip() for l in gather(lines, lambda l: l.startswith(">"))]
            yield f"<blockquote>{inline(' '.join(quoted))}</blockquote>"
        elif line.startswith("|"):
            yield from table(gather(lines, lambda l: l.startswith("|")))
        else:
            paragraph = [lines.pop()] + gather(lines, lambda l: l.strip() and not BLOCK.match(l))
            yield f"<p>{inline(' '.join(paragraph))}</p>"


def main():
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:
            text = file.read()
    else:
        text = SAMPLE
    for line in convert(text):
        print(line)


main()
