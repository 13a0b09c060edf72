"""A pipeline of generators over a synthetic server log: parse, filter, sessionize, aggregate, without holding it in memory."""
from collections import Counter
from itertools import groupby, islice


def lines(count):
    seed = 2025
    clock = 0
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        clock += (seed >> 16) % 40
        user = (seed >> 8) % 23
        path = ("/", "/search", "/cart", "/pay", "/help")[(seed >> 12) % 5]
        status = 500 if (seed >> 5) % 97 == 0 else 404 if (seed >> 7) % 31 == 0 else 200
        yield f"{clock}\tuser{user:02d}\t{path}\t{status}\t{(seed >> 4) % 900 + 20}ms"


def parsed(source):
    for line in source:
        clock, user, path, status, took = line.split("\t")
        yield {"clock": int(clock), "user": user, "path": path, "status": int(status), "ms": int(took[:-2])}


def tee_into(records, *sinks):
    """Passes records on after sending each to every sink."""
    for sink in sinks:
        next(sink)
    for record in records:
        for sink in sinks:
            sink.send(record)
        yield record
    for sink in sinks:
        sink.close()


def count_statuses(out):
    counts = Counter()
    try:
        while True:
            counts[(yield)["status"]] += 1
    finally:
        out.append("statuses: " + ", ".join(f"{k}={v}" for k, v in sorted(counts.items())))


def slowest(out, keep):
    worst = []
    try:
        while True:
            record = yield
            worst = sorted(worst + [(-record["ms"], record["clock"], record["path"])])[:keep]
    finally:
        out.extend(f"slow: {-ms} ms for {path} at {clock}" for ms, clock, path in worst)


def sessions(records, gap):
    """Groups each user's requests that follow each other within the gap."""
    open_ = {}
    for record in records:
        user = record["user"]
        if user in open_ and record["clock"] - open_[user][-1]["clock"] > gap:
            yield open_.pop(user)
        open_.setdefault(user, []).append(record)
    yield from open_.values()


def main():
    notes = []
    records = tee_into(parsed(lines(20000)), count_statuses(notes), slowest(notes, 3))
    lengths = Counter()
    bought = 0
    for session in sessions((r for r in records if r["status"] < 500), gap=900):
        lengths[min(len(session), 8)] += 1
        bought += any(r["path"] == "/pay" for r in session)
    print(*notes, sep="\n")
    total = sum(lengths.values())
    print(f"{total} sessions, {bought / total:.1%} with a payment")
    for length, count in sorted(lengths.items()):
        print(f"{length}{'+' if length == 8 else ' '} {count:5d} {'#' * (count * 60 // total)}")
    runs = ((status, len(list(group))) for status, group in groupby(parsed(lines(500)), key=lambda r: r["status"]))
    print("first runs of equal status:", list(islice(runs, 5)))


main()
