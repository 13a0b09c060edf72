"""json: dumps options, loads, hooks, errors."""
import json
v = {"a": [1, 2.5, True, None, "é\n\"\\/\u2028"], "b": {"c": {}}, 3: "k", None: 1, True: 2, 1.5: 3}
print(json.dumps(v), json.dumps(v, ensure_ascii=False), json.dumps({"b": 1, "a": [1, {"z": []}]}, indent=2, sort_keys=True), json.dumps([1, 2], separators=(",", ":")), json.dumps([]), json.dumps((1,)), sep="\n")
print(json.dumps([float("nan"), float("inf"), -0.0, 1e100, 10**30, 1e16]), json.dumps("\x00\x1f\x7f😀"), json.dumps({"a": {"b": [1]}}, indent="\t"), json.dumps([[], {}], indent=1))
print(json.loads(' {"a": [1, -2.5e3, true, false, null, "\\u00e9\\ud83d\\ude00\\n"]} '), json.loads("[]"), json.loads('"x"'), json.loads("12345678901234567890"), json.loads("[NaN, Infinity, -Infinity]"), json.loads(b'{"a": 1}'), json.loads("1E5"), json.loads('{"a": 1, "a": 2}'))
print(json.loads('{"x": 1.1, "y": 2}', parse_float=str, parse_int=lambda s: s + "!"), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1}', object_pairs_hook=list), json.JSONDecoder().raw_decode("[1] tail"))
class E(json.JSONEncoder):
    def default(self, o): return list(o) if isinstance(o, (set, range)) else super().default(o)
print(json.dumps([{1}, range(3)], cls=E), json.dumps(1j, default=str), "".join(E(indent=1).iterencode({"k": range(2)})))
class I(int): pass
class S(str): pass
print(json.dumps({"i": I(5), S("s"): S("v")}), json.dumps({(1, 2): 3, "k": 1}, skipkeys=True))
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"), lambda: json.loads(""), lambda: json.loads("[1,]"), lambda: json.loads('{"a" 1}'), lambda: json.loads("{'a': 1}"), lambda: json.loads("[1 2]"), lambda: json.loads('"abc'), lambda: json.loads('"\\x"'), lambda: json.loads("nul"), lambda: json.loads("[1] 2"), lambda: json.loads('"a\nb"'), lambda: json.loads("01"), lambda: json.loads("{\n\"a\": }"), lambda: json.loads(5), lambda: json.loads("-"), lambda: json.loads('{"a":1,}'), lambda: json.loads("[" * 100000)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e if not isinstance(e, RecursionError) else "")
a = []
a.append(a)
try:
    json.dumps(a)
except ValueError as e:
    print(e)
