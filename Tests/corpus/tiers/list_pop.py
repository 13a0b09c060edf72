"""list.pop at the end of lists of each storage: empty ones, ones that shrink, stacks of mixed items."""
def drain(xs):
    t = []
    while xs: t.append(xs.pop())
    return t
def empty(xs):
    n = 0
    try:
        while True:
            xs.pop(); n += 1
    except IndexError as e: return n, str(e)
def machine(k):
    st = []
    for i in range(k):
        st.append(i); st.append(i * 2)
        b = st.pop(); a = st.pop()
        st.append(a + b)
        if len(st) > 5: st[-2] = st.pop() < st[-1]
        if i % 7 == 0: st.append(str(i)); st.append(None); st.pop(); st.pop()
    return st
class C: pass
def objs(k):
    st = [C() for _ in range(k)]; n = 0
    while st:
        o = st.pop(); n += 1
        if n % 3 == 0 and n < k * 2: st.append(o); st.append(o)
    return n
for k in range(40):
    print(drain(list(range(k))), drain([float(i) for i in range(k)]), drain([str(i) for i in range(k)]), drain([1, 2.0, "x", None, True] * k)[:7])
    print(empty(list(range(k))), empty(["a"] * k), empty([2.5] * (k * 10)), machine(k), objs(k))
print(len(drain(list(range(100000)))), len(drain([str(i) for i in range(100000)])))
