"""Loops whose ints pass 64 bits, turn to floats, or mix types in mid-loop."""
def power(n):
    x = 1
    for i in range(n):
        x *= 3
    return x
print(power(39), power(40), power(41), power(100))
def total(values):
    t = 0
    for v in values:
        t += v
    return t
print(total([2**62, 2**62]), total([1, 2.5, 3]), total([True, 2**63 - 1, 1]), total([0.1] * 3 + [1]), total([1, 1j]), total([-2**63, -1]))
def fib(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
print(fib(92), fib(93), fib(200))
x = 9223372036854775800
steps = []
while len(steps) < 12:
    steps.append(x)
    x += 1
print(steps[-5:])
y = -9223372036854775800
for _ in range(20): y -= 1
print(y, -y, abs(y), y // -1, y * -1, y - 1 + 1)
h = 0
for ch in "hash me please" * 20:
    h = (h * 31 + ord(ch)) & 0xFFFFFFFF
print(h)
h = 14695981039346656037
for ch in b"fnv":
    h = ((h ^ ch) * 1099511628211) % 2**64
print(h)
m = 1
for i in range(70): m <<= 1
print(m, m >> 69, [1 << i for i in (61, 62, 63, 64)])
c, n = 27, 0
while c != 1:
    c = c * 3 + 1 if c % 2 else c // 2
    n += 1
print(n)
z = 1
for i in range(1, 30):
    z = z * i if i != 15 else z * 1.0
print(z)
print(sum(range(10**6)), sum([2**62] * 4), max([2**70, 1.5, -3]), min(-2**70, -1e30), sorted([2**64, 1, 2.5, -2**64]))
def count(limit):
    i = 2**63 - 3
    while i < limit: i += 1
    return i
print(count(2**63 + 2))
