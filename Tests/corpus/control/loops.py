"""for and while with else, break, continue; loop variables; modifying while looping."""
for i in range(3):
    if i == 5: break
else:
    print("for else")
for i in range(3):
    if i == 1: break
else:
    print("never")
n = 3
while n:
    n -= 1
    if n == 1: continue
    print("n", n)
else:
    print("while else")
while True:
    n += 1
    if n > 3: break
else:
    print("never")
print(i, n)
for i in range(3):
    for j in range(3):
        if j == i: break
        print(i, j, end=" ")
    else:
        continue
    if i == 2: break
print()
for x in []:
    pass
else:
    print("empty", "x" in globals())
for a, (b, *c) in [(1, "xyz"), (2, "pq")]: print(a, b, c)
d = {}
for d["key"] in range(3): pass
print(d)
class O: pass
o = O()
for o.attr in "ab": pass
print(o.attr)
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10)
    if len(l) > 6: break
print(l)
for i in range(2):
    i = "changed"
    print(i, end=" ")
print()
if 0: pass
elif []: pass
elif "x": print("elif")
else: pass
x = 5
print("a" if x > 3 else "b", "neg" if x < 0 else "zero" if x == 0 else "pos", [1, 2][x > 3])
total = 0
for i in range(10):
    if i % 2: continue
    for j in range(10):
        if j > i: break
        total += j
print(total)
i = 0
while (i := i + 1) < 4: print(i, end=",")
print()
for i in range(5, 0, -2): print(i, end=" ")
for i in reversed(range(3)): print(i, end=" ")
for k, v in {"a": 1}.items(): print(k, v)
for i, c in enumerate("ab", 1): print(i, c, end=" ")
for x in (yield_ for yield_ in "q"): print(x)
