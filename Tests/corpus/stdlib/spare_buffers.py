# Buffers that are kept from one use to the next: uses within one another, errors on the way, and what was long before and is short now.
import asyncio
import io
import json
import pickle


class Nested:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        inner = pickle.dumps([self.n] * 40)
        return rebuild, (inner, json.dumps({"b": self.n, "a": [self.n / 4]}, sort_keys=True, indent=1))


def rebuild(inner, text):
    made = Nested(len(pickle.loads(inner)) + json.loads(text)["b"])
    made.text = text
    return made


class Bad:
    def __reduce__(self):
        raise ValueError("not this one")


large = {"k%d" % i: [i, str(i), (i, i + 1), {i}] for i in range(3000)}
for _ in range(3):
    back = pickle.loads(pickle.dumps([Nested(1), Nested(2), "x", "x"]))
    print([x.n if isinstance(x, Nested) else x for x in back], repr(back[1].text))
    try:
        pickle.dumps([large, Bad()])
    except ValueError as e:
        print(e)
    try:
        pickle.loads(pickle.dumps(large)[:-200])
    except Exception as e:
        print(type(e).__name__)
    print(pickle.loads(pickle.dumps(large)) == large, pickle.loads(pickle.dumps(7)), pickle.loads(pickle.dumps([])))

p = pickle.Pickler(f := io.BytesIO())
shared = [1]
p.dump([shared, shared])
p.dump(shared)
p.clear_memo()
p.dump(shared)
print(f.getvalue())

# A memo that grows between the look and the entry.
deep = ()
for i in range(200):
    deep = (deep, [i])
print(pickle.loads(pickle.dumps(deep)) == deep)


class Default(json.JSONEncoder):
    def default(self, o):
        return json.loads(json.dumps([json.dumps(o.real), "\U0001f600"], ensure_ascii=False))


print(json.dumps({"z": 1j, "\u00e9": 2j, "a": [], "\U0001f600": {}}, cls=Default, sort_keys=True, indent="\t"))
print(json.dumps({"b": 1, "a": {"d": [1, {}], "c": ()}}, sort_keys=True, indent=2, separators=(" ,", " : ")))
print(json.dumps({"aa": 1, "a": 2, "\ue000": 3, "\ud800": 4, "\uffff": 5}, sort_keys=True))
try:
    print(json.dumps({"b": 1, 3: 2}, sort_keys=True))
except TypeError as e:
    print(e)
print(json.dumps({3: 1, 2.5: 2, True: 3}, sort_keys=True))
print(json.dumps("\u20ac" * 3 + "\U0001f600" + "plain text that is long enough" * 2, ensure_ascii=False))
print(json.loads("[0.1, -0.0, 1.5, 123456789.123456, 0.000000000000001, -12345678901234.5, 9007199254740993.0, 0.30000000000000004, 1.0e2, 100000000000000.1]"))
print(json.loads('["\\ud83d\\ude00", "ab", "ab", {"ab": "ab"}]'))

# Lines and sides
text = "one\ntwo\r\nthree\rfour\x0bfive\x0csix\x1cseven\x1deight\x1enine\x85ten\u2028eleven\u2029twelve\n\n"
print(text.splitlines())
print(text.splitlines(True))
print("\U0001f600\r\n\na".splitlines(), "".splitlines(), "\r".splitlines(True), "x\r".splitlines(), "\r\r\n".splitlines(True))
for chars in (",.", "a", "", "abcdefghijk", "\U0001f600,", None):
    print([s.strip(chars) for s in (",.a.,", "aaa", "", " a ", "kabc", "\U0001f600,x,\U0001f600")])
    print([(s.lstrip(chars), s.rstrip(chars)) for s in (",.a.,", "aaa", " a ")])
print([w for w in "a bb  ccc\tdddd\n eeeee ffffffffffffffffffffff".split()], "a,bb,,ccc".split(","), "a b c d".split(None, 2))


# Tasks enter and leave with the loop's hash, also where its class has another one than before.
async def current():
    await asyncio.sleep(0)
    return asyncio.current_task() in asyncio.all_tasks()


class Loop(asyncio.SelectorEventLoop):
    pass


async def main(loop):
    first = await asyncio.gather(current(), current())
    return first, asyncio.current_task() is not None, len(asyncio.tasks._current_tasks)


for _ in range(2):
    loop = Loop()
    print(loop.run_until_complete(main(loop)), len(asyncio.tasks._current_tasks))
    loop.close()
    Loop.__hash__ = lambda self: 12
