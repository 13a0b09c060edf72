"""Simulates a bank's counters for a day with several numbers of clerks, by events on a heap and a seeded generator."""
import heapq
import random
import statistics


class Bank:
    def __init__(self, clerks, seed):
        self.random = random.Random(seed)
        self.idle = clerks
        self.queue = []
        self.waits = []
        self.events = []
        self.order = 0

    def at(self, time, action, *args):
        self.order += 1
        heapq.heappush(self.events, (time, self.order, action, args))

    def arrive(self, now):
        self.queue.append(now)
        self.serve(now)
        following = now + self.random.expovariate(1 / 1.5)
        if following < 480:
            self.at(following, self.arrive)

    def serve(self, now):
        if self.queue and self.idle:
            self.idle -= 1
            self.waits.append(now - self.queue.pop(0))
            self.at(now + self.random.gammavariate(4, 1), self.finish)

    def finish(self, now):
        self.idle += 1
        self.serve(now)

    def run(self):
        self.at(0.0, self.arrive)
        now = 0.0
        while self.events:
            now, _, action, args = heapq.heappop(self.events)
            action(now, *args)
        return now


def main():
    print("clerks  customers  mean wait  median  longest  closes")
    for clerks in range(2, 6):
        days = [Bank(clerks, seed) for seed in range(20)]
        closes = [day.run() for day in days]
        waits = [wait for day in days for wait in day.waits]
        print(f"{clerks:6d}  {len(waits) / 20:9.1f}  {statistics.fmean(waits):9.2f}  {statistics.median(waits):6.2f}"
              f"  {max(waits):7.2f}  {statistics.fmean(closes):6.1f}")


main()
