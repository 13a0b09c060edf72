"""Sizes that no machine has: MemoryError or OverflowError, at once, as CPython."""
import array
import itertools


def attempt(name, f):
    try:
        r = f()
        print(name, "ok", type(r).__name__)
    except (MemoryError, OverflowError, ValueError) as e:
        print(name, type(e).__name__, e)


BIG = 10**18
HUGE = 10**30
attempt("'x' * big", lambda: "x" * BIG)
attempt("'é' * big", lambda: "€" * BIG)
attempt("b'x' * big", lambda: b"x" * BIG)
attempt("bytearray * big", lambda: bytearray(b"x") * BIG)
attempt("[0] * big", lambda: [0] * BIG)
attempt("(0,) * big", lambda: (0,) * BIG)
attempt("'x' * huge", lambda: "x" * HUGE)
attempt("b'x' * huge", lambda: b"x" * HUGE)
attempt("[0] * huge", lambda: [0] * HUGE)
attempt("(0,) * huge", lambda: (0,) * HUGE)
attempt("'' * big", lambda: "" * BIG)
attempt("[] * big", lambda: [] * BIG)
attempt("'' * huge", lambda: "" * HUGE)
attempt("'ab' * 2**62", lambda: "ab" * 2**62)
attempt("[0, 1] * 2**62", lambda: [0, 1] * 2**62)
attempt("1 << huge", lambda: 1 << HUGE)
attempt("0 << huge", lambda: 0 << HUGE)
attempt("1 >> huge", lambda: 1 >> HUGE)
attempt("list(range(big))", lambda: list(range(BIG)))
attempt("list(range(huge))", lambda: list(range(HUGE)))
attempt("tuple(range(big))", lambda: tuple(range(BIG)))
attempt("len(range(huge))", lambda: len(range(HUGE)))
attempt("bytes(big)", lambda: bytes(BIG))
attempt("bytes(huge)", lambda: bytes(HUGE))
attempt("bytearray(big)", lambda: bytearray(BIG))
attempt("bytearray(huge)", lambda: bytearray(HUGE))
attempt("bytes(-1)", lambda: bytes(-1))
attempt("ljust", lambda: "x".ljust(BIG))
attempt("center huge", lambda: "x".center(HUGE))
attempt("zfill", lambda: "1".zfill(BIG))
attempt("bytes ljust", lambda: b"x".ljust(BIG))
attempt("format width", lambda: format(1, str(BIG)))
attempt("format width huge", lambda: format(1, str(HUGE)))
attempt("% width", lambda: "%*d" % (BIG, 1))
attempt("% width huge", lambda: f"%{HUGE}d" % 1)
attempt("f-string width", lambda: f"{1:>{BIG}}")
attempt("precision", lambda: format(1.0, f".{HUGE}f"))
attempt("array * big", lambda: array.array("i", [0]) * BIG)
attempt("int.to_bytes", lambda: (1).to_bytes(BIG))
attempt("chr", lambda: chr(HUGE))
attempt("repeat", lambda: list(itertools.repeat(0, BIG)))
attempt("round", lambda: round(1.5, HUGE))
attempt("float", lambda: float(10**400))
attempt("**", lambda: 10.0 ** 400)
attempt("expandtabs", lambda: "\t".expandtabs(HUGE))
