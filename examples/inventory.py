"""A stock ledger with dataclasses, enums, a protocol, a registry of reports, and its own errors."""
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from typing import Protocol


class Unit(Enum):
    PIECE = auto()
    KILO = auto()
    LITRE = auto()


class StockError(Exception):
    pass


@dataclass(frozen=True, order=True)
class Sku:
    group: str
    number: int

    def __str__(self):
        return f"{self.group}-{self.number:04d}"


@dataclass
class Item:
    sku: Sku
    name: str
    unit: Unit
    price: int
    stock: int = 0
    history: list[int] = field(default_factory=list, repr=False)

    def move(self, amount):
        if self.stock + amount < 0:
            error = StockError(f"{self.name}: {-amount} wanted, {self.stock} there")
            error.add_note(f"sku {self.sku}")
            raise error
        self.stock += amount
        self.history.append(amount)

    @property
    def value(self):
        return self.stock * self.price


class Report(Protocol):
    def __call__(self, warehouse: "Warehouse") -> Iterator[str]: ...


REPORTS: dict[str, Report] = {}


def report[R: Report](function: R) -> R:
    REPORTS[function.__name__] = function
    return function


class Warehouse:
    def __init__(self):
        self.items = {}

    def add(self, item):
        if self.items.setdefault(item.sku, item) is not item:
            raise StockError(f"{item.sku} is there already")

    def __getitem__(self, sku):
        return self.items[sku]

    def __iter__(self):
        return iter(sorted(self.items.values(), key=lambda item: item.sku))

    @cached_property
    def groups(self):
        return sorted({item.sku.group for item in self})


@report
def by_group(warehouse):
    for group in warehouse.groups:
        items = [item for item in warehouse if item.sku.group == group]
        yield f"{group}: {len(items)} items worth {sum(item.value for item in items) / 100:,.2f}"


@report
def to_reorder(warehouse):
    for item in warehouse:
        if item.stock < 10:
            yield f"{item.sku} {item.name}: {item.stock} {item.unit.name.lower()}"


def main():
    warehouse = Warehouse()
    for group, number, name, unit, price in [("FRU", 1, "apple", Unit.KILO, 249), ("FRU", 2, "melon", Unit.PIECE, 399),
                                             ("DRI", 1, "juice", Unit.LITRE, 189), ("DRI", 7, "water", Unit.LITRE, 59)]:
        warehouse.add(Item(Sku(group, number), name, unit, price))
    for sku, amount in [(Sku("FRU", 1), 40), (Sku("DRI", 1), 12), (Sku("FRU", 1), -35), (Sku("FRU", 2), -1), (Sku("DRI", 7), 144)]:
        try:
            warehouse[sku].move(amount)
        except StockError as error:
            print("refused:", error, error.__notes__)
    try:
        warehouse.add(Item(Sku("FRU", 1), "pear", Unit.KILO, 1))
    except StockError as error:
        print("refused:", error)
    for name, function in REPORTS.items():
        print(name.replace("_", " ").upper())
        for line in function(warehouse):
            print("  " + line)
    apple = warehouse[Sku("FRU", 1)]
    print(apple, apple.history)
    print(asdict(replace(apple, name="bramley", history=[])))


main()
