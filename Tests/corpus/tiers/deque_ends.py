"""The ends and items of deques in hot loops, empty ones and subclasses too."""
from collections import deque


class Loud(deque):
    def append(self, item):
        super().append(item * 2)

    def popleft(self):
        return -super().popleft()


def walk(d, n):
    total = 0
    for k in range(n):
        d.append(k)
        d.appendleft(-k)
        total += d[-1] - d[0] + d[len(d) // 2]
        if k % 3 == 0:
            total += d.pop()
        if k % 4 == 0:
            total -= d.popleft()
    return total, len(d), list(d)[:5]


def drain(d):
    seen = []
    while d:
        x = d.popleft()
        if x > 3:
            d.append(x // 2)
        seen.append(x)
    return seen


def empty(n):
    d = deque()
    failed = 0
    for k in range(n):
        try:
            d.pop() if k % 2 else d.popleft()
        except IndexError as e:
            failed += len(str(e))
            if k % 5 == 0:
                d.append(k)
    return failed, list(d)


def items(d, n):
    out = []
    for k in range(-n, n):
        try:
            out.append(d[k])
        except IndexError as e:
            out.append(str(e))
    return out


def mixed(d, values):
    for v in values:
        d.append(v)
        last = d[-1]
        if last is not v:
            return "lost"
    return d[True], d[0], d.pop(), len(d)


for r in range(20):
    results = [walk(deque(), 40), walk(deque(maxlen=7), 40), walk(Loud(), 40), drain(deque(range(20))), drain(deque([50, 7])), empty(30),
               items(deque("abc"), 5), mixed(deque(), [1, 2.5, None, "x", (1,), [2], 1 << 70]), mixed(deque(maxlen=2), ["p", "q", 3])]
    if r == 0:
        expected = results
        for x in results:
            print(x)
    elif results != expected:
        print("round", r)
none = deque(maxlen=0)
for k in range(200):
    none.append(k)
    none.appendleft(k)
print(none, bool(none), len(none))
