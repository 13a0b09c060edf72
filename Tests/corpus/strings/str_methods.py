"""Methods of str, one by one."""
s = "The quick brown fox"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), "straße".upper(), "ǅ".title(), "ß".casefold())
print(s.find("q"), s.find("zz"), s.rfind("o"), s.index("brown"), s.count("o"), s.count(""), s.find("", 5), s.find("o", 13, 15))
print(s.startswith("The"), s.startswith(("a", "T")), s.endswith("x"), s.startswith("quick", 4), s.endswith("", 100), s.endswith("k", 0, 9))
print(s.replace("o", "0"), s.replace("o", "0", 1), s.replace("", "-"), "aaa".replace("a", "b", 2), s.replace("xyz", ""))
print(s.split(), s.split(" ", 1), s.rsplit(" ", 1), s.rsplit(None, 2), " a  b ".split(" "), " a  b ".split(), "".split(), "".split(","))
print("a\nb\r\nc\rd\x0be\u2028f".splitlines(), "a\nb\n".splitlines(True), "\n".splitlines(), "".splitlines())
print(s.partition(" "), s.rpartition(" "), s.partition("zz"), s.rpartition("zz"))
print("xxabcxx".strip("x"), "  a ".strip() + "|", "abc".lstrip("ba"), "abc".rstrip("cb"), "\t\u3000 z \n".strip())
print("-".join(["a", "b"]), "".join(()), ",".join("xyz"), "a".center(5, "*"), "ab".center(5), "a".ljust(3) + "|", "a".rjust(3, "0"))
print("42".zfill(5), "-42".zfill(5), "+4".zfill(1), "".zfill(2), "a\tb\tcc".expandtabs(4), "\t".expandtabs(0) + "|")
print("unhappy".removeprefix("un"), "unhappy".removesuffix("py"), "x".removeprefix("xx"), "abc".encode(), "é".encode("latin-1"))
print("abc".translate({97: "x", 98: None, 99: 100}), str.maketrans("ab", "xy", "z"), "azb".translate(str.maketrans("ab", "xy", "z")))
