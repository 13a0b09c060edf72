"""Counts and ranks words of a generated text: split, strip, lower, dict of counts, sort by count."""
from _bench import run

SYLLABLES = ["ka", "lo", "mi", "ren", "tus", "da", "ver", "on", "shi", "el", "ba", "qui"]


def text(lines):
    seed = 2024
    out = []
    for _ in range(lines):
        words = []
        for _ in range(14):
            word = ""
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            for k in range(1 + (seed >> 20) % 3):
                word += SYLLABLES[(seed >> (6 + 3 * k)) % 12]
            if (seed >> 10) % 7 == 0:
                word = word.capitalize()
            if (seed >> 12) % 9 == 0:
                word += ",.;!"[(seed >> 5) % 4]
            words.append(word)
        out.append(" ".join(words))
    return "\n".join(out)


def count(source):
    counts = {}
    lengths = {}
    for line in source.splitlines():
        for word in line.split():
            word = word.strip(",.;!").lower()
            counts[word] = counts.get(word, 0) + 1
            n = len(word)
            if n in lengths:
                lengths[n] += 1
            else:
                lengths[n] = 1
    return counts, lengths


def bigrams(source):
    pairs = {}
    previous = None
    for word in source.lower().split():
        key = (previous, word)
        pairs[key] = pairs.get(key, 0) + 1
        previous = word
    return pairs


def main(n):
    source = text(n)
    for _ in range(6):
        counts, lengths = count(source)
        pairs = bigrams(source)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    top = " ".join(["%s=%d" % item for item in ranked[:4]])
    return "%d %d %d %s" % (len(counts), sum(lengths.values()), max(pairs.values()), top)


DEFAULT = 7000
EXPECTED = {
    10: "91 140 1 ver=7 el=6 ka=6 mi=5",
    7000: "876 98000 83 mi=2803 shi=2773 ba=2751 ren=2727",
    20000: "876 280000 204 ver=8021 el=7840 ren=7825 shi=7799",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
