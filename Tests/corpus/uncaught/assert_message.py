"""A failed assertion with a computed message."""
def check(values):
    for v in values:
        assert v > 0, f"not positive: {v!r}"
check([3, 1, -2])
