"""Dict and set work: group by, inverted index, set algebra, nested dicts, deletions, insertion order, int and tuple keys."""
from _bench import run


def group(values, size):
    groups = {}
    for v in values:
        groups.setdefault(v % size, []).append(v)
    return groups


def inverted(documents):
    index = {}
    for number, words in documents.items():
        for word in words:
            if word not in index:
                index[word] = set()
            index[word].add(number)
    return index


def sieve_set(n):
    candidates = set(range(2, n))
    primes = []
    for i in range(2, n):
        if i in candidates:
            primes.append(i)
            candidates -= set(range(i * i, n, i))
    return primes


class Cache:
    """Keeps the most recently used entries, by the order of a dict."""

    def __init__(self, size):
        self.size = size
        self.entries = {}
        self.hits = 0

    def get(self, key):
        if key in self.entries:
            value = self.entries.pop(key)
            self.hits += 1
        else:
            value = key * key
            if len(self.entries) >= self.size:
                del self.entries[next(iter(self.entries))]
        self.entries[key] = value
        return value


def main(n):
    seed = 77
    values = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        values.append(seed >> 9)
    groups = group(values, 257)
    checksum = sum([k * len(v) for k, v in groups.items()])
    documents = {i: ["w%d" % (v % 101) for v in values[i * 10:i * 10 + 10]] for i in range(n // 10)}
    index = inverted(documents)
    both = 0
    names = list(index)
    for i in range(len(names) - 1):
        a = index[names[i]]
        b = index[names[i + 1]]
        both += len(a & b) + len(a ^ b) - len(a | b) + len(a - b)
    edges = {}
    for i, v in enumerate(values):
        pair = (v % 60, (v >> 6) % 60)
        edges[pair] = edges.get(pair, 0) + i
    inverse = {total: pair for pair, total in edges.items()}
    cache = Cache(500)
    for v in values:
        cache.get(v % 1500)
    live = dict(enumerate(values))
    for key in range(0, n, 3):
        del live[key]
    for key in list(live)[::2]:
        live[key] = live.pop(key) + 1
    merged = {**edges, **{pair: 1 for pair in inverse.values()}} | {(0, 0): 5}
    return "%d %d %d %d %d %d %d" % (checksum, both, len(inverse), cache.hits, sum(live.values()) % 1000003,
                                     sum(merged.values()), len(sieve_set(n // 4)))


DEFAULT = 260000
EXPECTED = {
    100: "13492 33 99 2 882108 104 9",
    260000: "33240573 225126 3600 86566 278429 3604 6493",
    740000: "94761995 640399 3599 246546 653759 69690154 16745",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
