"""collections: Counter, defaultdict, deque, OrderedDict, namedtuple, ChainMap, UserDict."""
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sum(c.values()), c + Counter("aab"), c - Counter("aab"), c & Counter("abz"), Counter(a=3, b=-1) | Counter(b=2), +Counter(a=-1, b=1), sorted(c.elements())[:6])
c.update("zz"); c.subtract({"a": 2}); print(c["z"], c["a"], Counter({"a": 1}) == Counter({"a": 1, "b": 0}), c.total())
d = defaultdict(list)
d["x"].append(1); d["y"]
print(d, d.get("q"), dict(d), d.default_factory, d.copy() == d)
q = deque([1, 2, 3], maxlen=4)
q.append(4); q.append(5); q.appendleft(0); print(q, q.popleft(), q.pop(), q, q[0], len(q), q.maxlen)
q.rotate(1); q.extend([7, 8]); q.extendleft([9]); q.insert(1, "i") if len(q) < 4 else None; print(q, q.count(8), list(reversed(q)), q.index(7), q == deque(q), deque([1]) < deque([2]), deque("ab") + deque("c"), deque("ab") * 2)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); o.move_to_end("c", last=False); print(o, o.popitem(False), o == {"b": 2, "a": 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, y=2)
print(p, p.x, p[1], p._replace(x=5), p._asdict(), P._fields, p == (1, 2, 0), P._make([1, 2, 3]), P.__doc__, P._field_defaults, *p)
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], dict(m) == {"a": 1, "b": 3}, m.new_child({"c": 1})["c"], m.parents, len(m))
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
print(U(a=1), U(a=1)["a"], UserList([3, 1]) + [2])
for f in (lambda: deque([], -1), lambda: deque().pop(), lambda: q[10], lambda: deque([1]).remove(2), lambda: namedtuple("X", "a a"), lambda: namedtuple("X", "class"), lambda: P(), lambda: P(1, 2, 3, 4), lambda: defaultdict(5), lambda: m["zz"], lambda: setattr(p, "x", 1), lambda: OrderedDict().popitem(), lambda: Counter("a") < 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
