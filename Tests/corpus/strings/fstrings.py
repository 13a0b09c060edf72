"""f-strings: expressions, nesting, quotes, debugging, conversions, multi-line."""
name, n, d = "world", 42, {"a": [1, 2]}
print(f"hello {name}", f"{n + 1} {n!r} {n:>6} {n:#x}", f"{d['a'][0]}", f"{{}} {{{n}}}", f"{name.upper()!r:>10}", f"{'nested ' + f'{n}'}")
print(f"{n=}", f"{n = }", f"{n=:>5}", f"{name=!s}", f"{d = !r:.8}", f"{n + 1 = }", f"{'a' 'b'=}")
width, precision = 10, 3
print(f"{3.14159:{width}.{precision}}|", f"{n:{'<' if n else '>'}{width}}|", f"{name:*^{width + 2}}")
print(f"{(lambda x: x * 2)(21)}", f"{[x for x in range(3)]}", f"{ {'k': 1}['k'] }", f"{n if n > 40 else 'small'}", f"{n!s}")
print(f'''multi
{n}
{
    name
}''')
print(f"{'\n'.join(['a', 'b'])}", f"{"same quotes"}", f"{f"{f"{1+1}"}"}", rf"\d{n}\n", f"\t{n}\x41", f"a" "b" f"{n}", fr"{name}\{n}")
print(f"{n:%}" , f"{n:,}", f"{'a':>{n % 10}}|", f"{None}", f"{True:d}", f"{1_000_000:_}", f"{b'x'}", f"{...}", f"{(1, 2)}", f"{1,}")
print(f"{n:{width}}" == f"{n:10}", f"{'{'}", f"{'}'}", f"{'#'}", f"{n  # a comment
}")
class C:
    def __format__(self, spec):
        return repr(spec)
print(f"{C()}", f"{C():a b}", f"{C():{n}!}", f"{C():x{n:>4}y}", f"{C():%H:%M}")
for source in ("f'{}'", "f'{a b}'", "f'{n!z}'", "f'{n'", "f'}'", "f'{n:{'", "f'{*n}'", "f'{lambda x: 1}'", "f'{n!}'", "f'{=}'"):
    try:
        print(eval(source))
    except SyntaxError as e:
        print(source, "SyntaxError:", e.msg)
