"""The command line that the benchmark programs share: prog.py [N | --small | --second] [--repeat K [--for S]]."""
import sys
import time


def quote(text):
    """Text as a JSON string, without needing the json module."""
    out = []
    for ch in text:
        if ch == '"' or ch == "\\":
            out.append("\\" + ch)
        elif " " <= ch <= "~":
            out.append(ch)
        else:
            out.append("\\u%04x" % ord(ch))
    return '"' + "".join(out) + '"'


def check(size, result, expected):
    """Exit with status 1 where the result is known for this size and differs."""
    if size in expected and str(expected[size]) != str(result):
        sys.stderr.write("wrong result for size %d: %s, expected %s\n" % (size, result, expected[size]))
        sys.exit(1)


def run(main, default, expected):
    """Run main as the command line says. Expected maps sizes to results."""
    size = default
    repeat = seconds = 0
    args = sys.argv[1:]
    while args:
        arg = args.pop(0)
        if arg == "--repeat" and args:
            repeat = int(args.pop(0))
        elif arg == "--for" and args:
            seconds = float(args.pop(0))
        elif arg == "--small":
            size = min(expected)
        elif arg == "--second":
            size = max(expected)
        elif arg.isdigit():
            size = int(arg)
        else:
            sys.stderr.write("usage: %s [N | --small | --second] [--repeat K [--for S]]\n" % sys.argv[0])
            sys.exit(2)
    if repeat <= 0:
        result = main(size)
        check(size, result, expected)
        print(result)
        return
    times = []
    clock = time.perf_counter
    begin = clock()
    while len(times) < repeat or clock() - begin < seconds:
        start = clock()
        result = main(size)
        times.append(clock() - start)
        check(size, result, expected)
    print('{"times":[%s],"result":%s}' % (",".join(["%.6f" % t for t in times]), quote(str(result))))
