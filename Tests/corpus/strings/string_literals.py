"""Literal forms: raw, bytes, triple quotes, continuation, concatenation, escapes."""
print('a' "b" '''c''' """d""", "tab\tnew\\n", r"raw\n", b"by\x41", rb"r\x41", Rb"q", u"uni", "\
joined", 'it''s', "\a\b\f\v".encode(), "\x7f".encode(), "\777".encode("utf-8"))
print("""line one
  line two\
 continued
""", end="")
print('''quote " and ' inside''', "'", '"', '\'', "\"", "\N{BULLET}", "\u2022" == "\N{bullet}", len("\
"), "a" if "" else "b")
print(0x_ff, 0b1_0, 0o7_7, 1_000, 1_0.5_0, 1e1_0, .5, 5., 1.e3, 0xDEADBEEF, 00, 1_0j, 0XfF, 0B11, 1E5, 1J)
for source in ("'abc", '"""abc', "'\\x4'", "'\\u12'", "'\\N{nope}'", "b'é'", "0777", "1__0", "0x", "0b2", "1_", "1.e", "'a' b'b'", "12abc", "0o8", "1e+", '"\\U00110000"', "09.5"):
    try:
        print(source, "->", eval(source))
    except SyntaxError as e:
        print(source, "->", ascii(e.msg))
