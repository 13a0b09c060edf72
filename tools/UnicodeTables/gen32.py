"""Writes Runtime/Text/Data/unicode-3.2.txt: in what Unicode 3.2 (unicodedata.ucd_3_2_0) differs from the current tables.

Run it under CPython 3.13:  python3 gen32.py ../../Runtime/Text/Data/unicode-3.2.txt

The first line has the ranges unassigned then, the second the canonical decompositions that were corrected since, the others ranges with
the properties that differ: b bidirectional, c category, w east_asian_width, d decimal, m mirrored.
"""
import sys
import unicodedata as now

old = now.ucd_3_2_0
PROPERTIES = (('b', 'bidirectional', ()), ('c', 'category', ()), ('w', 'east_asian_width', ()), ('d', 'decimal', (None,)),
              ('m', 'mirrored', ()))


def ranges(marks):
    """(first, last, mark) of neighbours with equal marks."""
    result = []
    for c, mark in marks:
        if result and result[-1][1] == c - 1 and result[-1][2] == mark:
            result[-1][1] = c
        else:
            result.append([c, c, mark])
    return result


def text(first, last):
    return f'{first:X}' if first == last else f'{first:X}-{last:X}'


unassigned, corrected, different = [], [], []
for c in range(0x110000):
    ch = chr(c)
    if old.category(ch) == 'Cn':
        if now.category(ch) != 'Cn':
            unassigned.append((c, ''))
        continue
    parts = []
    for key, name, default in PROPERTIES:
        value = getattr(old, name)(ch, *default)
        if value != getattr(now, name)(ch, *default):
            parts.append(f'{key}={"" if value is None else value}')
    if parts:
        different.append((c, ' '.join(parts)))
    if not 0xD800 <= c < 0xE000 and old.normalize('NFD', ch) != now.normalize('NFD', ch):
        corrected.append((c, ord(old.normalize('NFD', ch))))

with open(sys.argv[1], 'w') as f:
    print(*(text(first, last) for first, last, _ in ranges(unassigned)), file=f)
    print(*(f'{c:X}={d:X}' for c, d in corrected), file=f)
    for first, last, mark in ranges(different):
        print(text(first, last), mark, file=f)
