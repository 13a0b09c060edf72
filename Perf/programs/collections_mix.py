"""deque, Counter, defaultdict, namedtuple, OrderedDict, heapq and itertools working together."""
import heapq
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from itertools import accumulate, chain, groupby, islice

from _bench import run

Job = namedtuple("Job", "priority number name")


def main(n):
    seed = 11
    jobs = []
    values = []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        values.append(seed >> 10)
        if i % 4 == 0:
            jobs.append(Job((seed >> 10) % 100, i, "job%d" % (i % 50)))
    window = deque(maxlen=64)
    spread = 0
    for v in values:
        window.append(v)
        spread += window[-1] - window[0]
    rotating = deque(range(100))
    for v in values:
        rotating.rotate(v % 5 - 2)
        rotating.append(rotating.popleft() + 1)
    counts = Counter(v % 1000 for v in values)
    counts.update(job.name for job in jobs)
    by_name = defaultdict(list)
    for job in jobs:
        by_name[job.name].append(job._replace(priority=job.priority + 1))
    heap = []
    done = 0
    for job in chain.from_iterable(by_name.values()):
        heapq.heappush(heap, job)
        if len(heap) > 500:
            done += heapq.heappop(heap).number
    recent = OrderedDict()
    for v in values:
        key = v % 300
        recent[key] = v
        recent.move_to_end(key)
        if len(recent) > 200:
            recent.popitem(last=False)
    groups = sum([len(list(g)) * k for k, g in groupby(sorted(values), key=lambda v: v % 3)])
    partial = list(islice(accumulate(values, max), n // 2, None))
    return "%d %d %s %d %d %d %d %d" % (spread, sum(rotating), counts.most_common(2), done, len(recent), groups,
                                        len(partial), heapq.nsmallest(3, values)[2])


DEFAULT = 280000
EXPECTED = {
    200: "-23714894 5150 [(317, 3), (244, 3)] 0 149 200 100 43487",
    280000: "-13773513 284950 [('job0', 2800), ('job4', 2800)] 9706991504 200 280292 140000 14",
    650000: "-15869178 654950 [('job0', 6500), ('job4', 6500)] 52539753956 200 649960 325000 9",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
