"""A backtracking regular expression engine written in Python, built of closures over positions."""
from _bench import run


def char(c):
    return lambda text, i, k: i < len(text) and text[i] == c and k(i + 1)


def any_char(text, i, k):
    return i < len(text) and k(i + 1)


def one_of(chars, negated):
    return lambda text, i, k: i < len(text) and (text[i] in chars) != negated and k(i + 1)


def at_end(text, i, k):
    return i == len(text) and k(i)


def sequence(parts):
    def match(text, i, k, n=0):
        if n == len(parts):
            return k(i)
        return parts[n](text, i, lambda j: match(text, j, k, n + 1))
    return match


def either(options):
    def match(text, i, k):
        for option in options:
            found = option(text, i, k)
            if found:
                return found
        return False
    return match


def star(part, least):
    def match(text, i, k, count=0):
        more = part(text, i, lambda j: j > i and match(text, j, k, count + 1))
        if more:
            return more
        return count >= least and k(i)
    return match


def optional(part):
    return lambda text, i, k: part(text, i, k) or k(i)


class Compiler:
    def __init__(self, pattern):
        self.pattern = pattern
        self.at = 0

    def peek(self):
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def take(self):
        ch = self.peek()
        self.at += 1
        return ch

    def alternation(self):
        options = [self.items()]
        while self.peek() == "|":
            self.take()
            options.append(self.items())
        return options[0] if len(options) == 1 else either(options)

    def items(self):
        parts = []
        while self.peek() not in ("", "|", ")"):
            part = self.atom()
            ch = self.peek()
            if ch == "*":
                self.take()
                part = star(part, 0)
            elif ch == "+":
                self.take()
                part = star(part, 1)
            elif ch == "?":
                self.take()
                part = optional(part)
            parts.append(part)
        return sequence(parts)

    def atom(self):
        ch = self.take()
        if ch == "(":
            inner = self.alternation()
            self.take()
            return inner
        if ch == ".":
            return any_char
        if ch == "$":
            return at_end
        if ch == "[":
            negated = self.peek() == "^"
            if negated:
                self.take()
            chars = set()
            while self.peek() != "]":
                first = self.take()
                if self.peek() == "-":
                    self.take()
                    last = self.take()
                    for code in range(ord(first), ord(last) + 1):
                        chars.add(chr(code))
                else:
                    chars.add(first)
            self.take()
            return one_of(chars, negated)
        if ch == "\\":
            ch = self.take()
        return char(ch)


def search(matcher, text):
    for start in range(len(text)):
        end = matcher(text, start, lambda i: i + 1)
        if end:
            return start, end - 1
    return None


PATTERNS = ["(a|b)*c", "[a-z]+@[a-z]+\\.(com|org)", "x.*y.*z$", "[0-9]+(\\.[0-9]+)?", "(ab?)+d|q"]
TEXTS = ["aabbabac and more", "write to jane@example.org now", "x marks y and then z", "pi is about 3.14159, no?",
         "ababaabd", "nothing here matches, does it", "zzzzzzzzzzzzzzz"]


def main(n):
    matchers = [Compiler(p).alternation() for p in PATTERNS]
    found = 0
    checksum = 0
    for k in range(n):
        text = TEXTS[k % 7]
        for matcher in matchers:
            span = search(matcher, text)
            if span is not None:
                found += 1
                checksum = (checksum * 5 + span[0] * 31 + span[1]) % 1000003
    return "%d %d" % (found, checksum)


DEFAULT = 2600
EXPECTED = {
    20: "18 476439",
    2600: "2229 710762",
    10000: "8572 421308",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
