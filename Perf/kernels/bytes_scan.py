from _kernel import measure


def bytes_scan(data):
    words, inside = 0, 0
    for b in data:
        if b == 32 or b == 10:
            inside = 0
        elif inside == 0:
            inside = 1
            words += 1
    return words


measure(bytes_scan, b"the quick brown fox jumps over the lazy dog\n" * 300)
