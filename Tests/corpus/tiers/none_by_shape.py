# An attribute that is None in each of several shapes.


class Item:
    def __init__(self, k):
        if k % 2:
            self.first = k
        self.other = None
        if k % 3 == 0:
            self.last = k


def counts(items):
    none = some = falsy = same = 0
    for item in items:
        if item.other is None:
            none += 1
        else:
            some += 1
        if not item.other:
            falsy += 1
        if item.other == None:
            same += 1
    return none, some, falsy, same


items = [Item(k) for k in range(12)]
for _ in range(6):
    print(counts(items))
items[5].other = 7
print(counts(items))
