"""The json module: dumps and loads of nested records, indented and sorted output, hooks and a custom encoder."""
import json

from _bench import run


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return {"re": o.real, "im": o.imag}
        return super().default(o)


def hook(pairs):
    if len(pairs) == 2 and "re" in pairs:
        return complex(pairs["re"], pairs["im"])
    return pairs


def document(k):
    return {
        "id": k, "ok": True, "nothing": None, "text": "line\n\"quoted\" \u00fc\u20ac \U0001f600",
        "items": [{"number": i * k, "price": i * 0.37, "name": "item %d" % i, "tags": ["x", "yy", "zzz"][:i % 4]}
                  for i in range(200)],
        "matrix": [[i * j for j in range(20)] for i in range(20)],
    }


def main(n):
    total = 0
    for k in range(n):
        data = document(k)
        text = json.dumps(data)
        back = json.loads(text)
        if back != data:
            raise AssertionError("a document came back changed")
        pretty = json.dumps(data, indent=2, sort_keys=True)
        compact = json.dumps(back, separators=(",", ":"), ensure_ascii=False)
        special = json.loads(json.dumps([complex(k, 1)] * 10, cls=Encoder), object_hook=hook)
        total += len(text) + len(pretty) * 3 + len(compact) * 5 + int(special[3].real)
        total += len(json.loads(pretty)["items"])
    return total


DEFAULT = 360
EXPECTED = {
    3: "520197",
    360: "64065294",
    1100: "197088396",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
