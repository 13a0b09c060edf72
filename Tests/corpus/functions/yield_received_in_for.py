"""What a yield expression gets when a for loop resumes the generator: None, also where something was sent before."""


def plain(n):
    for i in range(n):
        got = yield i
        print("got", got)


def delegating():
    result = yield from plain(3)
    print("result", result)


def reused():
    v = 5
    v = yield v
    print("v", v)
    v = yield v
    print("v", v)


for x in plain(2):
    print(x)
for x in delegating():
    print(x)
for x in reused():
    print(x)
g = delegating()
print(next(g), g.send("sent"))
for x in g:
    print(x)
g = plain(4)
print(next(g), g.send("sent"))
for x in g:
    print(x)
print(list(plain(2)))
