# Conditions that were asked before: jumps on them, and returns that callers jump by.
class Task:
    def __init__(self, holding, pending, waiting):
        self.holding = holding
        self.pending = pending
        self.waiting = waiting
        self.log = []

    def stopped(self):
        return self.holding or (not self.pending and self.waiting)

    def ready(self):
        return self.pending and self.waiting and not self.holding

    def none_or(self):
        if self.holding:
            return None
        return self

    def run(self):
        packet = None
        if self.pending and self.waiting and not self.holding:
            packet = "packet"
            self.waiting = False
        self.log.append(packet)
        return not self.pending


def turn(task, n):
    if task.stopped():
        return "stopped"
    done = task.run()
    if not done and task.ready():
        return "ready"
    if task.none_or() is None:
        return "none"
    if (task.none_or() and done) or task.waiting is not False:
        return "done"
    return n


def main(n):
    counts = {}
    tasks = [Task(bool(k & 1), bool(k & 2), bool(k & 4)) for k in range(8)]
    for i in range(n):
        for k, task in enumerate(tasks):
            if i == n - 5 and k == 3:
                # Values that are no bools: truth all the same.
                task.holding, task.pending, task.waiting = 0, "yes", [1]
            r = turn(task, i % 3)
            counts[r] = counts.get(r, 0) + 1
            if i % 7 == k:
                task.holding, task.pending, task.waiting = task.pending, task.waiting, task.holding
    return sorted(counts.items(), key=str), [len(t.log) for t in tasks]


def chained(n):
    total = 0
    for i in range(n):
        small = i < n // 2
        even = i % 2 == 0
        if small and even:
            total += 1
        elif small:
            total += 10
        elif not even:
            total += 100
        if small or even:
            total += 1000
        if not small and not (even or small):
            total += 10000
        x = None if small else i
        if x is None and small:
            total += 100000
        elif x is not None and not small:
            total += 1000000
    return total


print(main(300))
print(chained(500))
