"""Writes Runtime/Text/Data/unicode.bin and names.bin and Runtime/Text/Latin1Table.cs from the unicodedata module of the CPython
that runs this.

Run it under CPython 3.13 (Unicode 15.1):  python3 gen.py ../../Runtime/Text

unicode.bin, little-endian, 4-byte aligned: magic "TPU1", the number of sections, then for each section its offset and length in
bytes, then the sections:

    0 records    8 int32 each: see `record`
    1 index1     uint16 for each 128 code points: the block
    2 index2     uint16 for each code point of each block: the record
    3 fullcase   for each entry 4 int32 (lower, upper, title, fold): start << 4 | length in section 4
    4 fullchars  int32 code points
    5 numeric    doubles
    6 decomp1    uint16 for each 128 code points: the block
    7 decomp2    uint16 for each code point of each block: the start in section 8 (0: none)
    8 decomp     int32: tag << 8 | length, then the code points
    9 tags       the tags' text, separated by zeros
   10 pairs      sorted uint64 triples packed as (first << 42 | second << 21 | composed)

names.bin is a zlib stream of UTF-8 text: lines of "<hexadecimal step from the previous code point> <name>", an empty line, lines of
"<hexadecimal code points> <alias or named sequence>".
"""
import _sre
import ctypes
import struct
import sys
import unicodedata as u
import zlib

MAX = 0x110000
assert u.unidata_version == '15.1.0'

CATEGORIES = 'Cn Lu Ll Lt Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Cn Lm Lo Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So'.split()
BIDI = ['', 'L', 'LRE', 'LRO', 'R', 'AL', 'RLE', 'RLO', 'PDF', 'EN', 'ES', 'ET', 'AN', 'CS', 'NSM', 'BN', 'B', 'S', 'WS', 'ON',
        'LRI', 'RLI', 'FSI', 'PDI']
WIDTHS = ['N', 'H', 'W', 'Na', 'A', 'F']

(ALPHA, DECIMAL, DIGIT, NUMERIC, LOWER, UPPER, TITLE, SPACE, PRINTABLE, ID_START, ID_CONTINUE, LINE_BREAK, CASED, CASE_IGNORABLE,
 MIRRORED, NFC, NFD, NFKC, NFKD) = (1 << i for i in range(19))


def pairs():
    result = {}
    for c in range(MAX):
        d = u.decomposition(chr(c))
        if d and not d.startswith('<'):
            parts = [int(x, 16) for x in d.split()]
            if len(parts) == 2 and u.normalize('NFC', chr(parts[0]) + chr(parts[1])) == chr(c):
                result[parts[0], parts[1]] = c
    return result


PAIRS = pairs()
SECONDS = {second for _, second in PAIRS} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))


def casing(ch):
    """(cased, ignorable) found out by how str.lower treats a sigma after it."""
    alone = (ch + '\u03a3').lower()[-1] == '\u03c2'       # cased and not ignorable, before the sigma
    after_a = ('A' + ch + '\u03a3').lower()[-1] == '\u03c2'  # cased or ignorable
    if alone:
        return True, False
    if after_a:
        return ch.islower() or ch.isupper() or ch.istitle(), True
    return False, False


records = {}
numerics = {0.0: 0}
full = {}
full_chars = []


def add_chars(text):
    start = len(full_chars)
    full_chars.extend(map(ord, text))
    return start << 4 | len(text)


def record(c):
    ch = chr(c)
    flags = 0
    flags |= ALPHA if ch.isalpha() else 0
    flags |= DECIMAL if ch.isdecimal() else 0
    flags |= DIGIT if ch.isdigit() else 0
    flags |= NUMERIC if ch.isnumeric() else 0
    flags |= LOWER if ch.islower() else 0
    flags |= UPPER if ch.isupper() and u.category(ch) != 'Lt' else 0
    flags |= TITLE if u.category(ch) == 'Lt' else 0
    flags |= SPACE if ch.isspace() else 0
    flags |= PRINTABLE if ch.isprintable() else 0
    flags |= ID_START if ch.isidentifier() and ch != '_' else 0
    flags |= ID_CONTINUE if ('a' + ch).isidentifier() else 0
    flags |= LINE_BREAK if len(('a' + ch + 'b').splitlines()) == 2 else 0
    cased, ignorable = casing(ch)
    flags |= CASED if cased else 0
    flags |= CASE_IGNORABLE if ignorable else 0
    flags |= MIRRORED if u.mirrored(ch) else 0
    if not 0xD800 <= c < 0xE000:
        starter = u.combining(ch) == 0
        for form, bit in (('NFC', NFC), ('NFD', NFD), ('NFKC', NFKC), ('NFKD', NFKD)):
            if starter and u.normalize(form, ch) == ch and not ('C' in form and c in SECONDS):
                flags |= bit
    else:
        flags |= NFC | NFD | NFKC | NFKD
    lower, upper, title, fold = ch.lower(), ch.upper(), ch.title(), ch.casefold()
    if c == 0x3A3:
        lower = '\u03c3'
    simple_lower = _sre.unicode_tolower(c)
    simple_title = ord(title[0])  # as _PyUnicode_ToTitlecase: the first of several
    simple_upper = ord(upper[0])
    index = 0
    if len(lower) > 1 or len(upper) > 1 or len(title) > 1 or fold != chr(simple_lower):
        index = full.setdefault((lower, upper, title, fold), len(full) + 1)
    number = u.numeric(ch, None)
    return (
        flags | CATEGORIES.index(u.category(ch), 1 if u.category(ch) != 'Cn' else 0) << 24,
        BIDI.index(u.bidirectional(ch)) | u.combining(ch) << 8 | WIDTHS.index(u.east_asian_width(ch)) << 16
        | u.decimal(ch, -1) + 1 << 20 | u.digit(ch, -1) + 1 << 24,
        numerics.setdefault(number, len(numerics)) if number is not None else 0,
        simple_lower - c, simple_upper - c, simple_title - c, index, 0)


