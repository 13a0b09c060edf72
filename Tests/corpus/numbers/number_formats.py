"""The format mini-language on numbers."""
for spec in ("d", "5d", "<5d", "^5d", "=+5d", "05d", "+d", " d", ",d", "_d", "x", "#x", "#o", "#b", "X", "_b", "c", "e", ".2f", "n", "%", "*^9"):
    print(spec, "|" + format(65, spec) + "|", "|" + format(-1234, spec) + "|" if spec != "c" else "")
for spec in ("", "f", ".0f", ".3f", "10.2f", "<10.2f", "+.1e", "E", "g", ".3g", "G", "%", ".1%", ",.2f", "_.1f", "010.3f", "#.0f", "#g", "z.1f", ".10", "n"):
    print(spec, "|".join(format(x, spec) for x in (3.14159, -0.04, 1234567.891, 1e-10, 1e20)))
print(format(float("nan"), "08.2f"), format(float("inf"), "+f"), format(-0.0, "g"), format(-0.01, "z.1f"), format(10**30, ",d"))
print(f"{12345678901234567890:_x} {255:#010x} {1e6:,.3f} {0.5:.0%} {2**70:,}")
for value, spec in ((1, "s"), (1.5, "d"), (1, ".2d"), (1, ",n"), (1, "c,"), (1.0, "x"), (1, "q"), ("a", "d"), (1, "5,,d"), (1j, "=5"), (2**40, "c")):
    try:
        print(format(value, spec))
    except Exception as e:
        print(type(e).__name__, e)

# What has no digits isn't grouped.
for spec in (",", "_", ",.2f", "010,", "010_.1e", ",%", "+,", "<10,", "=10,", ",.3g", "0=10,"):
    print(spec, [format(v, spec) for v in (float("nan"), float("inf"), -float("inf"))])
print(format(complex("nan+infj"), ","))
