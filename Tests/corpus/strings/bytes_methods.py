"""bytes and bytearray: construction, methods, mutation, errors."""
b = b"hello world"
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes.fromhex("de AD be ef"), b.hex(), b.hex(":"), b.hex("-", 4), bytes())
print(b[0], b[-1], b[1:3], b[::-1], list(b[:3]), b + b"!", b * 2, 104 in b, b"lo" in b, b.find(b"o"), b.rfind(b"o"), b.count(b"l"), b.index(b"w"), b.find(111))
print(b.upper(), b.title(), b.split(), b.split(b"o"), b.partition(b" "), b.replace(b"o", b"0"), b.startswith(b"he"), b.center(15, b"*"), b"-".join([b"a", b"b"]), b.strip(b"hd"))
print(b.decode(), b.isalpha(), b"abc".isalpha(), b"12".isdigit(), b"a\tb".expandtabs(), b"7".zfill(3), b"a\nb".splitlines(), b.translate(None, b"lo"), bytes.maketrans(b"a", b"b")[97], b"x" < b"y", b"a" == bytearray(b"a"))
a = bytearray(b"abc")
a.append(100); a.extend(b"ef"); a.extend([103]); a.insert(0, 64); a += b"!"; a[1] = 65; a[2:4] = b"XYZ"; del a[0]
print(a, a.pop(), a.pop(0), a, len(a), a.reverse(), a, a.copy() == a, a.index(b"Y"), a * 2)
a.remove(ord("Y")); a.clear()
print(a, bytearray(3), bytearray("é", "latin-1"), bytearray(b"x").hex(), hash(b"a") == hash(b"a"), b"%d" % 5)
for f in (lambda: bytes([256]), lambda: bytes(-1), lambda: bytes("a"), lambda: bytes(["a"]), lambda: b"a" + "a", lambda: b"a"[5], lambda: bytes.fromhex("0g"), lambda: bytes.fromhex("abc"), lambda: hash(bytearray()),
          lambda: bytearray().pop(), lambda: b"a".join(["a"]), lambda: bytearray(b"a").append(256), lambda: b"a".find("a"), lambda: b"" < "", lambda: bytes(1.5), lambda: bytearray(b"a").remove(5), lambda: b"a".hex("ab"), lambda: "a" in b"a", lambda: 300 in b"a"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
