"""bz2 and lzma: incremental use, limits, leftovers, filters and errors."""
import bz2
import lzma
import _lzma
import threading

text = b"".join(b"line %d of some text\n" % i for i in range(5000))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


print(bz2.compress(b"hello hello hello hello").hex())
for new_compressor, new_decompressor in (bz2.BZ2Compressor, bz2.BZ2Decompressor), (lzma.LZMACompressor, lzma.LZMADecompressor):
    c = new_compressor()
    packed = b"".join(c.compress(text[i:i + 7000]) for i in range(0, len(text), 7000)) + c.flush()
    attempt(lambda: c.compress(b"more"))
    attempt(c.flush)
    d = new_decompressor()
    out, given = [], packed + b"tail"
    while not d.eof:
        piece = b""
        if d.needs_input:
            piece, given = given[:100], given[100:]
        out.append(d.decompress(piece, max_length=999))
    print(b"".join(out) == text, max(map(len, out)), d.needs_input, d.unused_data + given)
    attempt(lambda: d.decompress(b""))
    attempt(lambda: new_decompressor().decompress("text"))
    attempt(lambda: new_decompressor().decompress(b"not compressed at all"))
    print(len(new_decompressor().decompress(packed, 0)), repr(new_decompressor().decompress(packed[:10])))

attempt(lambda: bz2.BZ2Compressor(10))
attempt(lambda: bz2.decompress(bz2.compress(b"cut")[:-3]))
print(bz2.decompress(bz2.compress(b"one ") + bz2.compress(b"two")))

chain = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2, "preset": 5, "lc": 2, "dict_size": 1 << 16}]
for form in (lzma.FORMAT_XZ, lzma.FORMAT_RAW):
    raw = lzma.compress(text, form, filters=chain)
    print(lzma.decompress(raw, form, filters=chain if form == lzma.FORMAT_RAW else None) == text)
alone = lzma.compress(text, lzma.FORMAT_ALONE)
d = lzma.LZMADecompressor()
print(d.check == lzma.CHECK_UNKNOWN, d.decompress(alone) == text, d.check)
for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256):
    d = lzma.LZMADecompressor()
    d.decompress(lzma.compress(b"", check=check))
    print(d.check, lzma.is_check_supported(check))
print(_lzma._encode_filter_properties({"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}), _lzma._decode_filter_properties(lzma.FILTER_LZMA1, b"\x5d\0\0\x10\0"))
attempt(lambda: lzma.compress(b"", lzma.FORMAT_RAW))
attempt(lambda: lzma.compress(b"", lzma.FORMAT_ALONE, filters=chain))
attempt(lambda: lzma.compress(b"", preset=3, filters=chain))
attempt(lambda: lzma.compress(b"", preset=77))
attempt(lambda: lzma.compress(b"", filters=[{"id": lzma.FILTER_LZMA2, "size": 3}]))
attempt(lambda: lzma.compress(b"", filters=[{"dist": 3}]))
attempt(lambda: lzma.compress(b"", filters=chain * 3))
attempt(lambda: lzma.decompress(b"", memlimit=-1))
attempt(lambda: lzma.decompress(lzma.compress(text), memlimit=1000))

c = bz2.BZ2Compressor()
pieces, gate = [], threading.Lock()


def feed():
    for _ in range(20):
        with gate:
            pieces.append(c.compress(b"x" * 1000))


threads = [threading.Thread(target=feed) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(bz2.decompress(b"".join(pieces) + c.flush()) == b"x" * 80000)
