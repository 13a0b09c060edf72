# Edges of buffered streams: results of readinto1, devices without a position, bad answers of raw streams, argument errors.
import io
import pickle


class Raw(io.RawIOBase):
    def __init__(self, parts):
        self.parts = list(parts)
        self.reads = 0

    def readable(self):
        return True

    def readinto(self, b):
        self.reads += 1
        part = self.parts.pop(0) if self.parts else b''
        b[:len(part)] = part
        return len(part)


raw = Raw((b'abc', b'de', b'fgh', b'jkl'))
f = io.BufferedReader(raw, 10)
b = bytearray(2)
print(f.peek(3), f.readinto1(b), b, raw.reads, f.readinto1(b), b, raw.reads, f.readinto1(b), b, raw.reads)
b = bytearray(20)
print(f.peek(3), f.readinto1(b), b[:6], raw.reads)


class Device(io.BytesIO):
    def seek(self, *args):
        return 0

    def tell(self):
        return 0


d = io.BufferedReader(Device(b'12'))
print(d.tell(), d.read(1), d.tell(), d.seek(0, io.SEEK_CUR))
try:
    io.BufferedReader(io.BytesIO(b'abc')).truncate()
except io.UnsupportedOperation as e:
    print(e)
bad = io.BytesIO(b'12')


class Bad(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, b):
        return b''


try:
    io.BufferedReader(Bad()).readline()
except OSError as e:
    print(e, '/', type(e.__cause__).__name__)
for tp in io.BufferedReader, io.BufferedWriter, io.BufferedRandom:
    try:
        tp(io.BytesIO(), 1024, 1024, 1024)
    except TypeError as e:
        print(e)
s = io.StringIO('text')
s.read(2)
print(pickle.loads(pickle.dumps(s)).read())
s.close()
try:
    s.__setstate__(('x', '', 0, None))
except ValueError:
    print('closed')
