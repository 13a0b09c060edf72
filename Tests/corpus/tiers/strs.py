# Loops over strs: slices, methods, formatting, errors in the middle of a loop.


def scan(text):
    out = []
    for n, c in enumerate(text):
        if c in "aeiou" and text[n:n + 2] != "ee":
            out.append(c.upper())
        elif c.isdigit():
            out.append(str(int(c) + 1))
        elif c.isspace():
            out.append("_")
        else:
            out.append(c)
    return "".join(out)


def words(text):
    counts = {}
    for line in text.splitlines():
        for word in line.strip().lower().split():
            word = word.strip(".,;!?")
            if word.startswith("t") or word.endswith("s"):
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:4]


def formats(values):
    out = []
    for v in values:
        out.append(f"{v}|{v!r:>8}|{v!s:<5}|")
        out.append("%s-%r" % (v, v))
    return out[:12] + [len(out)]


def numbers(texts):
    good = bad = 0
    for t in texts:
        try:
            good += int(t)
        except ValueError as e:
            bad += 1
            last = str(e)
    return good, bad, last


def positions(text, what):
    out = []
    at = text.find(what)
    while at >= 0:
        out.append(at)
        at = text.find(what, at + 1)
    try:
        text.index("not there")
    except ValueError as e:
        out.append(str(e))
    return out


def edges(text):
    out = []
    for n in range(-7, 8):
        try:
            out.append(text[n])
        except IndexError as e:
            out.append(str(e))
        out.append(text[n:] + "/" + text[:n] + "/" + text[-n:n])
    return out


def codes(text):
    total = 0
    back = ""
    for c in text:
        total = (total * 31 + ord(c)) % 1000003
        back = chr(ord(c) ^ 1) + back
    return total, back


def compared(items):
    less = equal = 0
    for a in items:
        for b in items:
            if a < b:
                less += 1
            if a == b:
                equal += 1
    return less, equal


class Loud(str):
    def upper(self):
        return "LOUD " + str.upper(self)

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def mixed(items):
    out = []
    for s in items:
        out.append(s.upper())
        out.append(s == "x")
    return out


def raw(data):
    total = 0
    for n in range(len(data)):
        total += data[n] * n
    for b in data:
        total ^= b
    return total, data[2:5], 7 in data, data.find(b"\x03")


text = "The quick brown fox sees 3 trees;\nthe geese that it sees, says the fox, is 42.\n" * 20
for _ in range(3):
    print(scan(text)[:70])
    print(words(text))
    print(formats(["a", 1, 2.5, None, True, 10 ** 30] * 9))
    print(numbers(["1", " 22 ", "x", "-3", "", "1_0", "٣"] * 20))
    print(positions("abcabcabc" * 12, "ca")[-4:])
    print(edges("hällo"))
    print(codes("wide \U0001f40d and ü" * 9)[0])
    print(compared(["a", "b", "ab", "", "ä", "b", "\U0001f40d"] * 3))
    print(mixed(["x", "y"] * 30 + [Loud("z")] + ["x"] * 3)[-8:])
    print(raw(bytes(range(60))), raw(bytearray(range(60))))
