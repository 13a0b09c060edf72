"""Powers of 2 and 0.5 are what C's pow gives, which now and then isn't the product or the root that is nearest."""
import math


def numbers(count):
    """Numbers with random digits, of many magnitudes."""
    state, result = 88172645463325252, []
    for k in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        result.append(math.ldexp((state >> 11) | 1 << 52, k % 61 - 90))
    return result


def squares(values, out):
    for k in range(len(values)):
        out[k] = values[k] ** 2


def roots(values, out):
    for k in range(len(values)):
        out[k] = values[k] ** 0.5


def mixed(values, others, power):
    """Much that is wanted behind the powers, some of which are computed by calls."""
    a = b = c = d = 0.0
    n = m = 0
    for k in range(len(values)):
        x, y = values[k], others[k]
        root = x ** 0.5
        square = y ** 2.0
        a += root * y
        b -= square - x
        c += square ** 0.5 - root ** 2
        d += y ** power - 2.0 * x * y
        n += k * 3
        m ^= n
    return a, b, c, d, n, m


def mixed_by_name(values, others, power):
    pow = math.pow
    a = b = c = d = 0.0
    n = m = 0
    for k in range(len(values)):
        x, y = values[k], others[k]
        root, square = pow(x, 0.5), pow(y, 2.0)
        a += root * y
        b -= square - x
        c += pow(square, 0.5) - pow(root, 2)
        d += pow(y, power) - (x + x) * y
        n += k * 3
        m ^= n
    return a, b, c, d, n, m


many = numbers(20000)
out = [0.0] * len(many)
for k in range(3):
    squares(many, out)
    print("squares", out == [math.pow(v, 2) for v in many])
    squares([-v for v in many], out)
    print("of negative numbers", out == [math.pow(v, 2) for v in many])
    roots(many, out)
    print("roots", out == [math.pow(v, 0.5) for v in many])
    for others, power in ((many[::-1], 2), (many[k:] + many[:k], 0.5)):
        print("mixed", mixed(many, others, power) == mixed_by_name(many, others, power))
print("called by name", [v for v in many if pow(v, 2) != v ** 2], [v for v in many if math.pow(v, 0.5) != v ** 0.5])

ends = [0.0, -0.0, 1.0, 4.0, 5e-324, 2.0 ** -1022, 2.0 ** -900, 2.0 ** -901, 2.0 ** -450, 2.0 ** -451, 2.0 ** 511, 1e154, 1.0 - 2.0 ** -53, 1.0 + 2.0 ** -52,
        4.0 - 2.0 ** -51, 4.0 + 2.0 ** -50, 0.25, float("inf"), float("nan")]
out = [0.0] * len(ends)
for k in range(3):
    squares(ends, out)
    print(out)
    roots(ends, out)
    print(out)
for bad in (1e155, -1e200, 1.7976931348623157e308):
    values = many[:50] + [bad] + many[:50]
    out = [0.0] * len(values)
    try:
        squares(values, out)
    except OverflowError as e:
        print(e, out.count(0.0))
try:
    roots([4.0] * 50 + [-4.0], out)
    print(out[:3])
except TypeError as e:
    print(e)
print(out[50])
