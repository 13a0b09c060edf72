"""Reads a text (a file, or the one below) and reports words, sentences, readability and a concordance."""
import re
import sys
from collections import Counter

SAMPLE = """The lighthouse stood alone on the rock. Every evening the keeper climbed the stairs, lit the lamp, and
watched the sea. Ships passed far away; their lights were small and slow. "Nobody comes here," he said to the gulls.
One winter night a boat came out of the fog. The keeper ran down the stairs, for the lamp had gone out!"""


def syllables(word):
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))


def concordance(text, word, width=24):
    for match in re.finditer(r"\b%s\b" % re.escape(word), text, re.IGNORECASE):
        left = text[:match.start()][-width:].rjust(width)
        right = text[match.end():][:width]
        yield f"{left}[{match.group()}]{right}"


def main():
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:
            text = file.read()
    else:
        text = SAMPLE
    text = " ".join(text.split())
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text)
    sentences = [s for s in re.split(r"(?<=[.!?])[\"']?\s+", text) if s]
    counts = Counter(word.lower() for word in words)
    ease = 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)
    print(f"{len(words)} words, {len(counts)} different, {len(sentences)} sentences, reading ease {ease:.1f}")
    print("most frequent:", ", ".join(f"{word} {n}" for word, n in counts.most_common(5)))
    print("longest words:", ", ".join(sorted(counts, key=lambda w: (-len(w), w))[:3]))
    by_length = Counter(map(len, words))
    for length in sorted(by_length):
        print(f"{length:3d} {'*' * by_length[length]}")
    for line in concordance(text, "keeper"):
        print(line)


main()
