"""Unpacking in a loop fails."""
for name, (first, second) in [("a", (1, 2)), ("b", (3, 4, 5))]:
    print(name, first, second)
