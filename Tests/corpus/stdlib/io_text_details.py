# Text over a pair of streams, what is held back and when it is written, close() that flushes, names that are no C strings.
import codecs
import io
import os
import tempfile

pair = io.BufferedRWPair(io.BytesIO(b'one\ntwo\nthree\n'), io.BytesIO())
text = io.TextIOWrapper(pair, encoding='ascii')
first = text.readline()
text.write(first)
print(first, text.readline(), text.read())


class Sink(io.RawIOBase):
    def __init__(self):
        self.parts, self.more = [], True

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        if self.more:
            self.more = False
            text.write('middle')
        return len(data)


for big in 'g' * 8192, '\xe9' * 8192, 'g' * 8191:
    sink = Sink()
    text = io.TextIOWrapper(sink, encoding='utf-8')
    text.write('abc')
    text.write('d\xe9f')
    text.write(big)
    print([len(p) for p in sink.parts])
    text.flush()
    print([(len(p), p[:8]) for p in sink.parts])

with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, 'file')
    for how in dict(buffering=0), dict(buffering=0, opener=lambda p, f: os.open(p, f)), {}:
        f = open(path, 'wb', **how)
        seen = []

        def bad_flush():
            seen.append(f.closed)
            raise OSError('flush')

        f.flush = bad_flush
        try:
            f.close()
        except OSError as e:
            print(e, f.closed, seen)
        f.flush = lambda: None
    descriptor = os.open(path, os.O_WRONLY)
    f = open(descriptor, 'wb', buffering=0, closefd=False)
    f.flush = bad_flush
    try:
        f.close()
    except OSError as e:
        print(e, f.closed, seen)
    os.close(descriptor)

for name in '\udcfe', 'utf-8\0', 'a\udcfe':
    for call in (lambda: codecs.lookup(name), lambda: 'a'.encode(name), lambda: b'a'.decode(name), lambda: codecs.encode('a', name), lambda: str(b'a', name),
                 lambda: bytes('a', name), lambda: codecs.lookup_error(name), lambda: codecs.getincrementaldecoder(name),
                 lambda: codecs.register_error(name, len), lambda: io.TextIOWrapper(io.BytesIO(), name), lambda: io.TextIOWrapper(io.BytesIO(), 'ascii', name),
                 lambda: 'a'.encode('ascii', name), lambda: '\xff'.encode('ascii', name), lambda: b'\xff'.decode('utf-8', name)):
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, e)


class NoPath:
    __fspath__ = None


try:
    os.fspath(NoPath())
except TypeError as e:
    print(e)
