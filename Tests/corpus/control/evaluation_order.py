"""Order of evaluation in expressions, assignments, calls, subscripts, comparisons, displays, augmented assignment."""
def t(x, v=None):
    print(x, end=" ")
    return x if v is None else v
class L(list):
    def __getitem__(self, i): print("get", i, end=" "); return 10
    def __setitem__(self, i, v): print("set", i, v, end=" ")
def end(): print()
t(1) + t(2) * t(3); end()
t(1) if t(0) else t(2); end()
t(0) or t(5) and t(6); end()
t("f", print)(t(1), t(2), *t("s", [3]), sep=t("k", "-")); end()
{t("a"): t("b"), t("c"): t("d")}; end()
[t(1), *t("x", [2]), t(3)]; end()
L()[t(1)] = t(2); end()
l = L()
l[t("i", 0)] += t("v", 5); end()
t("o", l)[t("idx", 1)] = t("rhs", 9); end()
a = b = t(3); end()
x, y = t(1), t(2); end()
t(1) < t(5) < t(3) < t(9); end()
t("list", [1, 2, 3])[t(0):t(2):t(1)]; end()
def f(a=t("default"), *, b: t("annotation", int) = t("kwdefault")) -> t("return"): pass
end()
@t("decorator", lambda f: f)
def g(x=t("d")): pass
end()
class C(t("base", object), metaclass=t("meta", type)):
    t("body")
end()
lambda x=t("ld"): t("never"); end()
assert t(1), t("unused")
end()
t("obj", C()).attr = t("value"); end()
del t("dl", {1: 2})[t(1)]; end()
print(t("p"), t("q"), end=t("e", "\n"))
for t("unused_target", {})["k"] in t("iterable", [1]): pass
end()
with t("cm", __import__("contextlib").nullcontext()) as t("target", {})["x"]: t("inside")
end()
f"{t(1)}{t(2, 'x'):{t('w', 3)}}"; end()
return_ = [t(i) for i in t("it", [1, 2]) if t("c", True)]; end()
i = 1
i, m = 2, i
print(i, m, -t(2) ** t(2), not t(0) == t(0), t(2) ** -t(1))
