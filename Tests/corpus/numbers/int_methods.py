"""Methods and attributes of int."""
n = 1234567890123
print(n.bit_length(), n.bit_count(), (-n).bit_length(), (0).bit_length(), (2**64).bit_length())
print(n.to_bytes(8, "big"), n.to_bytes(8, "little"), (-2).to_bytes(2, "big", signed=True), (5).to_bytes())
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 2, 3]))
print(n.numerator, n.denominator, n.real, n.imag, n.conjugate(), (7).as_integer_ratio(), (7).is_integer())
print(n.__floor__(), n.__ceil__(), n.__trunc__(), round(n, -4), round(15, -1), round(25, -1), round(-15, -1), round(7, 3))
print(hex(255), hex(-255), oct(8), bin(10), bin(-10), hex(2**70))
print(isinstance(True, int), issubclass(bool, int), type(True + 0), bool(0), bool(-1))
for f in (lambda: (300).to_bytes(1, "big"), lambda: (-1).to_bytes(2, "big"), lambda: (1).to_bytes(2, "middle")):
    try:
        print(f())
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
class Small(int):
    def __add__(self, other):
        return Small(int(self) + int(other) + 100)
    def __repr__(self):
        return f"Small({int(self)})"
print(Small(3) + 4, 4 + Small(3), Small(3) * 2, [Small(1)], str(Small(2)), f"{Small(5)}", hash(Small(9)) == hash(9))
