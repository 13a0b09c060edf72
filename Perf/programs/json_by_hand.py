"""A JSON reader and writer in plain Python: recursive descent over a string, and string building."""
from _bench import run

ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        at = self.at
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        self.at = at
        return text[at] if at < len(text) else ""

    def value(self):
        ch = self.skip()
        if ch == "{":
            return self.object()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        if ch == "-" or ch.isdigit():
            return self.number()
        for word, constant in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return constant
        raise ValueError("unexpected %r at %d" % (ch, self.at))

    def object(self):
        result = {}
        self.at += 1
        if self.skip() == "}":
            self.at += 1
            return result
        while True:
            self.skip()
            key = self.string()
            if self.skip() != ":":
                raise ValueError("colon expected at %d" % self.at)
            self.at += 1
            result[key] = self.value()
            ch = self.skip()
            self.at += 1
            if ch == "}":
                return result
            if ch != ",":
                raise ValueError("comma expected at %d" % self.at)

    def array(self):
        result = []
        self.at += 1
        if self.skip() == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value())
            ch = self.skip()
            self.at += 1
            if ch == "]":
                return result
            if ch != ",":
                raise ValueError("comma expected at %d" % self.at)

    def string(self):
        text = self.text
        at = self.at + 1
        parts = []
        start = at
        while True:
            ch = text[at]
            if ch == '"':
                parts.append(text[start:at])
                self.at = at + 1
                return "".join(parts)
            if ch == "\\":
                parts.append(text[start:at])
                ch = text[at + 1]
                if ch == "u":
                    parts.append(chr(int(text[at + 2:at + 6], 16)))
                    at += 6
                else:
                    parts.append(ESCAPES[ch])
                    at += 2
                start = at
            else:
                at += 1

    def number(self):
        text = self.text
        start = self.at
        at = start + 1
        real = False
        while at < len(text):
            ch = text[at]
            if ch in ".eE":
                real = True
            elif not ch.isdigit() and ch not in "+-":
                break
            at += 1
        self.at = at
        return float(text[start:at]) if real else int(text[start:at])


def quoted(text):
    out = []
    for ch in text:
        if ch == '"' or ch == "\\":
            out.append("\\" + ch)
        elif ch == "\n":
            out.append("\\n")
        elif ch < " " or ch > "~":
            out.append("\\u%04x" % ord(ch))
        else:
            out.append(ch)
    return '"' + "".join(out) + '"'


def write(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join([quoted(k) + ": " + write(v) for k, v in value.items()]) + "}"
    return "[" + ", ".join([write(v) for v in value]) + "]"


def main(n):
    document = {"version": 3, "ok": True, "none": None, "items": []}
    for i in range(40):
        document["items"].append({
            "id": i * 7919, "name": "item \"%d\"\n" % i, "price": i * 1.25 - 3.5, "tags": ["a", "b\\c", "\u00e9t\u00e9"],
            "nested": {"x": -i, "y": [i / 8.0, 1e100, False]}, "empty": [{}, []],
        })
    checksum = 0
    for _ in range(n):
        text = write(document)
        document = Reader(text).value()
        document["version"] += 1
        checksum = (checksum * 7 + len(text) + document["items"][_ % 40]["id"]) % 1000003
    return "%d %d %s" % (len(text), checksum, document["items"][3]["price"])


DEFAULT = 300
EXPECTED = {
    5: "6634 272022 0.25",
    300: "6636 735896 0.25",
    880: "6636 614495 0.25",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
