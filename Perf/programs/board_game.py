"""Plays Othello against itself by alpha-beta search: move generation over a padded list board."""
from _bench import run

EMPTY, BLACK, WHITE, EDGE = 0, 1, 2, 3
DIRECTIONS = (-11, -10, -9, -1, 1, 9, 10, 11)
CORNERS = (11, 18, 81, 88)


class Board:
    def __init__(self):
        self.cells = [EDGE] * 100
        for row in range(1, 9):
            for column in range(1, 9):
                self.cells[row * 10 + column] = EMPTY
        self.cells[44] = self.cells[55] = WHITE
        self.cells[45] = self.cells[54] = BLACK
        self.nodes = 0

    def flips(self, square, colour):
        cells = self.cells
        if cells[square] != EMPTY:
            return None
        other = 3 - colour
        turned = None
        for step in DIRECTIONS:
            at = square + step
            if cells[at] != other:
                continue
            run_ = []
            while cells[at] == other:
                run_.append(at)
                at += step
            if cells[at] == colour:
                if turned is None:
                    turned = run_
                else:
                    turned += run_
        return turned

    def moves(self, colour):
        found = []
        for row in range(10, 90, 10):
            for square in range(row + 1, row + 9):
                turned = self.flips(square, colour)
                if turned:
                    found.append((square, turned))
        return found

    def play(self, square, turned, colour):
        cells = self.cells
        cells[square] = colour
        for at in turned:
            cells[at] = colour

    def undo(self, square, turned, colour):
        cells = self.cells
        cells[square] = EMPTY
        for at in turned:
            cells[at] = 3 - colour

    def score(self, colour):
        total = 0
        for cell in self.cells:
            if cell == colour:
                total += 1
            elif cell == 3 - colour:
                total -= 1
        for corner in CORNERS:
            cell = self.cells[corner]
            if cell == colour:
                total += 10
            elif cell != EMPTY:
                total -= 10
        return total

    def search(self, colour, depth, alpha, beta, passed):
        self.nodes += 1
        if depth == 0:
            return self.score(colour), None
        moves = self.moves(colour)
        if not moves:
            if passed:
                return self.score(colour) * 100, None
            value, _ = self.search(3 - colour, depth - 1, -beta, -alpha, True)
            return -value, None
        best = None
        for square, turned in moves:
            self.play(square, turned, colour)
            value = -self.search(3 - colour, depth - 1, -beta, -alpha, False)[0]
            self.undo(square, turned, colour)
            if best is None or value > alpha:
                alpha = max(alpha, value)
                best = (square, turned)
            if alpha >= beta:
                break
        return alpha, best


def main(n):
    nodes = 0
    for start in range(0, n, 60):
        board = Board()
        colour = BLACK
        history = []
        for _ in range(min(60, n - start)):
            _, move = board.search(colour, 4, -100000, 100000, False)
            if move is not None:
                board.play(move[0], move[1], colour)
                history.append(move[0])
            colour = 3 - colour
        nodes += board.nodes
    return "%d %d %s" % (nodes, board.score(BLACK), history)


DEFAULT = 60
EXPECTED = {
    2: "237 0 [34, 33]",
    60: "43757 -9 [34, 33, 32, 24, 14, 35, 26, 23, 65, 36, 46, 56, 13, 16, 47, 31, 43, 52, 41, 48, 38, 28, 42, 51, 61, 53, 21, 75, 62, 58, 64, 57, 37, 66, 67, 63, 84, 73, 83, 74, 27, 12, 11, 18, 22, 85, 86, 25, 15, 17, 72, 71, 81, 82, 87, 68, 76]",
    240: "175028 -9 [34, 33, 32, 24, 14, 35, 26, 23, 65, 36, 46, 56, 13, 16, 47, 31, 43, 52, 41, 48, 38, 28, 42, 51, 61, 53, 21, 75, 62, 58, 64, 57, 37, 66, 67, 63, 84, 73, 83, 74, 27, 12, 11, 18, 22, 85, 86, 25, 15, 17, 72, 71, 81, 82, 87, 68, 76]",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
