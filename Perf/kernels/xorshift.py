from _kernel import measure


def xorshift(x, n):
    for _ in range(n):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
    return x


measure(xorshift, 2463534242, 20000)
