"""Builds, slices, searches, formats and translates strings: concatenation in loops, joins, f-strings."""
from _bench import run

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def caesar(text, shift):
    out = ""
    for ch in text:
        if "a" <= ch <= "z":
            out += chr((ord(ch) - 97 + shift) % 26 + 97)
        else:
            out += ch
    return out


def run_lengths(text):
    parts = []
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        parts.append(f"{j - i}{text[i]}")
        i = j
    return "".join(parts)


def palindrome(text):
    cleaned = "".join([c for c in text.lower() if c.isalnum()])
    return cleaned == cleaned[::-1]


def wrap(text, width):
    lines = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + " " + word if line else word
    lines.append(line)
    return lines


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        current = [i]
        for j, cb in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (ca != cb)))
        previous = current
    return previous[-1]


def main(n):
    text = "the quick brown fox jumps over a lazy dog while nobody is looking at it"
    table = str.maketrans(ALPHABET, ALPHABET[13:] + ALPHABET[:13])
    checksum = 0
    for i in range(n):
        text = caesar(text, i % 26)
        packed = run_lengths(f"{i:b}".zfill(24))
        turned = text.translate(table).title()
        lines = wrap(turned, 20 + i % 9)
        row = "|".join([line.center(30) for line in lines])
        label = f"{i:>8d}:{i / 7:10.3f}:{len(row):#x}:{packed!r:<30}"
        checksum = (checksum * 3 + len(row) + row.count("e") + label.find("r") + ord(label[i % len(label)])) % 1000003
        checksum += palindrome(packed + packed[::-1])
        if i % 8 == 0:
            checksum += distance(text[:16], turned[:16].lower())
        if text.startswith("t") or text.endswith("g"):
            text = text.replace("o", "oo", 1).replace("oo", "o")
    return "%d %s" % (checksum, text[:20])


DEFAULT = 25000
EXPECTED = {
    50: "490357 wkh txlfn eurzq ira ",
    25000: "168069 the quick brown fox ",
    64000: "760251 the quick brown fox ",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
