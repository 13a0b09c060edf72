"""A failing __str__ in an f-string and a wrong format spec."""
value = 3.5
print(f"{value:.1f}")
print(f"{value:d}")
