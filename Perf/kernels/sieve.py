from _kernel import measure


def sieve(flags):
    n = len(flags)
    for i in range(n):
        flags[i] = 1
    i = 2
    while i * i < n:
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = 0
        i += 1
    count = 0
    for i in range(2, n):
        count += flags[i]
    return count


measure(sieve, [0] * 20000)
