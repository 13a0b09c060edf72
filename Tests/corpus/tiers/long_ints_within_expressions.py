def f(n):
    q, r, t = 3 ** 500, 7 ** 480, 5 ** 450
    acc = 0
    for i in range(n):
        a = (4 * q + r - t) * (q + 1) // (t * (i + 1))
        b = (q * 7 + 2 + r * 3) // (t * 5) + (q - q) + (r + 0) * 1
        c = (q + 0) * (r - 0) - (q * 1) * r
        d = -(q + r) * (t + i) // (r * 3)
        try:
            e = (q * r + 1) // (i - i)
        except ZeroDivisionError:
            e = q * r + 5
        g = (q + r) * (q + r) - (q - r) * (q - r) - 4 * (q * r)
        x = q + r
        y = x * 3 + (x - 1) * x
        acc = (acc * 31 + a + b + c + d + e + g + y) % (10 ** 60 + 7)
        if i % 5 == 0:
            q = q * 3 // 2 + 1
            r += q // 7
        assert x == q + r or i % 5 == 0
        s = q * 1000000007 + r * 3 - (t * 2 + 1)
        acc += s % 97
    return acc, hash(q), len(str(r)), str(q)[:20]
def sizes(n):
    out = []
    v = 1
    for i in range(1, n):
        v = v * (i + 1000000) + (v * 3 - v) * 2
        w = (v * 5 + i) * 7 - (v * 35 + i * 7)
        out.append((w, v.bit_length()))
    return out[-1], sum(b for _, b in out), v % 1000003
for k in range(3):
    print(f(120))
for k in range(3):
    print(sizes(400))
