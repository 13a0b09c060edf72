"""Dataclasses: frozen keys, ordering, replace, field factories, asdict, properties, and dict lookups by them."""
from dataclasses import asdict, dataclass, field, replace

from _bench import run


@dataclass(frozen=True)
class Key:
    branch: int
    account: int


@dataclass(order=True)
class Entry:
    amount: int
    day: int
    note: str = field(default="", compare=False)


@dataclass
class Account:
    key: Key
    owner: str
    entries: list = field(default_factory=list)
    limit: int = -1000

    @property
    def balance(self):
        return sum([e.amount for e in self.entries])

    def book(self, entry):
        self.entries.append(entry)


@dataclass(slots=True)
class Money:
    units: int
    currency: str = "EUR"

    def __add__(self, other):
        if self.currency != other.currency:
            raise ValueError("currencies differ")
        return Money(self.units + other.units, self.currency)


def main(n):
    accounts = {}
    total = Money(0)
    seed = 5
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        key = Key((seed >> 8) % 7, (seed >> 12) % 50)
        account = accounts.get(key)
        if account is None:
            account = accounts[key] = Account(key, "owner %d" % key.account)
        entry = Entry((seed >> 16) % 2000 - 900, i % 365)
        if entry.amount < 0:
            entry = replace(entry, note="out")
        account.book(entry)
        total = total + Money(entry.amount)
    largest = max([max(a.entries) for a in accounts.values()])
    smallest = min([min(a.entries) for a in accounts.values()])
    copies = [asdict(a) for a in list(accounts.values())[:n // 800]]
    equal = sum([Key(**c["key"]) == k for c, k in zip(copies, accounts)])
    below = sum([a.balance < a.limit for a in accounts.values()])
    return "%d %d %s %s %d %d %r" % (len(accounts), total.units, largest, smallest, equal, below, next(iter(accounts)))


DEFAULT = 120000
EXPECTED = {
    200: "150 9411 Entry(amount=1087, day=79, note='') Entry(amount=-900, day=159, note='out') 0 5 Key(branch=2, account=41)",
    120000: "350 10194845 Entry(amount=1099, day=363, note='') Entry(amount=-900, day=5, note='out') 150 1 Key(branch=2, account=41)",
    230000: "350 19340541 Entry(amount=1099, day=363, note='') Entry(amount=-900, day=4, note='out') 287 0 Key(branch=2, account=41)",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
