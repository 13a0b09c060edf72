"""The % operator on strings."""
print("%d %i %u" % (1, 2, 3), "%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42), "%x %X %o %#x %#o" % (255, 255, 8, 255, 8))
print("%f %.2f %10.3f|%-10.1f|%e %.3E %g %G" % (3.14159, 2.71828, 1.5, 2.5, 12345.678, 0.00012, 1e-10, 1e20))
print("%s %r %a %c %c %%" % ("é", "é", "é", "x", 65), "%10s|%-10s|%.2s|%5.1s|" % ("abc", "abc", "abc", "abc"))
print("%(a)s is %(b)05.1f" % {"a": "x", "b": 2.25}, "%(a)s%(a)s" % {"a": 1}, "%*d|%-*d|%.*f" % (5, 1, 5, 1, 2, 3.14159))
print("%s" % (1, 2)[0:1], "%s" % [1, 2], "%s %s" % ("a", (1,)), "%s" % None, "%d" % 3.99, "%d" % True, "%x" % -255, "%s" % {"a": 1})
print("%d" % 10**30, "%.0f" % 0.5, "%.0f" % 1.5, "%.3s" % 12345, "%#.3g" % 1.0, "%s" % "", "%g" % 100000, "%g" % 1000000)
for f in (lambda: "%d" % "a", lambda: "%s %s" % "a", lambda: "%s" % (1, 2), lambda: "%(a)s" % {}, lambda: "%(a)s" % 1, lambda: "%z" % 1, lambda: "%" % 1,
          lambda: "%c" % 1.5, lambda: "%c" % "ab", lambda: "%x" % 1.5, lambda: "%f" % "a", lambda: "%*d" % ("a", 1), lambda: "%c" % -1, lambda: "abc" % 1, lambda: "abc" % {}):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(b"%d %s %b %a %r %x %c" % (1, b"x", b"y", "é", "é", 10, 65), b"%5d|%-5s|" % (1, b"a"))
