from _kernel import measure


def histogram(x, counts):
    for k in range(len(counts)):
        counts[k] = 0
    for v in x:
        counts[v & 255] += 1
    return counts[17]


measure(histogram, [k * 2654435761 % 4294967296 >> 8 for k in range(10000)], [0] * 256)
