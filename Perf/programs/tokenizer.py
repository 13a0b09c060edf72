"""Splits a small language's source text into tokens, character by character."""
from _bench import run

SOURCE = '''
let total = 0; // a comment to skip
func add(first, second) { return first + second * 3.25e2; }
for i in 0 .. 1000 { if i % 3 == 0 && i != 9 { total = add(total, i) } else { total -= 0x1F } }
print("total is \\"" + str(total) + "\\"\\n", 'c', total >= 10 || !done);
'''
KEYWORDS = {"let", "func", "return", "for", "in", "if", "else", "print"}
DOUBLE = {"==", "!=", ">=", "<=", "&&", "||", "-=", "+=", ".."}


class Token:
    def __init__(self, kind, text, line, column):
        self.kind = kind
        self.text = text
        self.line = line
        self.column = column


class Tokenizer:
    def __init__(self, source):
        self.source = source
        self.position = 0
        self.line = 1
        self.start_of_line = 0

    def peek(self, ahead=0):
        at = self.position + ahead
        return self.source[at] if at < len(self.source) else ""

    def skip_blank(self):
        while True:
            ch = self.peek()
            if ch == "\n":
                self.position += 1
                self.line += 1
                self.start_of_line = self.position
            elif ch == " " or ch == "\t":
                self.position += 1
            elif ch == "/" and self.peek(1) == "/":
                while self.peek() not in ("\n", ""):
                    self.position += 1
            else:
                return ch

    def number(self):
        if self.peek() == "0" and self.peek(1) == "x":
            self.position += 2
            while self.peek().isalnum():
                self.position += 1
            return "int"
        kind = "int"
        while self.peek().isdigit():
            self.position += 1
        if self.peek() == "." and self.peek(1).isdigit():
            kind = "float"
            self.position += 1
            while self.peek().isdigit():
                self.position += 1
        if self.peek() in ("e", "E"):
            kind = "float"
            self.position += 1
            while self.peek().isdigit():
                self.position += 1
        return kind

    def string(self, quote):
        self.position += 1
        while self.peek() != quote:
            if self.peek() == "":
                raise SyntaxError("string not closed")
            if self.peek() == "\\":
                self.position += 1
            self.position += 1
        self.position += 1
        return "string"

    def tokens(self):
        while True:
            ch = self.skip_blank()
            if not ch:
                return
            start = self.position
            if ch.isalpha() or ch == "_":
                while self.peek().isalnum() or self.peek() == "_":
                    self.position += 1
                kind = "keyword" if self.source[start:self.position] in KEYWORDS else "name"
            elif ch.isdigit():
                kind = self.number()
            elif ch in "\"'":
                kind = self.string(ch)
            else:
                self.position += 2 if self.source[start:start + 2] in DOUBLE else 1
                kind = "operator"
            yield Token(kind, self.source[start:self.position], self.line, start - self.start_of_line)


def main(n):
    counts = {}
    checksum = 0
    for token in Tokenizer(SOURCE * n).tokens():
        counts[token.kind] = counts.get(token.kind, 0) + 1
        checksum = (checksum * 31 + len(token.text) + token.column * 7 + token.line) % 1000003
    return "%s %d" % (sorted(counts.items()), checksum)


DEFAULT = 4200
EXPECTED = {
    5: "[('float', 5), ('int', 40), ('keyword', 40), ('name', 90), ('operator', 190), ('string', 15)] 947525",
    4200: "[('float', 4200), ('int', 33600), ('keyword', 33600), ('name', 75600), ('operator', 159600), ('string', 12600)] 344626",
    12000: "[('float', 12000), ('int', 96000), ('keyword', 96000), ('name', 216000), ('operator', 456000), ('string', 36000)] 956500",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
