"""Iterating and comparing strings, multiplication, membership, interning-free identity, translate and format of parts."""
s = "héllo 😀"
print(list(s), [ord(c) for c in s], len(s), s[::-1], "".join(reversed(s)), sorted(s), max(s), min(s), set("aab") == {"a", "b"}, list(enumerate("ab")), dict(zip("ab", "cd")))
print("a" < "b", "a" < "B", "abc" < "abd", "" < "a", "a" * 0, "ab" * -1, 3 * "x", "é" > "z", "😀" > "\uffff", "Z" < "a" <= "a", "a" == "a\x00", "ab" in "cabd", "" in "", "x" not in "y")
out = ""
for i in range(50):
    out += chr(97 + i % 26) * (i % 3)
    if i % 10 == 9: out = out[5:] + "|"
print(out, out.count("a"), out.split("|"), hash(out) == hash("".join(list(out))))
words = "the cat the dog".split()
print({w: words.count(w) for w in words}, " ".join(w.capitalize() for w in words), "-".join(map(str, range(5))), "abc".join("123"), ",".join(["only"]))
vowels = sum(c in "aeiou" for c in "programming language")
print(vowels, "".join(c for c in "a1b2" if c.isdigit()), "".join(chr((ord(c) - 97 + 13) % 26 + 97) for c in "hello"), "racecar" == "racecar"[::-1], "%s" * 3 % ("a", "b", "c"), "tEsT".swapcase(), "a,b,,c".split(","), "  x ".strip().join("()"))
big = "x" * 100000 + "needle" + "y" * 1000
print(big.find("needle"), big.rfind("x"), len(big.replace("x", "")), big.count("y"), big.index("dle"), "needle" in big, big.partition("needle")[1], hash(big) == hash(big[:]), big[99998:100008])
it = iter("abc")
print(next(it), list(it), "abc".__iter__().__next__(), "abc".__contains__("b"), "abc".__getitem__(slice(1, None)), "abc".__len__(), "a".__add__("b"), "x".__mul__(3), str.__lt__("a", "b"))
