"""Mixed arithmetic: int with float, complex and bool; unsupported operands' messages."""
print(type(1 + 1.0), type(1 + 1j), type(1.0 + 1j), type(True + 1.0), 7 // 2.0, 7 % 2.5, 2 ** 2.0, 2 ** -2, 2.5 ** 2)
cases = ["1 + '1'", "'1' + 1", "[] + ()", "None + 1", "1 - None", "'a' * 'b'", "'a' * 1.5", "{} | []", "[1] - [1]", "1 @ 2", "~1.5", "-'a'",
         "+[]", "1 << 1.0", "1.0 & 1", "'a' % 1", "1 < 'a'", "None < None", "[] < ()", "1 in 2", "'1' in 1", "1 in 'a'", "len(1)", "abs('a')",
         "1[0]", "(1)(2)", "None[0]", "1 ** 'a'", "divmod(1, 'a')", "round('a')", "pow(1, 2, 'a')", "pow(2, 3.0, 5)", "sum(['a'])", "hash([])", "hash({})"]
for source in cases:
    try:
        print(source, "->", eval(source))
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", e)
x = [1]
for source in ("x += 1", "x -= [1]", "x @= 1", "x **= 2", "x //= 2", "y = 1; y += 'a'", "y = 'a'; y -= 'b'", "x <<= 1"):
    try:
        exec(source)
        print(x)
    except TypeError as e:
        print(e)
