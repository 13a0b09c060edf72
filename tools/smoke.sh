#!/usr/bin/env bash
# A few seconds of programs that must work before a change lands on main.
cd "$(dirname "$0")/.." || exit 1
py=Cli/bin/Release/net10.0/tieredpy
check() {
  local got
  got=$(timeout 60 "$py" -c "$1" 2>&1)
  [ "$got" = "$2" ] || { echo "smoke: $1"; echo "  expected: $2"; echo "  got:      $got"; exit 1; }
}
check 'print("hello", 1 + 1, [i * i for i in range(4)])' 'hello 2 [0, 1, 4, 9]'
check 'def f(n): return n if n < 2 else f(n-1) + f(n-2)
print(f(15))' '610'
check 'class A:
  def __init__(self): self.x = 1
try: A().y
except AttributeError as e: print(e)' "'A' object has no attribute 'y'"
check 'def g():
  x = yield 1
  print(x)
it = g(); next(it)
try: it.send(5)
except StopIteration: print("stop")' $'5\nstop'
