"""is-methods of str over different characters."""
samples = ["", "a", "A", "aB", "1", "²", "½", "٣", " ", "\t\n", "a1", "a b", "é", "ß", "ǅ", "Ab Cd", "_x", "1x", "class", "\x00", "€", "\u200b", "ª", "一", "\ud800"]
names = [n for n in dir(str) if n.startswith("is")]
print(names)
for sample in samples:
    print(ascii(sample), "".join("1" if getattr(sample, n)() else "0" for n in names))
