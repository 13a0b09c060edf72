"""A random number generator of its own, so that a seed means the same program on every implementation and version."""

MASK = (1 << 64) - 1


class Rng:
    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & MASK or 1
        for _ in range(4):
            self.next()

    def next(self):
        """The next 32 random bits (xorshift64*)."""
        s = self.state
        s ^= s >> 12
        s = (s ^ (s << 25)) & MASK
        s ^= s >> 27
        self.state = s
        return ((s * 0x2545F4914F6CDD1D) & MASK) >> 32

    def below(self, n):
        return self.next() % n

    def between(self, low, high):
        """A number from low to high, both included."""
        return low + self.next() % (high - low + 1)

    def chance(self, percent):
        return self.next() % 100 < percent

    def pick(self, items):
        return items[self.next() % len(items)]

    def weighted(self, table):
        """The value of one of the pairs (weight, value)."""
        at = self.next() % sum(weight for weight, _ in table)
        for weight, value in table:
            at -= weight
            if at < 0:
                return value
