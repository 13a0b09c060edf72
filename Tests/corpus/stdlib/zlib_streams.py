# Copies of streams, preset dictionaries, and what is left when a stream ends or is flushed early.
import copy
import pickle
import zlib


def tried(call):
    try:
        return call()
    except Exception as e:
        return type(e).__name__, str(e)


text = b'abc' * 1000
packed = zlib.compress(text)
one = zlib.compressobj()
start = one.compress(b'shared ' * 50)
two, three = one.copy(), copy.deepcopy(one)
for stream, end in (one, b'first'), (two, b'second'), (copy.copy(three), b'third'):
    print(zlib.decompress(start + stream.compress(end) + stream.flush())[-8:])
print(tried(one.copy), tried(lambda: one.compress(b'x')), tried(one.flush), one.flush(zlib.Z_NO_FLUSH))

d = zlib.decompressobj()
print(d.decompress(packed, 7))
e = d.copy()
print(len(d.flush()), d.eof, d.unused_data, d.unconsumed_tail)
print(tried(lambda: d.decompress(b'q')), d.unconsumed_tail, tried(d.copy), tried(d.flush))
print(len(e.decompress(e.unconsumed_tail + b'tail')), e.unused_data, e.decompress(b'more'), e.unused_data)

damaged = packed[:8] + b'\xff\xff\xff\xff' + packed[12:]
d = zlib.decompressobj()
print(tried(lambda: d.decompress(damaged, 5)), tried(d.flush), d.eof)


def with_dictionary(data, **how):
    c = zlib.compressobj(**how)
    return c.compress(data) + c.flush()


for how in dict(zdict=b'right'), dict(zdict=bytearray(b'right'), memLevel=9, level=9), dict(zdict=b''):
    data = with_dictionary(b'right and wrong', **how)
    print(zlib.decompressobj(zdict=b'right').decompress(data), tried(lambda: zlib.decompressobj().decompress(data)),
          tried(lambda: zlib.decompressobj(zdict=b'wrong').decompress(data)), tried(lambda: zlib.decompress(data)))
raw = with_dictionary(b'right and wrong', zdict=b'right', wbits=-15)
print(zlib.decompressobj(-15, b'right').decompress(raw), tried(lambda: zlib.decompressobj(-15).decompress(raw)))
print(tried(lambda: zlib.compressobj(wbits=31, zdict=b'abc')), tried(lambda: zlib.compressobj(zdict=None)),
      tried(lambda: zlib.decompressobj(zdict=None)))
for stream in zlib.compressobj(), zlib.decompressobj():
    print(tried(lambda: pickle.dumps(stream)))
print(zlib.adler32(b'a' * 100000), zlib.adler32(b''), zlib.adler32(b'abc', 7), zlib.crc32(b'abc', 7))