def two_stages(values):
    blocks, first, second = {}, [], []
    for start in range(0, MAX, 128):
        block = tuple(values[start:start + 128])
        if block not in blocks:
            blocks[block] = len(blocks)
            second.extend(block)
        first.append(blocks[block])
    return struct.pack(f'<{len(first)}H', *first), struct.pack(f'<{len(second)}H', *second)


def tables():
    ids = [records.setdefault(record(c), len(records)) for c in range(MAX)]
    index1, index2 = two_stages(ids)
    entries = [[add_chars(text) for text in key] for key in full]

    tags, decomp, starts, known = {'': 0}, [0], [], {}
    for c in range(MAX):
        d = u.decomposition(chr(c))
        if not d:
            starts.append(0)
            continue
        if d not in known:
            parts = d.split()
            tag = tags.setdefault(parts.pop(0) if d.startswith('<') else '', len(tags))
            known[d] = len(decomp)
            decomp.append(tag << 8 | len(parts))
            decomp.extend(int(x, 16) for x in parts)
        starts.append(known[d])
    decomp1, decomp2 = two_stages(starts)
    packed = sorted(a << 42 | b << 21 | c for (a, b), c in PAIRS.items())
    return [
        b''.join(struct.pack('<8i', *r) for r in records),
        index1, index2,
        b''.join(struct.pack('<4i', *e) for e in [[0] * 4] + entries),
        struct.pack(f'<{len(full_chars)}i', *full_chars),
        struct.pack(f'<{len(numerics)}d', *numerics),
        decomp1, decomp2,
        struct.pack(f'<{len(decomp)}i', *decomp),
        '\0'.join(tags).encode(),
        struct.pack(f'<{len(packed)}Q', *packed)]


def names():
    class Api(ctypes.Structure):
        _fields_ = [('getname', ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)),
                    ('getcode', ctypes.c_void_p)]

    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype = ctypes.c_void_p
    get.argtypes = [ctypes.py_object, ctypes.c_char_p]
    api = Api.from_address(get(u._ucnhash_CAPI, b'unicodedata._ucnhash_CAPI'))
    lines, previous = [], 0
    for c in range(MAX):
        name = u.name(chr(c), '')
        if not name or name.startswith('HANGUL SYLLABLE ') or name == f'CJK UNIFIED IDEOGRAPH-{c:X}':
            continue
        lines.append(f'{c - previous:X} {name}')
        previous = c
    lines.append('')
    buffer = ctypes.create_string_buffer(300)
    for c in range(0xF0000, 0xF1000):
        if api.getname(c, buffer, 300, 1):
            name = buffer.value.decode()
            lines.append(''.join(f'{ord(x):X}_' for x in u.lookup(name))[:-1] + ' ' + name)
    return zlib.compress('\n'.join(lines).encode(), 9)


def latin1():
    rows = []
    for start in range(0, 256, 8):
        rows.append('        ' + ' '.join(f'0x{record(c)[0]:08X},' for c in range(start, start + 8)))
    return (
        'namespace TieredPy.Runtime.Text;\n\n'
        '/// <summary>The properties of the first 256 code points, so that programs that use no others load no tables.</summary>\n'
        '/// <remarks>Written by tools/UnicodeTables/gen.py.</remarks>\n'
        'internal static class Latin1Table\n{\n    public static ReadOnlySpan<uint> Flags =>\n    [\n'
        + '\n'.join(rows) + '\n    ];\n}\n')


def main(folder):
    sections = tables()
    header = 8 + 8 * len(sections)
    header += -header % 8
    body, places = b'', []
    for section in sections:
        places.append((header + len(body), len(section)))
        body += section + b'\0' * (-len(section) % 8)
    head = b'TPU1' + struct.pack('<i', len(sections)) + b''.join(struct.pack('<ii', *p) for p in places)
    with open(folder + '/Data/unicode.bin', 'wb') as out:
        out.write(head.ljust(header, b'\0') + body)
    with open(folder + '/Data/names.bin', 'wb') as out:
        out.write(names())
    with open(folder + '/Latin1Table.cs', 'w') as out:
        out.write(latin1())


main(sys.argv[1])
