"""Messages of wrong calls on str."""
calls = ['"a".index("b")', '"a".rindex("b")', '"a".split("")', '"a".partition("")', '",".join([1])', '",".join(5)', '",".join(["a", None])', '"a".center("b")',
         '"a".center(3, "ab")', '"a" + 1', '"a" * "b"', '"a"["b"]', '"a"[1]', '"a".find(1)', '"a".replace("a")', '"a".startswith(1)', '"a".startswith((1,))',
         '"a".encode("nope")', '"é".encode("ascii")', '"a".zfill("x")', '"a".strip(1)', '"a".upper(1)', '"a".nothing', '"a".count()', 'str(b"a", "nope")',
         'str(1, "utf-8")', 'str(b"\\xff", "utf-8")', 'ord("ab")', 'ord("")', 'chr(-1)', 'chr(0x110000)', 'chr("a")', '"a".translate(1)', 'str.maketrans("ab", "c")',
         'str.maketrans(1)', '"a".expandtabs("b")', '"a".splitlines(1, 2)', 'str.upper(1)', '"abc".removeprefix(1)', '"{}".format()', '"{a}".format()', '"{".format(1)',
         '"}".format(1)', '"{0}{}".format(1, 2)', '"{!x}".format(1)', '"{0.a}".format(1)', '"{0[a]}".format({})', '"{:d}".format("a")', '"{:{}}".format(1)', 'int.from_bytes("a")']
for call in calls:
    try:
        print(call, "->", ascii(eval(call)))
    except Exception as e:
        print(call, "->", type(e).__name__ + ":", ascii(str(e)))
