"""Lists of strs, sorted: few and many, in runs and at random, with equal beginnings, keys, stability."""


def numbers(count, limit, seed):
    out = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append((seed >> 8) % limit)
    return out


def rank(texts):
    order = sorted(range(len(texts)), key=lambda i: texts[i])
    for a, b in zip(order, order[1:]):
        assert texts[a] < texts[b] or texts[a] == texts[b] and a < b, (texts[a], texts[b])
    return order


makers = [
    lambda i, v: "w%d" % v,
    lambda i, v: "w%d" % (i % 101),
    lambda i, v: "%08d" % i,
    lambda i, v: "longer than eight %d" % v,
    lambda i, v: "a" * (v % 12),
    lambda i, v: "ab\0" + "\0" * (v % 9),
    lambda i, v: "\xe9t\xe9 %d" % v,
    lambda i, v: "\u0416%s" % chr(0x400 + v % 200),
    lambda i, v: ("x%d", "\u20ac%d", "\xff%d")[v % 3] % (v % 50),
    lambda i, v: ("x%d", "\U0001f600%d", "\uffff%d")[v % 3] % (v % 50),
    lambda i, v: "%d" % -i,
]
for count in (0, 1, 2, 3, 5, 20, 63, 64, 65, 300, 700, 3000):
    for number, make in enumerate(makers):
        texts = [make(i, v) for i, v in enumerate(numbers(count, 1 + count // 2, count + 1))]
        order = rank(texts)
        ranked = [texts[i] for i in order]
        assert sorted(texts) == ranked
        assert sorted(texts, reverse=True) == [texts[i] for i in sorted(range(count), key=lambda i: texts[i], reverse=True)] == ranked[::-1]
        assert sorted(ranked) == ranked and sorted(ranked[::-1]) == ranked
        assert sorted(zip(texts, range(count))) == [(texts[i], i) for i in order]
        assert [float(i) for i in order] == sorted([float(i) for i in range(count)], key=lambda x: texts[int(x)])
        checksum = 0
        for i in order:
            checksum = (checksum * 31 + i) % 1000003
        print(count, number, checksum)

words = "the quick brown fox jumps over the lazy dog The Quick".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), min(words), max(words))
