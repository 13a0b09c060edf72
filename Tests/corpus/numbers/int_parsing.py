"""int(): bases, underscores, white space, and every error message."""
good = [("12",), (" 12\n",), ("-7",), ("+0",), ("1_000",), ("ff", 16), ("0xff", 16), ("0b101", 0), ("0o17", 0), ("-0x_1f", 0),
        ("z", 36), ("101", 2), ("0", 0), ("00", 0), ("٣٤",), (b"42",), (3.99,), (-3.99,), (True,), ("0_0",)]
for args in good:
    print(args, int(*args))
bad = [("",), ("  ",), ("1__0",), ("_1",), ("1_",), ("0x",), ("12a",), ("08", 0), ("2", 2), ("1", 1), ("1", 37), (1.5, 10),
       ("1.0",), (None,), ([],), (float("nan"),), (float("inf"),), (b"\xff",), ("1\x00",), (3j,), ("1" * 5000,)]
for args in bad:
    try:
        print(int(*args))
    except Exception as e:
        print(type(e).__name__, e)
class Index:
    def __index__(self):
        return 17
class Trunc:
    def __int__(self):
        return 5
print(int(Index()), int(Trunc()), hex(Index()), range(20)[Index()])
try:
    [1][Trunc()]
except TypeError as e:
    print(e)
