def chain(a, b, c):
    return '"' + a + '"' + ": " + b + "," + c
def acc(n):
    out = ""
    kept = []
    for i in range(n):
        out = out + "x" + str(i)
        if i % 7 == 0: kept.append(out)
    return out, kept
def acc2(t):
    s = ""
    for c in t:
        s += c
    return s
def named(a, b):
    t = a + b
    u = t + "!" + a
    return t, u
def wide(a):
    return "é" + a + "\U0001F600" + a
for i in range(300):
    r = chain("k%d" % i, "v", "")
    t, u = named("p", str(i)); w = wide("zz")
    e = "" + str(i) + ""
o, k = acc(300)
print(r, t, u, w, len(o), [len(x) for x in k[:9]], k[3], e)
print(acc2("hello world, this is a long text that grows" * 3) == "hello world, this is a long text that grows" * 3)
a = acc2("0123456789abcdefghij"); b = a + "1"; c = a + "2"; print(b, c, a)
d = {acc2("0123456789abcdefghij"): 1}; print(d["0123456789abcdefghij"], a == "0123456789abcdefghij", hash(a) == hash("0123456789abcdefghij"))
