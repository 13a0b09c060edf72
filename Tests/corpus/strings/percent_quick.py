"""The usual fields of str %: numbers, strings, widths, zeros, and what makes them fail."""
for fmt, args in (("item %d", 7), ("%d.%d - %s [%02d]", (1, -2, "abc", 5)), ("%5d|%05d|%x", (-42, -42, 255)), ("%s %s", (1.5, "\u20ac")),
                  ("%.2f %f %g %.3e", (1.005, 2.0, 1e20, 12345.678)), ("%c%c", (97, "b")), ("%%", ()), ("100%% %s", "x"), ("%5s|%3s", ("ab", "abcd")),
                  ("%s", (None,)), ("%s", ("\U0001f600",)), ("%d", (2**70,)), ("%d", (True,)), ("%d", (2.9,)), ("%x", (-255,)), ("%-5d|", (3,)), ("%+d", (3,)),
                  ("%d", ("x",)), ("%d %d", (1,)), ("%d", (1, 2)), ("%", (1,)), ("%y", (1,)), ("%c", ("ab",)), ("%s", [1]), ("abc", 1), ("%(a)s", {"a": 3}), ("%5", (1,))):
    try:
        print(repr(fmt % args))
    except Exception as e:
        print(fmt, type(e).__name__, e)
