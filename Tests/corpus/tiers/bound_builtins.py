class L(list):
    def append(self, x):
        super().append(x * 2)


def bound(n):
    out, d, s, sub = [], {}, set(), L()
    append, get, add, sub_append, extend, pop, setdefault = out.append, d.get, s.add, sub.append, out.extend, out.pop, d.setdefault
    text = "a-b-c"
    split, join = text.split, "+".join
    total = 0
    for i in range(n):
        append(i)
        append(i * 0.5 if i % 3 else "x")
        extend((i, str(i)))
        if i % 4 == 0:
            total += len(str(pop()))
            pop(0)
        d[i % 7] = i
        total += get(i % 9, 0) + setdefault(i % 11, 5)
        add(i % 5)
        sub_append(i)
        total += len(join(split("-")))
    return total, len(out), out[:6], sorted(s), sub[:4], len(d)


print(bound(200))


def changing(n):
    outs = [[], L(), [1.5], ["s"]]
    total = 0
    for i in range(n):
        append = outs[(i // 10) % 4].append
        append(i)
        for w in (append,):
            w("y")
    return [len(o) for o in outs], outs[2][:4], outs[0][:3]


print(changing(200))


def errors(n):
    pops = [[].pop, {}.pop]
    seen = {}
    for i in range(n):
        for p, a in ((pops[0], ()), (pops[1], (i,)), ([].remove, (3,)), ("".index, ("z",))):
            try:
                p(*a)
            except (IndexError, KeyError, ValueError) as e:
                k = type(e).__name__
                seen[k] = seen.get(k, 0) + 1
    return seen


print(errors(50))
