"""Sums, comparisons and conditions of very many terms."""
for n in (100, 1000, 3000):
    print(eval("+".join(["1"] * n)))
for op in ("+", "-", "*", "|", " and ", " or ", "<", " in "):
    n = 200_000 if op not in ("<", " in ") else 20_000
    try:
        compile(op.join(["x"] * n), "<long>", "eval")
        print(op, "compiled")
    except (RecursionError, MemoryError) as e:
        print(op, type(e).__name__, e)
