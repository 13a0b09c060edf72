# Calls that meet several functions of one code object, each with its own closure and globals.
def adder(k, step):
    def add(x):
        return x + k * step
    return add


def choose(fs, n):
    out = []
    for i in range(n):
        f = fs[i % len(fs)]
        out.append(f(i))
    return out


def other(x):
    return -x


for fs in ([adder(1, 1)], [adder(1, 2), adder(2, 2)], [adder(1, 2), other, adder(5, 3)], [adder(k, k) for k in range(9)]):
    print(choose(fs, 5), choose(fs, 60)[-6:])


def one_of(chars):
    return lambda text, i, k: i < len(text) and (text[i] in chars) and k(i + 1)


def seq(parts):
    def match(text, i, k, n=0):
        if n == len(parts):
            return k(i)
        return parts[n](text, i, lambda j: match(text, j, k, n + 1))
    return match


def star(part, least):
    def match(text, i, k, count=0):
        more = part(text, i, lambda j: j > i and match(text, j, k, count + 1))
        if more:
            return more
        return count >= least and k(i)
    return match


m = seq([star(one_of("abc"), 1), one_of("-"), star(one_of("0123"), 1), one_of("abc")])
m2 = seq([one_of("x"), star(one_of("abc"), 0)])
seen = set()
for _ in range(40):
    tot = []
    for t in ["abcabc-0123a", "ab-01", "abc-0x", "xxxa", "a-0b", "xa-0bxxx", "", "abc-xb"]:
        for i in range(len(t)):
            ends = []
            for mm in (m, m2):
                tot.append(bool(mm(t, i, lambda j: ends.append(j) or j % 3 == 0)))
            tot.append(tuple(ends))
    seen.add(tuple(tot))
print(len(seen), tot)
