"""Upper, lower and title case of every character of the Basic Multilingual Plane, and of texts where the neighbours count."""
import zlib

TEXTS = ["", "a", "A", "hello world", "HELLO wORLD it's 3rd", "naïve café – Ünïcödé", "ßtraße", "ΑΣ ΟΔΟΣ. ΑΣΑ", "ŉ ǰ ΐ", "İstanbul", "ǆ ǅ Ǆ", "𐐀𐐨 x",
         "they're bill's", "x1y2 Z9", "a" * 40 + "B" * 40, "\u1e9e", "ﬁ", "K", "Å", "ÿ", "µ", "ı", "ſ", "ა", "Ა"]

for t in TEXTS:
    print(ascii([t.upper(), t.lower(), t.title(), t.capitalize(), t.swapcase(), t.casefold()]))
checksum = 0
for c in range(0x11000):
    if 0xD800 <= c < 0xE000:
        continue
    t = chr(c)
    for x in (t.upper(), t.lower(), t.title(), t.capitalize(), t.swapcase(), ("a" + t).upper(), ("A" + t).lower(), (t + "bC").title(), (t + "bC").capitalize(),
              (t + "bC").swapcase()):
        checksum = zlib.crc32(x.encode(), checksum)
print(checksum)
