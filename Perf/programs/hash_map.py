"""A hash map written in Python with open addressing, used like a dict: attribute-heavy methods and dunder calls."""
from _bench import run


class HashMap:
    EMPTY = object()
    GONE = object()

    def __init__(self):
        self.mask = 7
        self.keys_ = [HashMap.EMPTY] * 8
        self.values_ = [None] * 8
        self.used = 0
        self.filled = 0
        self.probes = 0

    def __len__(self):
        return self.used

    def find(self, key):
        keys = self.keys_
        i = hash_of(key) & self.mask
        free = -1
        while True:
            self.probes += 1
            other = keys[i]
            if other is HashMap.EMPTY:
                return free if free >= 0 else i, False
            if other is HashMap.GONE:
                if free < 0:
                    free = i
            elif other == key:
                return i, True
            i = (i + 1) & self.mask

    def __getitem__(self, key):
        i, found = self.find(key)
        if not found:
            raise KeyError(key)
        return self.values_[i]

    def __setitem__(self, key, value):
        i, found = self.find(key)
        if not found:
            if self.keys_[i] is HashMap.EMPTY:
                self.filled += 1
            self.keys_[i] = key
            self.used += 1
        self.values_[i] = value
        if self.filled * 3 > self.mask * 2:
            self.grow()

    def __delitem__(self, key):
        i, found = self.find(key)
        if not found:
            raise KeyError(key)
        self.keys_[i] = HashMap.GONE
        self.values_[i] = None
        self.used -= 1

    def __contains__(self, key):
        return self.find(key)[1]

    def __iter__(self):
        for key in self.keys_:
            if key is not HashMap.EMPTY and key is not HashMap.GONE:
                yield key

    def get(self, key, default=None):
        i, found = self.find(key)
        return self.values_[i] if found else default

    def grow(self):
        old_keys = self.keys_
        old_values = self.values_
        self.mask = self.mask * 2 + 1 if self.used * 2 > self.mask else self.mask
        self.keys_ = [HashMap.EMPTY] * (self.mask + 1)
        self.values_ = [None] * (self.mask + 1)
        self.used = self.filled = 0
        for key, value in zip(old_keys, old_values):
            if key is not HashMap.EMPTY and key is not HashMap.GONE:
                i, _ = self.find(key)
                self.keys_[i] = key
                self.values_[i] = value
                self.used += 1
                self.filled += 1


def hash_of(key):
    if isinstance(key, int):
        return (key * 2654435761) >> 7
    h = 5381
    for ch in key:
        h = (h * 33 + ord(ch)) & 0xFFFFFFFF
    return h


def main(n):
    table = HashMap()
    for i in range(n):
        table[i * 37 % 5003] = i
        if i % 5 == 0:
            table["k%d" % (i % 400)] = i
        if i % 3 == 0 and i * 11 % 5003 in table:
            del table[i * 11 % 5003]
    missing = 0
    for i in range(n // 10):
        try:
            table[-i]
        except KeyError:
            missing += 1
    total = sum([table[k] for k in table])
    return "%d %d %d %d %s" % (len(table), total, missing, table.probes, table.get("k15"))


DEFAULT = 290000
EXPECTED = {
    100: "119 5900 10 1070 15",
    290000: "4249 1222451708 29000 830016 289615",
    1100000: "4248 4663048187 110000 3093375 1099615",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
