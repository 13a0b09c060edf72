"""Unicode: escapes, code points beyond the BMP, normalization, names, identifiers, case."""
print("\x41\u00e9\U0001f600\N{GREEK SMALL LETTER ALPHA}\101\0".encode(), len("😀"), ord("😀"), chr(128512), "a😀b"[1], "a😀b"[::-1])
print(ascii("é😀\n"), repr("é\u200b\xa0\x7f\u0301'\""), repr("\ud800"), ascii("\ud83d\ude00"), len("\ud83d\ude00"))
print("é" == "e\u0301", sorted(["é", "z", "a", "Z", "😀", "\uffff"]), "ﬁ".upper(), "İ".lower().encode(), "ΑΣ".lower(), "ŉ".upper())
import unicodedata
print(unicodedata.normalize("NFC", "e\u0301") == "é", unicodedata.normalize("NFD", "é").encode(), unicodedata.normalize("NFKC", "ﬁ①"), unicodedata.name("é"))
print(unicodedata.category("a"), unicodedata.category("1"), unicodedata.category(" "), unicodedata.numeric("½"), unicodedata.lookup("SNOWMAN"), unicodedata.bidirectional("א"))
ﬁne = 3
print(fine, "ﬁne" in globals(), "fine" in globals())
变量 = "ok"
é = 1
print(变量, é, "变量".isidentifier(), "a-b".isidentifier(), "١".isdigit(), int("١٢"), float("١.٥"))
print("日本語".encode("utf-8"), "日本語".encode("utf-16-le"), b"\xe6\x97\xa5".decode(), "é".encode("utf-16"), "é".encode("utf-8-sig"))
for f in (lambda: "\ud800".encode(), lambda: "é".encode("ascii"), lambda: b"\xff\xfe".decode(), lambda: b"\xe6\x97".decode(), lambda: b"\xc3(".decode(), lambda: "日".encode("latin-1"), lambda: b"\x80".decode("ascii")):
    try:
        f()
    except UnicodeError as e:
        print(type(e).__name__, ascii(str(e)), e.start, e.end, e.reason)
print("é日".encode("ascii", "replace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "xmlcharrefreplace"), "é😀".encode("ascii", "backslashreplace"), "é".encode("ascii", "namereplace"))
print(ascii(b"a\xffb".decode("utf-8", "replace")), b"a\xff".decode("utf-8", "ignore"), ascii(b"\xff".decode("utf-8", "surrogateescape")), "\udcff".encode("utf-8", "surrogateescape"))
