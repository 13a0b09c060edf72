#!/usr/bin/env python3
"""Makes Runtime/Text/Data/eastasian.bin, the mappings of the codecs of East Asia, by asking CPython's codecs for all of them.

usage: python3.13 tools/EastAsianTables/gen.py

The file: a count of tables (all numbers are 32-bit, little-endian), for each table its name (padded to 16 bytes), the number
of its base (or -1) and the length of its deflated data; then the data. A table's data, inflated:
  256 numbers: what a first byte means (a code point; -1: nothing; -2: it leads a sequence);
  the grids: their count, and for each the byte that comes before it (0: none) and 128 x 256 16-bit code points, by a byte from
    0x80 and any byte, 0 where there is none; the first grid is kept as its difference (xor) from the base's;
  the extras, sequences whose meaning doesn't fit a grid: their count, and for each code, code point and second code point
    (or 0); a code point of -1 says that the sequence of two bytes is invalid as a whole;
  the exceptions: where encoding is not the first sequence that decodes to the character: their count, and for each the code
    point and its code (0: none);
  the runs of sequences of four bytes: their count, and for each the first sequence's number, the first code point, the count.
"""
import codecs
import struct
import zlib
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent.parent / "Runtime" / "Text" / "Data" / "eastasian.bin"

# Each codec, and the one whose table it resembles.
CODECS = [("gb2312", None), ("gbk", "gb2312"), ("gb18030", "gbk"), ("big5", None), ("cp950", "big5"), ("big5hkscs", "big5"),
          ("euc_jp", None), ("euc_jis_2004", "euc_jp"), ("euc_jisx0213", "euc_jis_2004"), ("shift_jis", None), ("cp932", "shift_jis"),
          ("shift_jis_2004", "shift_jis"), ("shift_jisx0213", "shift_jis_2004"), ("euc_kr", None), ("cp949", "euc_kr"), ("johab", None)]

# Character sets of ISO 2022: the codec that tells them, what designates them, and the table they resemble.
SETS = [("ksx1001", "iso2022_kr", b"\x1b$)C\x0e", "euc_kr"), ("jisx0208", "iso2022_jp", b"\x1b$B", "euc_jp"),
        ("jisx0212", "iso2022_jp_1", b"\x1b$(D", None),
        ("jisx0213_2000_1", "iso2022_jp_3", b"\x1b$(O", "euc_jisx0213"), ("jisx0213_2000_2", "iso2022_jp_3", b"\x1b$(P", None),
        ("jisx0213_2004_1", "iso2022_jp_2004", b"\x1b$(Q", "euc_jis_2004"), ("jisx0213_2004_2", "iso2022_jp_2004", b"\x1b$(P", "jisx0213_2000_2")]


def decode(codec, data):
    """The text, or the exception."""
    try:
        return codecs.decode(data, codec)
    except UnicodeDecodeError as e:
        return e


def encode(codec, text):
    try:
        return codecs.encode(text, codec)
    except UnicodeEncodeError:
        return None


class Table:
    def __init__(self, name):
        self.name = name
        self.first = [-1] * 256
        self.grids = {0: [0] * 32768}
        self.extras = []
        self.exceptions = []
        self.runs = []

    def add(self, prefix, lead, trail, text):
        code = prefix << 16 | lead << 8 | trail
        if len(text) == 1 and text < "\U00010000":
            self.grids.setdefault(prefix, [0] * 32768)[(lead - 0x80) << 8 | trail] = ord(text)
        else:
            self.extras.append((code, ord(text[0]), ord(text[1]) if len(text) > 1 else 0))

    def except_from(self, encoded):
        """Notes where encoding (code point to code) isn't what the program makes of the tables."""
        made = {}
        for byte, meaning in enumerate(self.first):
            if meaning >= 0:
                made.setdefault(meaning, byte)
        for prefix, grid in sorted(self.grids.items()):
            for at, meaning in enumerate(grid):
                if meaning:
                    made.setdefault(meaning, prefix << 16 | at + 0x8000)
        for code, meaning, second in self.extras:
            if meaning >= 0 and not second:
                made.setdefault(meaning, code)
        self.exceptions = [(c, encoded.get(c, 0)) for c in sorted(made.keys() | encoded.keys()) if c and made.get(c) != encoded.get(c)]

    def data(self, base):
        out = [struct.pack("<256i", *self.first), struct.pack("<i", len(self.grids))]
        for prefix, grid in sorted(self.grids.items()):
            if not prefix and base:
                grid = [a ^ b for a, b in zip(grid, base.grids[0])]
            out += [struct.pack("<i", prefix), struct.pack("<32768H", *grid)]
        for entries in (self.extras, self.exceptions, self.runs):
            out.append(struct.pack("<i", len(entries)))
            out += [struct.pack("<%di" % len(e), *e) for e in entries]
        deflate = zlib.compressobj(9, wbits=-15)
        return deflate.compress(b"".join(out)) + deflate.flush()


