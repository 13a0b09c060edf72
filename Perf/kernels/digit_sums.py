from _kernel import measure


def digit_sums(n):
    total = 0
    for i in range(n):
        k = i
        while k > 0:
            total += k % 10
            k //= 10
    return total


measure(digit_sums, 10000)
