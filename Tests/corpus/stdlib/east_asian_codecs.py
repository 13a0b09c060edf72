"""The codecs of East Asia: all their mappings, errors, states and streams."""
import codecs
import hashlib
import io

PLAIN = """gb2312 gbk gb18030 big5 cp950 big5hkscs shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213
shift_jisx0213 euc_kr cp949 johab""".split()
STATEFUL = "hz iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext".split()


def digest(data):
    return hashlib.md5(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def attempt(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


every_point = "".join(map(chr, range(0x30000)))
lone = " ".join(map(chr, range(0x30000)))
every_pair = b"\n".join(bytes([a, b]) for a in range(256) for b in range(256))
for codec in PLAIN:
    print(codec, digest(every_point.encode(codec, "replace")), digest(lone.encode(codec, "ignore")), digest(every_pair.decode(codec, "replace")))
every_triple = b"".join(bytes([0x8F, a, b]) for a in range(0xA0, 256) for b in range(0xA0, 256))
for codec in "euc_jp", "euc_jis_2004", "euc_jisx0213":
    print(codec, digest(every_triple.decode(codec, "replace")))
four = b"".join(bytes([a, b, c, d]) for a in (*range(0x81, 0x86), 0x8F, 0x90, 0x91, 0xE3, 0xE4, 0xFE) for b in range(0x30, 0x3A) for c in range(0x81, 0xFF) for d in range(0x30, 0x3A))
print("gb18030", digest(four.decode("gb18030", "replace")))
syllables = "".join(map(chr, range(0xAC00, 0xD7A4)))
print("euc_kr", syllables.encode("euc_kr").decode("euc_kr") == syllables, "뷁".encode("euc_kr"))
sets = {"iso2022_kr": [b"\x1b$)C\x0e"], "hz": [b"~{"]}
for codec in STATEFUL:
    print(codec, digest(every_point.encode(codec, "replace")), digest(lone.encode(codec, "ignore")))
    for start in sets.get(codec, [b"\x1b(J", b"\x1b(I", b"\x1b$@", b"\x1b$B", b"\x1b$(D", b"\x1b$A", b"\x1b$(C", b"\x1b$(O", b"\x1b$(P", b"\x1b$(Q"]):
        text = start + b"".join(bytes([a, b]) for a in range(0x20, 0x80) for b in range(0x20, 0x80))
        print("  ", start, digest(text.decode(codec, "replace")))
print(ascii(b"\x1b.AA\x1bNi\x1b.F\x1bNa\x1bN!\x1b$B$\"\x1b(B\x0e".decode("iso2022_jp_2", "replace")))

for codec, data in [("gbk", b"a\xff"), ("gbk", b"a\x81"), ("shift_jis", b"\x80"), ("euc_jp", b"\x8f\xa1"), ("euc_jisx0213", b"\xae\xa1"), ("gb18030", b"\x81\x30\x81"),
                    ("euc_kr", b"\xa4\xd4\xa4\xa1"), ("hz", b"~x"), ("hz", b"~{!"), ("iso2022_jp", b"\x1b$"), ("iso2022_jp", b"\x1b$B\x7f\x7f"), ("iso2022_jp", b"\x1b(Z")]:
    for errors in "strict", "ignore", "replace", "backslashreplace", "surrogateescape":
        attempt(lambda: data.decode(codec, errors))
for codec in "gbk", "iso2022_jp", "hz", "euc_kr":
    for errors in "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "no such":
        attempt(lambda: "中\u1234\U0001F600文".encode(codec, errors))


def handler(error):
    seen.append((error.start, error.end, error.reason, error.encoding))
    return answers.pop(0)


codecs.register_error("test.handler", handler)
for answer in [("é", 1)], [("文", -1)], [(b"\x00", 2)], [("", 9)], [("x", 1 << 70)], [("x",)], [(1, 1)], [("é", 1), ("", 3)]:
    seen, answers = [], list(answer)
    attempt(lambda: "éa".encode("big5", "test.handler"))
    print(seen)
    seen, answers = [], list(answer)
    attempt(lambda: b"a\xffb\xff".decode("big5", "test.handler"))
    print(seen)

for codec in PLAIN + STATEFUL:
    encoder, decoder = codecs.getincrementalencoder(codec)(), codecs.getincrementaldecoder(codec)()
    out, states = [], []
    for c in "aア亜a가中か\u309aか":
        try:
            out.append(encoder.encode(c))
        except UnicodeEncodeError as e:
            out.append(b"")
        states.append(encoder.getstate())
    out.append(encoder.encode("", True))
    print(codec, b"|".join(out), digest(repr(states)), encoder.getstate())
    back = []
    for b in b"".join(out):
        back.append(decoder.decode(bytes([b])))
        states.append(decoder.getstate())
    print(ascii("|".join(back)), digest(repr(states)), decoder.getstate())
    decoder.setstate(states[-3])
    attempt(lambda: decoder.decode(b"", True))
    decoder.reset()
    encoder.setstate(states[3])
    attempt(lambda: encoder.encode("ア", True))
    encoder.reset()
    raw = io.BytesIO(b"".join(out))
    reader = codecs.getreader(codec)(raw, "replace")
    print(ascii(reader.read(3)), ascii(reader.readline()), ascii(reader.readlines()), ascii(reader.read()), reader.errors)
    raw = io.BytesIO()
    writer = codecs.getwriter(codec)(raw, errors="ignore")
    writer.write("ア中か")
    writer.writelines(["か", "\n"])
    writer.reset()
    print(raw.getvalue())
attempt(lambda: encoder.setstate(-1))
attempt(lambda: encoder.setstate("x"))
attempt(lambda: encoder.setstate(1 << 200))
attempt(lambda: decoder.setstate((b"x", "y")))
attempt(lambda: decoder.setstate((b"123456789", 0)))
attempt(lambda: setattr(encoder, "errors", 1))
attempt(lambda: reader.read("x"))
attempt(lambda: writer.writelines(1))
attempt(lambda: codecs.getreader("gbk")(io.StringIO("x")).read())
import _codecs_cn
import _multibytecodec
attempt(lambda: _codecs_cn.getcodec("big5"))
attempt(lambda: _codecs_cn.getcodec(1))
attempt(lambda: _multibytecodec.__create_codec(1))