def codec_table(codec):
    t = Table(codec)
    for byte in range(256):
        meaning = decode(codec, bytes([byte]))
        if isinstance(meaning, str):
            t.first[byte] = ord(meaning)
        elif meaning.reason.startswith("incomplete"):
            t.first[byte] = -2
    for lead in (b for b in range(256) if t.first[b] == -2):
        for trail in range(256):
            meaning = decode(codec, bytes([lead, trail]))
            if isinstance(meaning, str):
                t.add(0, lead, trail, meaning)
            elif meaning.reason.startswith("illegal") and meaning.end == 2:
                t.extras.append((lead << 8 | trail, -1, 0))
            elif meaning.end == 2 and lead == 0x8F:
                for last in range(256):
                    meaning = decode(codec, bytes([lead, trail, last]))
                    if isinstance(meaning, str):
                        t.add(lead, trail, last, meaning)
    encoded = {}
    for c in range(0x110000):
        data = encode(codec, chr(c))
        # Sequences of eight bytes (EUC-KR's) and of four (GB 18030's) are computed.
        if data and len(data) < 4:
            encoded[c] = int.from_bytes(data, "big")
    t.except_from(encoded)
    if codec == "gb18030":
        for number in range(39420):
            rest, last = divmod(number, 10)
            rest, third = divmod(rest, 126)
            first, second = divmod(rest, 10)
            c = ord(decode(codec, bytes([0x81 + first, 0x30 + second, 0x81 + third, 0x30 + last])))
            if t.runs and t.runs[-1][1] + t.runs[-1][2] == c:
                t.runs[-1][2] += 1
            else:
                t.runs.append([number, c, 1])
    return t


def set_table(name, codec, designation):
    """A set's bytes are kept with their high bits set, as EUC has them."""
    t = Table(name)
    for lead in range(0x20, 0x80):
        for trail in range(256):
            meaning = decode(codec, designation + bytes([lead, trail]))
            if isinstance(meaning, str) and meaning and lead > 0x20:
                t.add(0, lead | 0x80, trail ^ 0x80, meaning)
    encoded = {}
    for c in range(0x80, 0x110000):
        data = encode(codec, chr(c))
        if data and data.startswith(designation):
            encoded[c] = int.from_bytes(data[len(designation):][:2], "big") | 0x8080
    t.except_from(encoded)
    return t


def main():
    tables, bases = [], []
    for codec, base in CODECS:
        tables.append(codec_table(codec))
        bases.append(base)
    for name, codec, designation, base in SETS:
        tables.append(set_table(name, codec, designation))
        bases.append(base)
    names = [t.name for t in tables]
    by_name = dict(zip(names, tables))
    head, body = [struct.pack("<i", len(tables))], []
    for t, base in zip(tables, bases):
        data = t.data(by_name.get(base))
        head.append(struct.pack("<16sii", t.name.encode(), names.index(base) if base else -1, len(data)))
        body.append(data)
        print("%-16s %6d bytes, %d extras, %d exceptions, %d runs" % (t.name, len(data), len(t.extras), len(t.exceptions), len(t.runs)))
    TARGET.write_bytes(b"".join(head + body))
    print(TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
