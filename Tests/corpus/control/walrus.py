"""Assignment expressions: where allowed, scopes, precedence."""
if (n := len("hello")) > 3: print(n)
print([y := 1, y + 1], (a := 5, b := 6), a, b, (lambda: (z := 3) + z)(), f"{(q := 7)} {q}", (x := 1, 2), x)
while chunk := [1, 2, 3][n - 5:n - 3]:
    print(chunk)
    n += 1
    if n > 8: break
def f(v, w=(d := 9)): return v + w
print(f(p := 1), p, d, any((w := s).startswith("b") for s in ["abc", "bcd", "cde"]), w, {k: (m := k * 2) for k in range(3)}, m)
print(1 if (t := 0) else (t := 2), t, not (u := True), u, [i for i in range(6) if (h := i % 3)], h)
def scope():
    global g
    [(g := i) for i in range(3)]
    [l := i for i in range(4)]
    return l
print(scope(), g)
for source in ("x := 1", "(a.b := 1)", "(a[0] := 1)", "f(a := 1, b=c := 2)", "lambda: x := 1", "[i := 0 for i in range(3)]", "[i for i in (j := range(3))]", "(x := 1) = 2", "def f(a := 1): pass", "class A: [(x := 1) for _ in [0]]", "((a, b) := (1, 2))", "(x: int := 1)", "f'{x:=5}'"):
    try:
        exec(source)
        print(source, "ok")
    except Exception as e:
        print(source, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
