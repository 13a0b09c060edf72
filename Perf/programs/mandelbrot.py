"""Counts the points of the Mandelbrot set on a grid: scalar float loops with an early exit."""
from _bench import run


def escapes(cr, ci, limit):
    zr = zi = 0.0
    for k in range(limit):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return k
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return limit


def main(n):
    total = inside = 0
    for y in range(n):
        ci = 2.0 * y / n - 1.0
        for x in range(n):
            k = escapes(3.0 * x / n - 2.0, ci, 100)
            total += k
            if k == 100:
                inside += 1
    return "%d %d" % (inside, total)


DEFAULT = 380
EXPECTED = {
    20: "110 12450",
    380: "37260 4381091",
    690: "122829 14440895",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
