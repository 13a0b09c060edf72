"""Pancake flipping over all permutations: list slices, swaps and small int loops."""
from _bench import run


def main(n):
    perm1 = list(range(n))
    count = [0] * n
    max_flips = checksum = sign = 0
    r = n
    parity = 0
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        perm = perm1[:]
        flips = 0
        first = perm[0]
        while first:
            lo = 0
            hi = first
            while lo < hi:
                perm[lo], perm[hi] = perm[hi], perm[lo]
                lo += 1
                hi -= 1
            flips += 1
            first = perm[0]
        if flips > max_flips:
            max_flips = flips
        checksum += flips if parity == 0 else -flips
        parity ^= 1
        while True:
            if r == n:
                return "%d %d" % (checksum, max_flips)
            head = perm1[0]
            for i in range(r):
                perm1[i] = perm1[i + 1]
            perm1[r] = head
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        r = max(r, 1)


DEFAULT = 9
EXPECTED = {
    6: "49 10",
    9: "8629 30",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
