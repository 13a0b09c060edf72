"""Loops of a module's own code: names that come and go, change type, are set from elsewhere, and code objects that run in namespaces of their own."""
total = 0
for i in range(50):
    total = total + i
    if i == 30: total = float(total)
    if i == 40: total = str(total); break
print(total, i)
n = 0
while n < 40:
    if n % 7 == 3:
        extra = n
        del extra
        try: extra
        except NameError as e: print(e)
    n += 1
for k in range(30):
    globals()["from_elsewhere"] = k
    if from_elsewhere != k: print("stale", k)
    exec("set_by_exec = k * 2")
    if set_by_exec != k * 2: print("stale exec", k)
def setter(v):
    global shared
    shared = v
shared = 0
for k in range(60):
    setter(k)
    if shared != k: print("stale shared", k)
    shared += 1
    if shared != k + 1: print("lost", k)
code = compile("""
acc = start
for j in range(40):
    acc = acc + j
    last = j
try:
    seen = only_there
except NameError as e:
    seen = str(e)
""", "<code>", "exec")
start = 1
exec(code)
print(acc, last, seen)
for m in range(20):
    space = {"start": m * 0.5, "only_there": m}
    exec(code, globals(), space)
    if m % 5 == 0: print(space["acc"], space["last"], space["seen"], acc)
    whole = {"start": [m], "range": lambda n: [[j] for j in range(3)]}
    exec(code, whole)
    if m % 5 == 0: print(whole["acc"], whole["seen"])
exec(code)
print(acc)
class Body:
    value = 0
    for step in range(50):
        value = value + step
        start = value
    print(value, start)
print(start, Body.value)
len_calls = 0
for word in ["a", "bb", "ccc"] * 20:
    len_calls += len(word)
    if len_calls == 60:
        def len(x): return 100
print(len_calls)
del len
for word in ["a"] * 30: len_calls -= len(word)
print(len_calls)
numbers = [x * y for x in range(6) for y in range(6) if x < y]
print(sum(numbers))
