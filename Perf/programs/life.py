"""Conway's game of life, on a torus of lists and as a set of live cells."""
from _bench import run


def step_grid(grid, size):
    following = []
    for y in range(size):
        above = grid[y - 1]
        row = grid[y]
        below = grid[(y + 1) % size]
        line = []
        for x in range(size):
            r = (x + 1) % size
            near = (above[x - 1] + above[x] + above[r] + row[x - 1] + row[r] + below[x - 1] + below[x] + below[r])
            line.append(1 if near == 3 or (near == 2 and row[x]) else 0)
        following.append(line)
    return following


def step_cells(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    near[key] = near.get(key, 0) + 1
    return {cell for cell, count in near.items() if count == 3 or (count == 2 and cell in cells)}


def main(n):
    size = 64
    grid = [[0] * size for _ in range(size)]
    seed = 3
    for y in range(size):
        for x in range(size):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            grid[y][x] = 1 if (seed >> 16) % 3 == 0 else 0
    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (20, 20), (21, 20), (22, 20), (21, 22), (23, 19), (24, 21)}
    for _ in range(n):
        grid = step_grid(grid, size)
        cells = step_cells(cells)
    return "%d %d %s" % (sum([sum(row) for row in grid]), len(cells), min(cells))


DEFAULT = 700
EXPECTED = {
    10: "953 27 (2, 4)",
    700: "199 12 (22, 25)",
    2300: "124 12 (22, 25)",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
