"""Shortest paths on a grid with obstacles by Dijkstra with a hand-made heap, and breadth-first search."""
from _bench import run


class Heap:
    """A binary heap of (key, item) pairs in one list."""

    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)

    def push(self, pair):
        items = self.items
        items.append(pair)
        i = len(items) - 1
        while i > 0:
            parent = (i - 1) >> 1
            if items[parent][0] <= pair[0]:
                break
            items[i] = items[parent]
            i = parent
        items[i] = pair

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        size = len(items)
        if size:
            i = 0
            while True:
                child = 2 * i + 1
                if child >= size:
                    break
                if child + 1 < size and items[child + 1][0] < items[child][0]:
                    child += 1
                if last[0] <= items[child][0]:
                    break
                items[i] = items[child]
                i = child
            items[i] = last
        return top


class Graph:
    def __init__(self):
        self.edges = {}

    def connect(self, a, b, weight):
        self.edges.setdefault(a, []).append((b, weight))
        self.edges.setdefault(b, []).append((a, weight))

    def shortest(self, start):
        distance = {start: 0}
        done = set()
        heap = Heap()
        heap.push((0, start))
        while len(heap):
            d, node = heap.pop()
            if node in done:
                continue
            done.add(node)
            for other, weight in self.edges[node]:
                through = d + weight
                if other not in distance or through < distance[other]:
                    distance[other] = through
                    heap.push((through, other))
        return distance

    def levels(self, start):
        level = {start: 0}
        frontier = [start]
        while frontier:
            following = []
            for node in frontier:
                for other, _ in self.edges[node]:
                    if other not in level:
                        level[other] = level[node] + 1
                        following.append(other)
            frontier = following
        return level


def main(n):
    graph = Graph()
    seed = 99
    walls = set()
    for y in range(n):
        for x in range(n):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            if (seed >> 16) % 4 == 0 and (x, y) != (0, 0):
                walls.add((x, y))
    for y in range(n):
        for x in range(n):
            if (x, y) in walls:
                continue
            for dx, dy in ((1, 0), (0, 1)):
                other = (x + dx, y + dy)
                if other[0] < n and other[1] < n and other not in walls:
                    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
                    graph.connect((x, y), other, 1 + (seed >> 16) % 9)
    distance = graph.shortest((0, 0))
    level = graph.levels((0, 0))
    return "%d %d %d %d" % (len(distance), sum(distance.values()), max(distance.values()), max(level.values()))


DEFAULT = 360
EXPECTED = {
    20: "294 24082 142 38",
    360: "96444 133669599 2537 718",
    440: "144020 241371669 3126 879",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
