"""A recursive fast Fourier transform over complex numbers, forth and back, of 2**n points."""
from math import cos, pi, sin

from _bench import run


def fft(values, sign):
    n = len(values)
    if n == 1:
        return values
    even = fft(values[0::2], sign)
    odd = fft(values[1::2], sign)
    half = n // 2
    result = [0j] * n
    step = sign * 2.0 * pi / n
    for k in range(half):
        angle = step * k
        t = complex(cos(angle), sin(angle)) * odd[k]
        result[k] = even[k] + t
        result[k + half] = even[k] - t
    return result


def main(n):
    size = 1 << n
    signal = []
    seed = 7
    for _ in range(size):
        seed = (seed * 16807) % 2147483647
        signal.append(complex(seed / 2147483647.0, 0.0))
    spectrum = fft(signal, -1.0)
    back = [v / size for v in fft(spectrum, 1.0)]
    error = max([abs(a - b) for a, b in zip(signal, back)])
    power = sum([abs(v) for v in spectrum])
    return "%.6f %s" % (power, error < 1e-9)


DEFAULT = 16
EXPECTED = {
    6: "149.331576 True",
    16: "4329261.540904 True",
    17: "12219027.057331 True",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
