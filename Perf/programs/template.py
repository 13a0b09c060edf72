"""Compiles a template language to closures and renders pages with loops, conditions and filters."""
from _bench import run

PAGE = """<html><head><title>{{ title|upper }}</title></head><body>
{% for row in rows %}<tr class="{% if row.odd %}odd{% else %}even{% end %}">
{% for cell in row.cells %}<td>{{ cell|escape }}</td>{% end %}
<td>{{ row.total|money }}</td></tr>{% end %}
<p>{{ user.name|escape }} has {{ rows|count }} rows</p></body></html>"""

FILTERS = {
    "upper": lambda v: str(v).upper(),
    "escape": lambda v: str(v).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "money": lambda v: f"{v / 100:,.2f}",
    "count": lambda v: str(len(v)),
}


def split(source):
    """The template as ("text" | "value" | "tag", content) pieces."""
    at = 0
    while True:
        brace = source.find("{", at)
        if brace < 0 or brace + 1 == len(source):
            if at < len(source):
                yield "text", source[at:]
            return
        mark = source[brace + 1]
        if mark == "{":
            kind, close = "value", "}}"
        elif mark == "%":
            kind, close = "tag", "%}"
        else:
            yield "text", source[at:brace + 1]
            at = brace + 1
            continue
        if brace > at:
            yield "text", source[at:brace]
        end = source.index(close, brace)
        yield kind, source[brace + 2:end].strip()
        at = end + 2


def lookup(path):
    first, *rest = path.split(".")

    def get(scope):
        value = scope[first]
        for name in rest:
            value = value[name] if isinstance(value, dict) else getattr(value, name)
        return value
    return get


def compile_value(expression):
    path, *names = expression.split("|")
    get = lookup(path.strip())
    filters = [FILTERS[name.strip()] for name in names]

    def emit(scope, write):
        value = get(scope)
        for f in filters:
            value = f(value)
        write(value if isinstance(value, str) else str(value))
    return emit


def compile_block(pieces):
    steps = []
    for kind, content in pieces:
        if kind == "text":
            steps.append(lambda scope, write, text=content: write(text))
        elif kind == "value":
            steps.append(compile_value(content))
        else:
            words = content.split()
            if words[0] in ("end", "else"):
                return steps, words[0]
            if words[0] == "for":
                steps.append(compile_for(words[1], lookup(words[3]), pieces))
            else:
                steps.append(compile_if(lookup(words[1]), pieces))
    return steps, None


def compile_for(name, get, pieces):
    body, _ = compile_block(pieces)

    def emit(scope, write):
        inner = dict(scope)
        for item in get(scope):
            inner[name] = item
            for step in body:
                step(inner, write)
    return emit


def compile_if(get, pieces):
    yes, stop = compile_block(pieces)
    no = compile_block(pieces)[0] if stop == "else" else []

    def emit(scope, write):
        for step in (yes if get(scope) else no):
            step(scope, write)
    return emit


def render(steps, scope):
    out = []
    write = out.append
    for step in steps:
        step(scope, write)
    return "".join(out)


class User:
    def __init__(self, name):
        self.name = name


def main(n):
    steps, _ = compile_block(split(PAGE))
    size = 0
    checksum = 0
    for k in range(n):
        rows = [{"odd": i % 2, "cells": [i, "a<b", k & 7, "x&y"], "total": i * 1234567 + k} for i in range(40)]
        page = render(steps, {"title": "page %d" % k, "rows": rows, "user": User("<anna>")})
        size += len(page)
        checksum = (checksum * 17 + page.count("odd") + page.count("&amp;") + ord(page[k % len(page)])) % 999983
    return "%d %d" % (size, checksum)


DEFAULT = 2600
EXPECTED = {
    5: "19245 882327",
    2600: "10015690 879805",
    8300: "31977790 385799",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
