"""Sorting records: keys as functions, tuples, attributes and cmp_to_key; stability; a hand-written merge sort."""
from functools import cmp_to_key
from operator import attrgetter, itemgetter

from _bench import run


class Record:
    def __init__(self, number, name, score):
        self.number = number
        self.name = name
        self.score = score

    def __lt__(self, other):
        return self.score < other.score


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    merged += left[i:]
    merged += right[j:]
    return merged


def digest(values):
    total = 0
    for value in values:
        total = (total * 31 + value) % 1000003
    return total


def main(n):
    seed = 31337
    records = []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        name = "%c%c%d" % (97 + (seed >> 9) % 26, 97 + (seed >> 16) % 26, (seed >> 4) % 100)
        records.append(Record(i, name, (seed >> 8) % 1000 / 8.0))
    out = []
    out.append(digest([r.number for r in sorted(records, key=lambda r: (r.name, -r.score))]))
    out.append(digest([r.number for r in sorted(records, key=attrgetter("score"), reverse=True)]))
    out.append(digest([r.number for r in sorted(records)]))
    rows = [(r.name, r.score, r.number) for r in records]
    out.append(digest([row[2] for row in sorted(rows)]))
    out.append(digest([row[2] for row in sorted(rows, key=itemgetter(1, 0))]))
    by_length = cmp_to_key(lambda a, b: len(a) - len(b) or (a > b) - (a < b))
    out.append(len("".join(sorted([r.name for r in records[:n // 5]], key=by_length)[:100])))
    ints = [int(r.score * 8) * 7919 % 10007 for r in records]
    out.append(digest(merge_sort(ints)))
    out.append(digest(sorted(ints)))
    floats = [r.score * 0.37 - 11 for r in records]
    floats.sort()
    out.append("%.3f" % floats[n // 2])
    words = [r.name for r in records]
    words.sort(key=str.upper)
    out.append(words[n // 3])
    return " ".join(map(str, out))


DEFAULT = 60000
EXPECTED = {
    200: "831724 466642 229662 397273 637323 155 228047 228047 9.859 hw57",
    60000: "24390 278701 692120 39315 219300 300 714086 714086 12.171 iq82",
    120000: "413242 148137 473283 501321 944133 300 150868 150868 12.125 is62",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
