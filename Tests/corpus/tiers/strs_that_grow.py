"""Strs that loops append to, and everybody else who has them."""
import sys


def plain(text):
    out = ""
    for ch in text:
        if "a" <= ch <= "m":
            out += ch.upper()
        else:
            out += ch
    return out


def kept(words):
    lines = []
    line = ""
    for w in words:
        if line and len(line) + 1 + len(w) > 20:
            lines.append(line)
            line = w
        else:
            line = line + " " + w if line else w
    lines.append(line)
    return lines


def prefixes(text):
    out, seen = "", []
    for ch in text:
        out += ch
        seen.append(out)
    return seen


def sometimes(text):
    out, seen = "", []
    for k, ch in enumerate(text):
        out += ch
        if k % 5 == 3:
            seen.append(out)
    return seen, out


def alias(text):
    out = before = ""
    wrong = 0
    for ch in text:
        before = out
        out += ch
        if len(before) + 1 != len(out) or before + ch != out:
            wrong += 1
    return before, out, wrong


def two(text):
    a = b = ""
    for k, ch in enumerate(text):
        if k % 7 == 6:
            b = a
        a += ch
        b += "-"
    return a, b


def same(s, times):
    x = s
    for k in range(times):
        if k < 0:
            x += "?"
        x += ""
    return x is s


def first(s):
    x = ""
    for part in (s, "", ""):
        x += part
    return x is s


def doubled(times):
    s = "ab"
    for _ in range(times):
        s += s
    return s


def hashes(text):
    out, d = "", {}
    for ch in text:
        out += ch
        d[hash(out)] = len(out)
        if out in d:
            raise AssertionError
    return len(d) == len(text), hash(out) == hash("".join(text))


def wide(text):
    out = ""
    for k, ch in enumerate(text):
        out += ch
        if k == 9:
            out += "\U0001f600"
        if k == 12:
            out += "\u1234"
    return out


def reversed_by_hand(text):
    out = ""
    for k in range(len(text)):
        out += text[-1 - k]
    return out


def shifted(n):
    out = ""
    for k in range(n):
        out += chr(0x60 + k * 1000)
    return out


def nested(rows):
    whole = ""
    lines = []
    for row in rows:
        line = ""
        for cell in row:
            line += str(cell) + "|"
            whole += "."
        whole += line + "\n"
        lines.append(line)
    return whole, lines


def carried(rows):
    acc = ""
    marks = []
    for row in rows:
        start = acc
        for cell in row:
            acc += str(cell)
        marks.append(start)
        acc += "/"
    return acc, marks


def pieces(text):
    out = ""
    for ch in text:
        out += ch
        if ch == "e":
            yield out
    yield out


def closure(text):
    out = ""

    def get():
        return out

    seen = []
    for ch in text:
        out += ch
        seen.append(get())
    return seen


def frames(text):
    out, seen = "", []
    for ch in text:
        out += ch
        seen.append(local_of_caller())
    return seen


def local_of_caller():
    return sys._getframe(1).f_locals["out"]


def failing(parts):
    out, seen = "", []
    for p in parts:
        try:
            out += "<" + p + ">"
        except TypeError:
            seen.append(out)
            out += "!"
    return seen, out


def looked_at(text):
    out = ""
    total = 0
    for ch in text:
        out += ch
        total += ord(out[-1]) + out.count("a") + out.startswith("t") + (out == text)
        if out[len(out) // 2] == "q":
            total += 1000
    return total, out


def table(n):
    rows = {}
    s = ""
    for k in range(n):
        s += chr(97 + k % 26)
        if k % 3 == 0:
            rows[s] = k
        if len(s) > 11:
            s = s[:3]
    return sorted(rows.items())[:4], len(rows)


def sum_of(n):
    s = ""
    for k in range(n):
        s = s + str(k) + "," + "x"
    return len(s), s[-20:]


def returned(s, ch):
    s += ch
    return s


def through(text):
    s, seen = "", []
    for ch in text:
        s = returned(s, ch)
        if ch == "u":
            seen.append(s)
    return s, seen


class Box:
    def __init__(self):
        self.text = ""
        self.old = []

    def fill(self, text):
        for ch in text:
            if ch == " ":
                self.old.append(self.text)
            self.text += ch


def swap(text):
    a, b = "", "#"
    for ch in text:
        a += ch
        a, b = b, a
    return a, b


TEXT = "the quick brown fox jumps over the lazy dog and the end of it all"

for _ in range(30):
    results = [plain(TEXT), kept(TEXT.split()), prefixes(TEXT)[::9], sometimes(TEXT), alias(TEXT), two(TEXT), same("abc" + TEXT, 5), first(TEXT * 2),
               len(doubled(6)), hashes(TEXT), wide(TEXT), plain("ab\U0001f600c\u1234\xe9" * 4), reversed_by_hand("ab\U0001f600c\u1234\xe9" * 4), shifted(80), nested([range(4), "abc", [1.5, None]]), carried([range(12), "abc", [1.5, None]]), list(pieces(TEXT)),
               closure(TEXT)[::11], frames(TEXT)[::11], failing(["a", "b", None, "c", None, "d"]), looked_at(TEXT), table(200), sum_of(50), through(TEXT), swap(TEXT)]
    box = Box()
    box.fill(TEXT)
    results.append((box.text, box.old))
    if _ == 0:
        expected = results
        for r in results:
            print(ascii(r))
    elif results != expected:
        print("round", _, [(r, e) for r, e in zip(results, expected) if r != e])
