from _kernel import measure


def collatz(n):
    best = 0
    for i in range(1, n):
        k, c = i, 0
        while k != 1:
            if k & 1:
                k = 3 * k + 1
            else:
                k >>= 1
            c += 1
        if c > best:
            best = c
    return best


measure(collatz, 10000)
