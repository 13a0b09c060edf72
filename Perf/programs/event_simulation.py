"""Customers pass through queues of a shop: an event loop over heapq with handlers as bound methods."""
import heapq

from _bench import run


class Clock:
    def __init__(self):
        self.now = 0
        self.order = 0
        self.events = []

    def after(self, delay, action, subject):
        self.order += 1
        heapq.heappush(self.events, (self.now + delay, self.order, action, subject))

    def run(self):
        count = 0
        events = self.events
        while events:
            self.now, _, action, subject = heapq.heappop(events)
            action(subject)
            count += 1
        return count


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit


class Customer:
    def __init__(self, number, arrived, wishes):
        self.number = number
        self.arrived = arrived
        self.wishes = wishes
        self.queued = arrived


class Station:
    def __init__(self, shop, name, servers, pace):
        self.shop = shop
        self.name = name
        self.free = servers
        self.pace = pace
        self.waiting = []
        self.head = 0
        self.waited = 0
        self.served = 0

    def enter(self, customer):
        customer.queued = self.shop.clock.now
        if self.free > 0:
            self.start(customer)
        else:
            self.waiting.append(customer)

    def start(self, customer):
        self.free -= 1
        clock = self.shop.clock
        self.waited += clock.now - customer.queued
        clock.after(1 + self.shop.random.below(self.pace), self.finish, customer)

    def finish(self, customer):
        self.free += 1
        self.served += 1
        if self.head < len(self.waiting):
            following = self.waiting[self.head]
            self.head += 1
            self.start(following)
        self.shop.move_on(customer)


class Shop:
    def __init__(self, customers):
        self.clock = Clock()
        self.random = Random(4711)
        self.stations = {
            "bread": Station(self, "bread", 3, 40),
            "cheese": Station(self, "cheese", 2, 30),
            "fruit": Station(self, "fruit", 4, 50),
            "till": Station(self, "till", 5, 55),
        }
        self.total = 0
        self.left = 0
        self.customers = customers
        self.clock.after(0, self.arrive, 0)

    def arrive(self, number):
        wishes = [name for name in ("bread", "cheese", "fruit") if self.random.below(3)]
        wishes.append("till")
        wishes.reverse()
        self.move_on(Customer(number, self.clock.now, wishes))
        if number + 1 < self.customers:
            self.clock.after(self.random.below(23), self.arrive, number + 1)

    def move_on(self, customer):
        if customer.wishes:
            self.stations[customer.wishes.pop()].enter(customer)
        else:
            self.left += 1
            self.total += self.clock.now - customer.arrived


def main(n):
    shop = Shop(n)
    events = shop.clock.run()
    waited = [station.waited for station in shop.stations.values()]
    return "%d %d %d %s" % (events, shop.left, shop.total, waited)


DEFAULT = 85000
EXPECTED = {
    500: "2032 500 37165 [246, 521, 102, 321]",
    85000: "340214 85000 6076171 [30205, 110398, 16818, 47897]",
    240000: "960233 240000 17138734 [84062, 312783, 45330, 136389]",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
