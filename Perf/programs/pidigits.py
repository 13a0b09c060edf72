"""The digits of pi by an unbounded spigot: big integer multiplication, division and comparison."""
from _bench import run


def digits():
    q, r, t, k, n, m = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            nr = 10 * (r - n * t)
            n = (10 * (3 * q + r)) // t - 10 * n
            q *= 10
            r = nr
        else:
            nr = (2 * q + r) * m
            nn = (q * (7 * k) + 2 + r * m) // (t * m)
            q *= k
            t *= m
            m += 2
            k += 1
            n = nn
            r = nr


def main(n):
    checksum = 0
    last = []
    for i, digit in zip(range(n), digits()):
        checksum = (checksum * 31 + digit * (i + 1)) % 1000003
        last.append(str(digit))
    factorial = 1
    for i in range(1, n):
        factorial *= i
    power = pow(3, n * 5, 10 ** 40 + 7)
    return "%s %d %d %d" % ("".join(last[-10:]), checksum, factorial.bit_length(), power)


DEFAULT = 3800
EXPECTED = {
    50: "1693993751 11762 209 4292973201040376599403574989332985718590",
    3800: "7029132765 44320 39702 1488575434173342267879135852656211527092",
    4900: "4038674351 317994 52993 5683213194582440690536740514208580906476",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
