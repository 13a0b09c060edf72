"""Carets on an expression over several lines."""
def make(a, b, c):
    return a + b + c
result = make(
    1,
    make(2,
         3,
         "four"),
    5)
