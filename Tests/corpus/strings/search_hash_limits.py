# Searching is linear; hashes; conversions through subclasses; limits of recursion.
n = 200_000
A, B = 'a' * n, 'b' * n
hay = A + A + B + A + A
needle = A + B + B + A
print(hay.find(needle), hay.count(needle), (hay + needle).find(needle) == len(hay), needle in hay)
print(hay.encode().find(needle.encode()), len(hay.split(needle)), hay.replace(needle, '') == hay)
print(hash(''), hash(b''))


class F(str):
    def __float__(self):
        return float(str(self)) + 1


print(float(F('8')))


class Released:
    def __index__(self):
        m.release()
        return 4


m = memoryview(bytearray(b'\xff' * 8))
print(list(m[:Released()]))


class BadLen:
    def __iter__(self):
        return iter(range(10))

    def __len__(self):
        raise RuntimeError('hello')


try:
    bytearray().extend(BadLen())
except RuntimeError as e:
    print(e)

import re
for i in range(256):
    re.compile(r'()(?(1)\x%02x?)' % i)
import sys
sys.setrecursionlimit(60)


def f(n):
    return 0 if n == 0 else 1 + f(n - 1)


print(f(50))
try:
    f(100)
except RecursionError as e:
    print(e)
nested = []
for i in range(500):
    nested = [nested]
print(len(repr(nested)))
