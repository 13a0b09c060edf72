# The digit limit follows sys; special methods called directly; text searched in changing buffers.
import re
import sys

for limit in 0, 640, 1000:
    sys.set_int_max_str_digits(limit)
    for n in 640, 641, 1001, 5000:
        try:
            print(limit, n, len(str(int('1' * n))))
        except ValueError as e:
            print(limit, n, e)
for s in 'abc', b'abc', bytearray(b'abc'):
    try:
        getattr(s, '__mul__')('')
    except TypeError as e:
        print(e)
print((2).__mul__(''))
print(b'x'.__rmod__(b'%b-'), b'x'.__rmod__('a'), bytearray(b'x').__rmod__(bytearray(b'%b+')))


class S(str):
    def __bytes__(self):
        return B(b'own')


class B(bytes):
    pass


print(bytes(S('x')), type(bytes(S('x'))).__name__, bytes(S('x'), 'ascii'))
for args in (None, 0), ('', 0), ('xx',), (1,), (':', 0), ('\xff',):
    try:
        print(b'abc'.hex(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
data = bytearray(b'abcdefgh')
m = re.search(b'[a-h]+', data)
data[:] = b'xyz'
print(m.group())
it = re.finditer(b'x', data)
try:
    data.extend(b'more')
except BufferError as e:
    print(e)
print(len(list(it)))
data.extend(b'more')
print(data)


class Slots(bytearray):
    __slots__ = ('x',)


import copy
s = Slots(b'ab')
s.x = 5
print(copy.copy(s).x, copy.deepcopy(s))


array = bytearray(b',')
def clears():
    array.clear()
    yield b'A'
try: array.join(clears())
except BufferError as e: print(e, array)
