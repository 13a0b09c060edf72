"""The re module over log lines: groups, alternatives, findall, substitution with functions, lazy and look-ahead parts."""
import re

from _bench import run

LINE = re.compile(r'(?P<host>\d+\.\d+\.\d+\.\d+) - (?P<user>\w+|-) \[(?P<time>[^\]]+)\] "(?P<verb>GET|POST|PUT) (?P<path>\S+)'
                  r'(?: HTTP/(\d)\.(\d))?" (?P<status>\d{3}) (?P<size>\d+|-)')
QUERY = re.compile(r"[?&]([a-z_]+)=([^&\s]*)")
NUMBER = re.compile(r"\b\d+\b")
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def lines(n):
    verbs = ("GET", "POST", "PUT", "HEAD")
    for i in range(n):
        user = "user%d" % (i % 13) if i % 3 else "-"
        path = "/shop/item%d?colour=red&size=%d&page_no=%d" % (i % 97, i % 7, i % 31)
        yield '10.%d.%d.7 - %s [%02d/Mar/2024:10:%02d:00] "%s %s HTTP/1.%d" %d %s' % (
            i % 256, i * 7 % 256, user, i % 28 + 1, i % 60, verbs[i % 4], path, i % 2, 200 + i % 5 * 100,
            i * 37 % 9999 if i % 6 else "-")


def main(n):
    statuses = {}
    size = failed = parameters = words = 0
    checksum = 0
    for i, line in enumerate(lines(n)):
        m = LINE.match(line)
        if m is None:
            failed += 1
            continue
        statuses[m["status"]] = statuses.get(m["status"], 0) + 1
        if m.group("size") != "-":
            size += int(m.group("size"))
        parameters += len(QUERY.findall(m["path"]))
        hidden = NUMBER.sub(lambda d: "#" * len(d.group()), line)
        checksum = (checksum * 3 + hidden.count("#") + m.end("path")) % 1000003
        if i % 4 == 0:
            words += len(WORD.findall(line)) + len(CAMEL.split("aCamelCaseName%d" % i))
            words += len(re.split(r"[\s/:]+", line)) + bool(re.search(r"item\d*?7\?.*size=(\d)&.*?\1", line))
    return "%s %d %d %d %d %d" % (sorted(statuses.items()), size, failed, parameters, words, checksum)


DEFAULT = 54000
EXPECTED = {
    50: "[('200', 8), ('300', 8), ('400', 7), ('500', 7), ('600', 8)] 26233 12 114 398 424556",
    54000: "[('200', 8100), ('300', 8100), ('400', 8100), ('500', 8100), ('600', 8100)] 157351878 13500 121500 414801 185019",
    120000: "[('200', 18000), ('300', 18000), ('400', 18000), ('500', 18000), ('600', 18000)] 349916448 30000 270000 921744 380488",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
