"""All solutions of the n queens problem, by sets with backtracking and by bits."""
from _bench import run


def by_bits(n):
    full = (1 << n) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        found = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            found += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return found

    return place(0, 0, 0)


class Solver:
    def __init__(self, n):
        self.n = n
        self.columns = set()
        self.rising = set()
        self.falling = set()
        self.board = []
        self.solutions = []

    def place(self, row):
        if row == self.n:
            self.solutions.append(tuple(self.board))
            return
        for column in range(self.n):
            up = row + column
            down = row - column
            if column in self.columns or up in self.rising or down in self.falling:
                continue
            self.columns.add(column)
            self.rising.add(up)
            self.falling.add(down)
            self.board.append(column)
            self.place(row + 1)
            self.board.pop()
            self.columns.remove(column)
            self.rising.remove(up)
            self.falling.remove(down)


def main(n):
    solver = Solver(n)
    solver.place(0)
    return "%d %d %s" % (by_bits(n + 1), len(solver.solutions), solver.solutions[-1])


DEFAULT = 11
EXPECTED = {
    5: "4 10 (4, 2, 0, 3, 1)",
    11: "14200 2680 (10, 8, 6, 4, 2, 0, 9, 7, 5, 3, 1)",
    12: "73712 14200 (11, 9, 7, 4, 2, 0, 6, 1, 10, 5, 3, 8)",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
