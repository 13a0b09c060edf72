"""Functions' variables from outside, where compiled code is left in the middle: the interpreter, tracebacks and other functions go on with the same cells."""
import sys


def outer(n):
    total = 0
    calls = []

    def add(x):
        nonlocal total
        if x % 50 == 49:
            calls.append(lambda: total)
        total += x
        return total

    def twice(x):
        return add(x) + add(x + 1)

    for i in range(n):
        twice(i)
    total += 1
    return total, [c() for c in calls]


def sequence(parts):
    def match(text, i, k, n=0):
        if n == len(parts):
            return k(i)
        return parts[n](text, i, lambda j: match(text, j, k, n + 1))
    return match


def char(c):
    return lambda text, i, k: i < len(text) and text[i] == c and k(i + 1)


def star(part):
    def match(text, i, k, count=0):
        return part(text, i, lambda j: j > i and match(text, j, k, count + 1)) or k(i)
    return match


def raising(limit):
    seen = []

    def check(x, on):
        def fail():
            raise ValueError((x, len(seen)))
        seen.append(x)
        if x > limit:
            fail()
        return on(x)
    return check, seen


def cells_of(e):
    found = []
    tb = e.__traceback__
    while tb is not None:
        f = tb.tb_frame
        names = f.f_code.co_freevars
        found.append((f.f_code.co_name, [(name, type(f.f_locals[name]).__name__) for name in names if name in f.f_locals]))
        tb = tb.tb_next
    return found


print(outer(300))
word = sequence([char("a"), star(char("b")), char("c")])
texts = ["abc", "ac", "abbbbc", "abd", "", "a", "abbbbbbbbbbbbbbbb", "abbbcc", "éabc"]
print([sum(bool(word(t, 0, lambda i: i == len(t))) for _ in range(60)) for t in texts])
print(word(["a", "b", "c"], 0, lambda i: i), word(("a", "c"), 0, lambda i: i), word(b"abc", 0, lambda i: i))

check, seen = raising(120)
result = 0
for i in range(150):
    try:
        result += check(i, lambda x: x * 2)
    except ValueError as e:
        result -= e.args[0][0]
        last = e
print(result, len(seen), last)
print(cells_of(last))


def counter():
    n = 0

    def step(by):
        nonlocal n
        n += by
        return sys._getframe().f_locals["n"] if n % 40 == 0 else n
    return step


step = counter()
print(sum(step(1) for _ in range(200)), step("x" * 0 or 5), step.__closure__[0].cell_contents)
try:
    step("text")
except TypeError as e:
    print(e, step.__closure__[0].cell_contents)


def unbound(flag):
    def inner(k):
        if k:
            return later
        return 0
    if flag:
        later = 5
    results = []
    for i in range(80):
        try:
            results.append(inner(i % 8 == 7))
        except NameError as e:
            results.append(str(e))
    later = 6
    return results[-1], inner(True)


print(unbound(True), unbound(False))
