"""Runs random programs in this process.

usage: batch.py [--disturb] ...         finalizers run at any moment of the programs (disturbing.py)
       batch.py --seeds FIRST LAST   generated programs; for each is written a line: its seed, a checksum of its output, the output
       batch.py FILE ...             the same for files that hold a program each
       batch.py --check RECORD [FIRST LAST [FOLDER]]  generated programs against the checksums in RECORD; only differences are written.
              Programs that FOLDER has aren't generated, others are kept there.
"""
import binascii
import gc
import io
import os
import sys


def run(source):
    """What the program prints; how it ended is the last line. Its finalizers have run when the next program begins."""
    out, before = io.StringIO(), sys.stdout
    sys.stdout = out
    try:
        exec(compile(source, "<program>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
    except BaseException as e:
        print("ended by", type(e).__name__, e)
    finally:
        printed = out.getvalue()
        gc.collect()
        sys.stdout = before
    return printed


def checksum(text):
    return "%08x" % binascii.crc32(text.encode("utf-8", "surrogatepass"))


def program(seed, folder):
    path = folder and os.path.join(folder, "%d.py" % seed)
    if path and os.path.exists(path):
        with open(path, encoding="utf-8", errors="surrogatepass", newline="") as f:
            return f.read()
    from generate import generate
    source = generate(seed)
    if path:
        with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as f:
            f.write(source)
    return source


def check(record, first, last, folder):
    """The number of programs that print something else than was recorded."""
    differences = count = 0
    with open(record) as lines:
        for line in lines:
            seed, source_sum, output_sum = line.split()
            if not first <= int(seed) <= last:
                continue
            count += 1
            source = program(int(seed), folder)
            if checksum(source) != source_sum:
                problem = "another program is generated than was recorded"
            elif checksum(run(source)) != output_sum:
                problem = "another output than was recorded"
            else:
                continue
            differences += 1
            print("seed %s: %s" % (seed, problem), flush=True)
    print("%d programs, %d differ" % (count, differences))
    return differences if count else 1


def main(arguments):
    import warnings
    warnings.simplefilter("ignore")
    if arguments[0] == "--disturb":
        from disturbing import begin
        begin()
        arguments = arguments[1:]
    if arguments[0] == "--check":
        first, last = map(int, arguments[2:4]) if len(arguments) > 2 else (0, 1 << 60)
        return 1 if check(arguments[1], first, last, arguments[4] if len(arguments) > 4 else None) else 0
    if arguments[0] == "--seeds":
        from generate import generate
        programs = ((str(seed), generate(seed)) for seed in range(int(arguments[1]), int(arguments[2]) + 1))
    else:
        programs = ((path, open(path, encoding="utf-8").read()) for path in arguments)
    for name, source in programs:
        # The name goes first, so that a crash or a hang can be told from the program before.
        sys.stdout.write("%s " % name)
        sys.stdout.flush()
        output = run(source)
        sys.stdout.write("%s %s\n" % (checksum(output), ascii(output)))
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
