"""list: methods, operators, assignment to slices, deletion."""
a = [3, 1, 2]
a.append(5); a.extend((7, 8)); a.extend("ab"); a.insert(0, 9); a.insert(-1, "x"); a.insert(100, "end")
print(a, a.pop(), a.pop(0), a.pop(-2), a)
a.remove("a") if "a" in a else None
print(a, a.index(5), a.count(1), a.copy() is a, a + [1], a * 2, 2 * a == a * 2, 5 in a, a.reverse(), a)
b = list(range(10))
b[2:5] = ["x"]; print(b)
b[1:1] = [7, 7]; print(b)
b[::2] = [0] * len(b[::2]); print(b)
del b[0]; del b[-2:]; del b[::3]; print(b)
b[:] = []; print(b, bool(b))
b += "xyz"; b *= 2; print(b, b < ["x", "z"], [1, 2] == [1, 2.0], [1] < [1, 0], [] < [0])
c = [[0] * 2] * 2; c[0][0] = 1; print(c, c[0] is c[1])
d = [1, 2, 3]; d += d; print(d, [*d, *"q"], list("abc"), list({1: 2}), list(range(3)), list())
d.clear(); print(d)
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [1] + (2,), lambda: [1] * "a", lambda: [].insert(1), lambda: [1].extend(5), lambda: [1]["a"],
          lambda: [1, 2].__setitem__(5, 1), lambda: [1, 2].__delitem__(7), lambda: [1, 2, 3].__setitem__(slice(None, None, 2), [1]), lambda: [1].__setitem__(slice(0, 1), 5), lambda: list(5), lambda: [1] < 2, lambda: [].sort(5), lambda: [].append()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
e = [1, 2, 3, 4]
for x in e:
    if x == 2:
        e.remove(x)
print(e)
for x in e:
    if len(e) < 8:
        e.append(x * 10)
print(e)


class Longer(list):
    def __len__(self): return super().__len__() + 1


n = Longer("ab")
n.extend(n)
n += n
print(n, len(n))
