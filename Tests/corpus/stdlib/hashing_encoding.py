"""hashlib, zlib, base64, binascii, codecs, hmac, uuid from names, urllib.parse, html."""
import base64, binascii, codecs, hashlib, hmac, html, urllib.parse, uuid, zlib
for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s"):
    print(name, hashlib.new(name, b"hello").hexdigest()[:32])
for name in ("sha512_224", "SHA512-256", "md5-sha1", "rmd160", "sm3"):
    h = hashlib.new(name, b"hello" * 40)
    print(h.name, h.digest_size, h.block_size, h.hexdigest(), name in hashlib.algorithms_available)
h = hashlib.sha256(); h.update(b"hel"); k = h.copy(); h.update(b"lo")
print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), k.digest() != h.digest(), h.name, h.digest_size, h.block_size, hmac.new(b"key", b"msg", "sha256").hexdigest()[:16], hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10).hex()[:16])
print(zlib.crc32(b"hello"), zlib.adler32(b"hello"), binascii.crc32(b"a"), zlib.decompress(zlib.compress(b"abc" * 100)) == b"abc" * 100, binascii.hexlify(b"\x01\xff"), binascii.unhexlify("01ff"))
print(base64.b64encode(b"hello\xff"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"), base64.a85encode(b"hello"))
print(codecs.encode("hello", "rot13"), codecs.lookup("UTF8").name, "é".encode("cp1252"), b"\x80".decode("cp1252"), "é".encode("utf-7"), "ü".encode("punycode"), "bücher".encode("idna"), "a".encode("utf-32-be"), b"\xff\xfea\x00".decode("utf-16"), "€".encode("iso8859-15"), "ж".encode("koi8-r"), codecs.BOM_UTF8, "x\ty".encode("unicode_escape"), b"\\u00e9".decode("unicode_escape"))
d = codecs.getincrementaldecoder("utf-8")()
print(d.decode(b"\xc3"), d.decode(b"\xa9"), d.decode(b"", True) == "")
print(urllib.parse.quote("a b/é?"), urllib.parse.unquote("%C3%A9+"), urllib.parse.urlencode({"a": 1, "b": "x y"}), urllib.parse.parse_qs("a=1&a=2&b="), urllib.parse.urlsplit("http://u:p@h:80/p;x?q=1#f"), urllib.parse.urljoin("http://a/b/c", "../d"), html.escape("<a & 'b'>"), html.unescape("&lt;&eacute;&#65;&amp"), uuid.uuid5(uuid.NAMESPACE_DNS, "x"), uuid.UUID(int=5))
for f in (lambda: base64.b64decode("a"), lambda: binascii.unhexlify("0"), lambda: zlib.decompress(b"bad"), lambda: hashlib.new("nope"), lambda: "x".encode("nope"), lambda: hashlib.sha256("text"), lambda: uuid.UUID("x")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def scrypt(*args, **kw):
    try:
        print(hashlib.scrypt(*args, **kw).hex())
    except Exception as e:
        print(type(e).__name__, e)
scrypt(b"password", salt=b"NaCl", n=64, r=8, p=2, dklen=20)
scrypt(b"", salt=b"", n=16, r=1, p=1)
for kw in {}, {"salt": b"s"}, {"salt": b"s", "n": 3}, {"salt": b"s", "n": "2"}, {"salt": b"s", "n": 2**15, "r": 8, "p": 1}, {"salt": b"s", "n": 2, "r": 0, "p": 1}, {"salt": b"s", "n": 2, "r": 1, "p": 1, "dklen": 0}, {"salt": b"s", "n": 2, "r": 1, "p": 1, "maxmem": -1}:
    scrypt(b"a", **kw)
print(repr(hashlib.shake_128())[:27])
