"""Makes a maze by depth-first search and solves it by A*: maze.py [WIDTH [HEIGHT [SEED]]]."""
import heapq
import random
import sys


def carve(width, height, seed):
    """A maze as a set of open (x, y) cells on a grid of odd size."""
    rng = random.Random(seed)
    cells = {(1, 1)}
    stack = [(1, 1)]
    while stack:
        x, y = stack[-1]
        ways = [(dx, dy) for dx, dy in ((2, 0), (-2, 0), (0, 2), (0, -2))
                if 0 < x + dx < 2 * width and 0 < y + dy < 2 * height and (x + dx, y + dy) not in cells]
        if not ways:
            stack.pop()
            continue
        dx, dy = rng.choice(ways)
        cells |= {(x + dx // 2, y + dy // 2), (x + dx, y + dy)}
        stack.append((x + dx, y + dy))
    for _ in range(width * height // 10):
        cells.add((rng.randrange(1, 2 * width), rng.randrange(1, 2 * height)))
    return cells


def solve(cells, start, goal):
    def estimate(cell):
        return abs(cell[0] - goal[0]) + abs(cell[1] - goal[1])

    came = {start: None}
    cost = {start: 0}
    heap = [(estimate(start), start)]
    while heap:
        _, cell = heapq.heappop(heap)
        if cell == goal:
            break
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            step = (cell[0] + dx, cell[1] + dy)
            if step in cells and cost[cell] + 1 < cost.get(step, 1 << 30):
                cost[step] = cost[cell] + 1
                came[step] = cell
                heapq.heappush(heap, (cost[step] + estimate(step), step))
    path = []
    while cell is not None:
        path.append(cell)
        cell = came[cell]
    return path[::-1], len(cost)


def main():
    width, height, seed = (int(a) for a in (sys.argv[1:] + ["35", "12", "2024"][len(sys.argv) - 1:]))
    cells = carve(width, height, seed)
    path, seen = solve(cells, (1, 1), (2 * width - 1, 2 * height - 1))
    marked = set(path)
    for y in range(2 * height + 1):
        print("".join("." if (x, y) in marked else " " if (x, y) in cells else "#" for x in range(2 * width + 1)))
    print(f"{len(cells)} open cells, {seen} looked at, path of {len(path)}")


main()
