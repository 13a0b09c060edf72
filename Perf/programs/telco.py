"""A telephone bill with the decimal module: exact rates, rounding to cents, taxes, running totals."""
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal, getcontext

from _bench import run


def durations(n):
    seed = 54321
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield (seed >> 7) % 20000


def main(n):
    getcontext().prec = 28
    rates = (Decimal("0.0013"), Decimal("0.00894"))
    basic = Decimal("0.0675")
    distance = Decimal("0.0341")
    cent = Decimal("0.01")
    total = Decimal("0")
    basic_total = Decimal("0")
    distance_total = Decimal("0")
    lines = 0
    for seconds in durations(n):
        number = Decimal(seconds)
        far = seconds & 1
        price = (number * rates[far]).quantize(cent, ROUND_HALF_EVEN)
        tax = (price * basic).quantize(cent, ROUND_DOWN)
        basic_total += tax
        sum_ = price + tax
        if far:
            more = (price * distance).quantize(cent, ROUND_DOWN)
            distance_total += more
            sum_ += more
        total += sum_
        lines += len(str(sum_))
    mean = total / n
    return "%s %s %s %d %s %s" % (total, basic_total, distance_total, lines, mean, (mean * 2).sqrt())


DEFAULT = 330000
EXPECTED = {
    100: "4995.57 307.06 131.78 495 49.9557 9.995569018320067605174609016",
    330000: "18528088.11 1138300.13 501740.02 1663777 56.14572154545454545454545455 10.59676569010134765983868035",
    940000: "52812440.69 3244584.21 1430558.83 4739062 56.18344754255319148936170213 10.60032523487399338288829053",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
