"""Slices of strings, lists and tuples with all signs of start, stop and step."""
s = "abcdefgh"
for a in (None, 0, 2, -3, 100, -100):
    for b in (None, 0, 5, -1, 100, -100):
        print(a, b, s[a:b], s[a:b:2], s[a:b:-1], s[a:b:-3], list(s)[a:b] == list(s[a:b]), tuple(s)[a:b:-2])
print(s[::], s[::-1], s[5:2], s[5:2:-1], s[-1], s[-8], s[True], s[2**70:], s[:-2**70])
print(slice(1, 5), slice(None), slice(1, None, -1).indices(4), slice(-2, 100).indices(5), slice(3) == slice(3), slice(1, 2) < slice(1, 3))
for f in (lambda: s[100], lambda: s[::0], lambda: s["a"], lambda: s[1.0], lambda: s[1:"a"], lambda: [][0], lambda: ()[-1], lambda: s[None], lambda: s[1, 2], lambda: range(3)[5]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Show:
    def __getitem__(self, key):
        return key
x = Show()
print(x[1:2], x[::3], x[1:2, 3], x[...], x[:, None], x[()], x[*[1, 2]], x[1:2:3, ...], x[-1])
try:
    print(hash(slice(1)) == hash(slice(1)))
except TypeError as e:
    print(e)
