"""Loops over bytes and bytearrays: bounds, numbers that do not fit, and sizes that change in the loop."""

def total(data):
    s = 0
    for b in data:
        s += b
    return s

def words(data):
    words, inside = 0, 0
    for b in data:
        if b == 32 or b == 10:
            inside = 0
        elif inside == 0:
            inside = 1
            words += 1
    return words

def index(data):
    s = 0
    for i in range(len(data)):
        s += data[i] * (i & 7)
    return s

def negative(data):
    s = 0
    for i in range(1, len(data) + 1):
        s = s * 31 + data[-i] & 0xFFFFFFFF
    return s

def fill(ba, f):
    for i in range(len(ba)):
        ba[i] = f * i & 255
    return total(ba)

def store(ba, values):
    n = 0
    for i in range(len(values)):
        try:
            ba[i] = values[i]
        except (ValueError, IndexError, TypeError) as e:
            n += 1
            last = f"{type(e).__name__}: {e}"
    return n, last if n else None, bytes(ba[:10])

def sieve(n):
    flags = bytearray(n + 1)
    for i in range(2, n + 1):
        flags[i] = 1
    i = 2
    while i * i <= n:
        if flags[i]:
            j = i * i
            while j <= n:
                flags[j] = 0
                j += i
        i += 1
    c = 0
    for f in flags:
        c += f
    return c

def grow(ba, limit):
    s = 0
    for b in ba:
        s += b
        if len(ba) < limit:
            ba.append(b + 1 & 255)
    return s, len(ba)

def shrink(ba):
    s = n = 0
    for b in ba:
        s += b
        n += 1
        if n % 3 == 0:
            ba.pop()
    return s, n, len(ba)

def front(ba):
    s = n = 0
    while len(ba):
        s += ba[0] * n
        n += 1
        if n & 1:
            del ba[0]
        else:
            del ba[:2]
        for k in range(len(ba)):
            s += ba[k]
            ba[k] = ba[k] ^ 1
    return s

def beyond(data, n):
    s = 0
    try:
        for i in range(n):
            s += data[i]
    except IndexError as e:
        return s, i, str(e)
    return s

def hist(data):
    h = [0] * 256
    for b in data:
        h[b] += 1
    return h

def translate(src, table, dst):
    for i, b in enumerate(src):
        dst[i] = table[b]
    return dst

def pairs(a, b):
    d = 0
    for x, y in zip(a, b):
        if x != y: d += 1
    return d

def bools(ba):
    for i in range(len(ba)):
        ba[i] = i % 3 == 0
    return bytes(ba[:12])

class B(bytes): pass
class BA(bytearray): pass
def it(x):
    i = iter(x)
    next(i)
    s = 0
    for b in i:
        s += b
        if b == 7: break
    return s, list(i)[:3]

text = b"the quick brown fox jumps over the lazy dog\n" * 40
for r in range(12):
    out = [total(text), total(bytearray(text)), total(b""), total(B(text)), total(BA(text)), words(text), words(bytearray(text)), index(text), index(bytearray(text)), negative(text),
      negative(bytearray(text)), fill(bytearray(1000), 7), store(bytearray(300), list(range(280))), store(bytearray(5), [1, -1, 255, 256, 3, 4]), store(bytearray(5), [1, 2.5, 3, True, None]),
      sieve(1000), grow(bytearray(range(50)), 600), shrink(bytearray(range(200))), front(bytearray(range(60))), beyond(text, 3000), beyond(bytearray(text), 3000), beyond(b"", 3),
      sum(hist(text)[:120]), hist(text)[101], translate(text, bytes(range(255, -1, -1)), bytearray(len(text)))[:9], pairs(text, bytearray(text)[::-1]), bools(bytearray(50)), it(bytes(range(30))), it(bytearray(range(30))), it(B(range(20)))]
    if r in (0, 5, 11):
        for line in out:
            print(line)
