"""Primes by Eratosthenes with an explicit inner loop, and the sum of gaps between them."""
from _bench import run


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            j = i * i
            while j <= n:
                flags[j] = False
                j += i
        i += 1
    return flags


def main(n):
    flags = sieve(n)
    count = 0
    widest = 0
    last = 2
    for i, prime in enumerate(flags):
        if prime:
            count += 1
            if i - last > widest:
                widest = i - last
            last = i
    return "%d %d %d" % (count, last, widest)


DEFAULT = 5000000
EXPECTED = {
    1000: "168 997 20",
    5000000: "348513 4999999 154",
    9700000: "646054 9699973 154",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
