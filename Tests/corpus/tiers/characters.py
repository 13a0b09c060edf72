"""Loops over strs: characters as numbers, of narrow and wide texts, and what loops and exits leave of them."""


def count(s):
    n = 0
    for c in s:
        if c == "a" or c == "e":
            n += 1
    return n


def last(s):
    for c in s:
        pass
    return c


def unset(s):
    try:
        for c in s:
            pass
        return c
    except UnboundLocalError as e:
        return str(e)


def hash_index(s):
    h = 7
    for i in range(len(s)):
        h = (h * 31 + ord(s[i])) & 0xFFFFFFFF
    return h


def negative(s):
    h = 7
    for i in range(1, len(s) + 1):
        h = (h * 31 + ord(s[-i])) & 0xFFFFFFFF
    return h


def words(s):
    n, inside = 0, False
    for c in s:
        if c == " " or c == "\n":
            inside = False
        elif not inside:
            inside = True
            n += 1
    return n, c


def digits(s):
    v = 0
    for c in s:
        if "0" <= c <= "9":
            v = (v * 10 + ord(c) - 48) % 1000003
    return v


def palindrome(s):
    i, j, n = 0, len(s) - 1, 0
    while i < j:
        if s[i] == s[j]:
            n += 1
        i += 1
        j -= 1
    return n


def differ(a, b):
    n = 0
    for x, y in zip(a, b):
        if x != y:
            n += 1
    return n, x, y


def among(s):
    n = m = 0
    for c in s:
        if c in "aeiou":
            n += 1
        if c not in "xyz":
            m += 1
        if c in "":
            n += 1000
        if c in "the quick brown fox":
            m += 7
    return n, m


def scan(s):
    i, n, m = 0, len(s), 0
    while i < n:
        while i < n and s[i] != " ":
            i += 1
        m += 1
        i += 1
    return m


def beyond(s, n):
    h = 0
    try:
        for i in range(n):
            h += ord(s[i])
    except IndexError as e:
        return h, i, str(e)
    return h


def runs(s):
    """The character before is kept from round to round."""
    before, n = None, 0
    for c in s:
        if c != before:
            n += 1
            before = c
    return n, before


def pieces(s):
    out, part = [], ""
    for i, c in enumerate(s):
        if c == " ":
            out.append(part)
            part = ""
        else:
            part += c
        if i % 50 == 0:
            out.append(c)
    return out[:6], len(out), part


def table(s):
    t = {}
    for c in s:
        t[c] = t.get(c, 0) + 1
    return sorted(t.items())[:5]


def appended(n):
    """A text that grows while it is looked at."""
    s = ""
    h = 0
    for i in range(n):
        s += chr(97 + i % 26)
        h = h * 7 + ord(s[-1]) + ord(s[i // 2]) & 0xFFFFFF
    for c in s:
        h = h * 3 + ord(c) & 0xFFFFFF
    for i in range(len(s)):
        h = h * 5 + ord(s[i]) & 0xFFFFFF
    return h


def nested(lines):
    n = 0
    for line in lines:
        for c in line:
            if c == "o":
                n += 1
        if c == "g":
            n += 100
    return n, c


def stops(s, at):
    c = "-"
    for i, c in enumerate(s):
        if i == at:
            break
    else:
        return "none", c
    return i, c


def raising(s):
    c = d = ""
    try:
        for c in s:
            d = c
            1 // (ord(c) - 48)
    except ZeroDivisionError:
        return c, d, c is d
    return c, d


def held(s):
    def inner():
        return c

    n = 0
    for c in s:
        if inner() == "q":
            n += 1
    return n, inner()


def chars(n):
    m = 0
    for i in range(n):
        c = chr(i % 128)
        if c == "A" or c > "x":
            m += 1
    return m, c


def letters(s):
    for c in s:
        yield c, ord(c)


class Text(str):
    def __getitem__(self, i):
        return "?"


T = "the quick brown fox 12 jumps over the 3 lazy dog\n"
texts = [T * 4, "", "a", "é" * 60 + "aeiou 09", "\u4e2d\u6587 a" * 30, "\U0001F600" * 20 + T, "\udc80e" * 20, Text(T)]
for r in range(9):
    out = []
    for s in texts:
        out.append((count(s), unset(s), hash_index(s), negative(s), digits(s), palindrome(s), among(s), scan(s), beyond(s, 300), runs(s), pieces(s), table(s), stops(s, 7), raising(s), held(s or "z")))
        if s:
            out.append((last(s), words(s), differ(s, s[::-1]), nested([s, T, s])))
        out.append(sum(k for _, k in letters(s)))
    out.append((appended(700), chars(300), nested([T] * 20), differ("abc", "\U0001F600bc")))
    if r in (0, 3, 8):
        for line in out:
            print(ascii(line))


def among_many(s):
    n = 0
    for c in s:
        if c in "0123456789abcdefABCDEF":
            n += 1
        if c in "\x00?":
            n += 100
        if c in "\u4e2d\u6587xyz":
            n += 1000
        if c in "\x01\x3f":
            n += 7
        if c in "\x00\x3e\x3d":
            n += 11
        if c in "\x00\x3f\x3d":
            n += 13
    return n


def by_shift(s):
    a = b = 0
    for c in s:
        a = a * 31 + ord(c) & 0xFFFFFF
        b = b * 33 - ord(c) & 0xFFFFFF
        a ^= b * 3 ^ a * 7
    return a, b


EVERY = "".join(map(chr, range(300))) + "\u4e2d\u6587"
for r in range(9):
    out = [(among_many(t), by_shift(t)) for t in (T, EVERY, EVERY + "\U0001F600", "", *EVERY[::7])]
print(out)
