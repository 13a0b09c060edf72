# Names of codecs, notes of failing ones, Unicode 3.2, IDNA.
import codecs
import unicodedata
from unicodedata import ucd_3_2_0 as old


def search(name):
    return (1, 2, 3, 4) if name == 'aaa_8' else None


codecs.register(search)
for name in 'aaa_8', 'AAA-8', 'AAA---8', 'AAA   8', 'aaa\xe9\u20ac-8':
    print(codecs.lookup(name))
for name in 'AAA.8', 'bbb':
    try:
        codecs.lookup(name)
    except LookupError as e:
        print(e)
for f in (lambda: codecs.decode(b'hello', 'hex_codec'), lambda: '\u20ac'.encode('cp437'), lambda: b'\x81'.decode('cp1252')):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, getattr(e, '__notes__', None))
print('pyth\xf6n.org'.encode('idna'), b'xn--pythn-mua.org'.decode('idna'))
for c in 'A\u0220\u0221\u0234\u20ac\u0669\U0001d74f\u1806\u2e80\uff11\u0b66':
    print(f'{ord(c):x}', old.category(c), old.bidirectional(c), old.combining(c), old.mirrored(c), old.east_asian_width(c),
          old.decimal(c, None), old.digit(c, None), old.numeric(c, None), old.decomposition(c), old.name(c, None))
print(old.normalize('NFC', '\u2126e\u0301') == unicodedata.normalize('NFC', '\u2126e\u0301'), old.unidata_version)
print([f'{ord(old.normalize("NFD", chr(c))):x}' for c in (0x2f868, 0x2f874, 0x2f91f, 0x2f95f, 0x2f9bf)])
