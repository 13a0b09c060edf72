"""Items taken from the front of lists, beside every other thing that lists do; each step is checked against a list made anew."""


def make(kind, k):
    if kind == "int":
        return k
    if kind == "float":
        return k / 4
    return "s%d" % k


def trial(kind, seed, steps):
    made = 0
    q = []
    for _ in range(120):
        q.append(make(kind, made))
        made += 1
    ref = q[:]
    log = 0
    for step in range(steps):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        op = (seed >> 8) % 40
        if op < 12 and q:
            assert q.pop(0) == ref[0]
            ref = ref[1:]
        elif op < 20:
            q.append(make(kind, made))
            ref = ref + [make(kind, made)]
            made += 1
        elif op == 20:
            more = [make(kind, made + i) for i in range(seed % 17)]
            made += len(more)
            q.extend(more)
            ref = ref + more
        elif op == 21:
            more = (make("str", made), None)
            if seed & 1024:
                q += more
                ref = ref + list(more)
        elif op == 22:
            q.insert(0, make(kind, -made))
            ref = [make(kind, -made)] + ref
        elif op == 23:
            at = seed % (len(q) + 1)
            q.insert(at, 7)
            ref = ref[:at] + [7] + ref[at:]
        elif op == 24 and q:
            del q[0]
            ref = ref[1:]
        elif op == 25:
            n = seed % 9
            del q[:n]
            ref = ref[n:]
        elif op == 26 and q:
            assert q.pop() == ref[-1]
            ref = ref[:-1]
        elif op == 27 and q:
            at = seed % len(q)
            assert q.pop(at) == ref[at]
            ref = ref[:at] + ref[at + 1:]
        elif op == 28 and q:
            at = seed % len(q)
            q[at] = ref[at] = make(kind, made)
            ref = list(ref)
        elif op == 29 and q:
            q[0] = make("str", made)
            ref = [make("str", made)] + ref[1:]
        elif op == 30:
            assert q[3:11] == ref[3:11] and q[-4:] == ref[-4:]
        elif op == 31 and q:
            assert [x for x in q] == ref and q[0] == ref[0] and q[-1] == ref[-1]
        elif op == 32 and q:
            assert ref[len(ref) // 2] in q and q.index(ref[-1]) == ref.index(ref[-1])
        elif op == 33:
            q.reverse()
            ref = ref[::-1]
        elif op == 34:
            assert q.copy() == ref and list(reversed(q)) == ref[::-1]
        elif op == 35 and len(q) > 10:
            q[2:5] = [1, 2]
            ref = ref[:2] + [1, 2] + ref[5:]
        elif op == 36 and seed % 5 == 0:
            q.sort(key=str)
            ref = sorted(ref, key=str)
        elif op == 37 and len(q) > 6:
            del q[1::3]
            ref = [x for i, x in enumerate(ref) if i % 3 != 1]
        elif op == 38 and q:
            at = ref[seed % len(ref)]
            q.remove(at)
            ref = ref[:ref.index(at)] + ref[ref.index(at) + 1:]
        elif op == 39:
            assert repr(q) == repr(ref) and q == ref and not q < ref
            if len(q) < 60:
                q *= 3
                ref = ref * 3
        log = (log * 31 + len(q)) & 0xFFFFFF
        if len(q) != len(ref):
            print("length", kind, step, op, len(q), len(ref))
            return
        if step % 16 == 0 and tuple(q) != tuple(ref):
            print("items", kind, step, op)
            return
    print(kind, log, len(q), made)


for kind in ("int", "float", "str"):
    for seed in range(1, 5):
        trial(kind, seed * 77, 4000)

# Iterators over a list that loses its front.
rows = list(range(200))
seen = []
for x in rows:
    seen.append(x)
    if rows and x % 3 == 0:
        rows.pop(0)
print(len(seen), seen[-3:], rows[:3])
it = iter(rows)
rows.pop(0)
print(next(it), [x for x in it][:2])
words = ["w%d" % i for i in range(100)]
words.pop(0)
print(" ".join(words)[:20], len(words), max(words), sum(map(len, words)), words[98], words[-99])
a, *b = words
print(a, len(b))
try:
    words[99]
except IndexError as e:
    print(e)
del words[:]
print(words)
numbers = list(range(50))
numbers.pop(0)
numbers.append("end")
numbers.append(2.5)
print(numbers[-3:], numbers[0], sorted(numbers[:5], reverse=True), set(numbers[:3]), tuple(numbers)[:2])
import heapq, bisect, copy, json
heap = list(range(60))
heap.pop(0)
heapq.heapify(heap)
heapq.heappush(heap, 0)
print(heapq.heappop(heap), heapq.heappop(heap), len(heap))
line = list(range(0, 120, 2))
del line[0]
bisect.insort(line, 7)
print(line[:5], bisect.bisect(line, 50), json.dumps(line)[:12], copy.copy(line) == line, line.count(7))
line.pop(0)
line.clear()
print(line)
