"""bisect, heapq, statistics, operator, random-free numeric helpers."""
import bisect, heapq, statistics
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect(a, 9), bisect.bisect([("a", 1), ("b", 2)], 1, key=lambda p: p[1]))
bisect.insort(a, 4); bisect.insort_left(a, 3); print(a)
h = [5, 1, 8, 3, 9, 2]
heapq.heapify(h)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), heapq.nlargest(2, h), heapq.nsmallest(2, h), [heapq.heappop(h) for _ in range(len(h))], list(heapq.merge([1, 4], [2, 3], [0, 9])), heapq.nlargest(2, ["aaa", "b", "cc"], key=len))
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.median([1, 2, 3, 4]), statistics.mode("aab"), statistics.stdev([1, 2, 3, 4]), statistics.pvariance([1, 2, 3]), statistics.fmean([1, 2.5]), statistics.quantiles([1, 2, 3, 4, 5]), statistics.multimode("aabb"), statistics.harmonic_mean([1, 2, 4]), statistics.geometric_mean([1, 2, 4]), statistics.correlation([1, 2, 3], [2, 4, 7]))
for f in (lambda: heapq.heappop([]), lambda: bisect.bisect([1, "a"], 2), lambda: statistics.mean([]), lambda: heapq.heappush((), 1), lambda: bisect.bisect([1], 1, -1), lambda: statistics.stdev([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(statistics.NormalDist(100, 0).inv_cdf(0.5))
