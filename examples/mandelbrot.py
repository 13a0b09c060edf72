"""Draws the Mandelbrot set in characters: mandelbrot.py [WIDTH [HEIGHT [ITERATIONS]]]."""
import sys

SHADES = " .:-=+*#%@"


def iterations(cr, ci, limit):
    """How many steps the point takes to escape, at most limit."""
    zr = zi = 0.0
    n = 0
    while n < limit:
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
        n += 1
    return limit


def row(y, width, height, limit):
    ci = (y - height / 2) * 2.4 / height
    chars = []
    for x in range(width):
        n = iterations((x - width * 0.72) * 3.2 / width, ci, limit)
        chars.append("@" if n == limit else SHADES[n % (len(SHADES) - 1)])
    return "".join(chars).rstrip()


def main():
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    height = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    for y in range(height):
        print(row(y, width, height, limit))


if __name__ == "__main__":
    main()
