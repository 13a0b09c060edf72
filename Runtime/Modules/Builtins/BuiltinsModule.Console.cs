namespace TieredPy.Runtime.Modules;

// Input, output and files.
internal static partial class BuiltinsModule
{
    /// <summary>open() is the one of _io.</summary>
    private static void AddOpen(PyModule m) => m.Dict.Set(PyStr.Intern("open"), BuiltinModuleLoader.Create("_io")!.Dict.TryGet(PyStr.Intern("open")));

    private static readonly PyStr WriteName = PyStr.Intern("write");
    private static readonly PyStr FlushName = PyStr.Intern("flush");
    private static readonly PyStr Space = PyStr.Intern(" ");
    private static readonly PyStr NewLine = PyStr.Intern("\n");

    [PyFunction("print", Signature = "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", Doc = "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream.", RunsPython = true)]
    private static void Print([StarArgs] ReadOnlySpan<Value> args, [OptNone, KwOnly, Kw] Value sep, [OptNone, KwOnly, Kw] Value end, [OptNone, KwOnly, Kw] Value file, [KwOnly, Kw] bool flush = false)
    {
        if (!sep.IsNone && sep.Ref is not PyStr) throw Err.TypeError($"sep must be None or a string, not {Ops.TypeName(sep)}");
        if (!end.IsNone && end.Ref is not PyStr) throw Err.TypeError($"end must be None or a string, not {Ops.TypeName(end)}");
        if (file.IsNone)
        {
            file = SysState.Get("stdout", "lost sys.stdout");
            if (file.IsNone) return;
        }
        var write = Ops.GetAttr(file, WriteName);
        var separator = sep.Ref as PyStr ?? Space;
        var terminator = end.Ref as PyStr ?? NewLine;
        if (!file.Type.IsHeap && args.Length > 0)
        {
            // One write for all of it: nobody can see the difference on a built-in stream.
            var b = new PyStrBuilder(64);
            for (int i = 0; i < args.Length; i++)
            {
                if (i > 0) b.Append(separator);
                if (b.Length > 0 && !IsPlain(args[i]))
                {
                    // Its text comes from code that may print, or fail: what was there before goes out first.
                    Ops.Call(write, new Value(b.ToStr()));
                    b = new PyStrBuilder(64);
                }
                b.Append(Ops.Str(args[i]));
            }
            b.Append(terminator);
            Ops.Call(write, new Value(b.ToStr()));
        }
        else
        {
            for (int i = 0; i < args.Length; i++)
            {
                if (i > 0) Ops.Call(write, new Value(separator));
                Ops.Call(write, new Value(Ops.Str(args[i])));
            }
            Ops.Call(write, new Value(terminator));
        }
        if (flush) Ops.CallMethod(file, FlushName);
    }

    /// <summary>True where making a text of it runs no Python code.</summary>
    private static bool IsPlain(Value v) => v.Ref is null || v.IsFloat || v.Ref is PyStr or PyBigInt or PyBool or PyNone or PyBytes && !v.Ref.Type.IsHeap;

    [PyFunction("input", Doc = "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available.", RunsPython = true)]
    private static Value Input([Opt(Show = "''")] Value prompt)
    {
        var stdin = SysState.Get("stdin", "input(): lost sys.stdin");
        var stdout = SysState.Get("stdout", "input(): lost sys.stdout");
        var stderr = SysState.Get("stderr", "input(): lost sys.stderr");
        if (stdin.IsNone) throw Err.RuntimeError("input(): lost sys.stdin");
        if (stdout.IsNone) throw Err.RuntimeError("input(): lost sys.stdout");
        if (stderr.IsNone) throw Err.RuntimeError("input(): lost sys.stderr");
        FlushQuietly(stderr);
        if (!prompt.IsMissing) Ops.CallMethod(stdout, WriteName, new Value(Ops.Str(prompt)));
        FlushQuietly(stdout);
        var line = Ops.CallMethod(stdin, "readline");
        if (line.Ref is not PyStr s) throw Err.TypeError("object.readline() returned non-string");
        if (s.Length == 0) throw Err.Make(ExcTypes.EOFError, "EOF when reading a line");
        return new Value(s[s.Length - 1] == '\n' ? s.Substring(0, s.Length - 1) : s);
    }

    // As CPython: a stream that can't be flushed doesn't stop input().
    private static void FlushQuietly(Value stream)
    {
        try
        {
            Ops.CallMethod(stream, FlushName);
        }
        catch (PyException)
        {
        }
    }

    [PyFunction("breakpoint", Signature = "($module, /, *args, **kws)", Doc = "Call sys.breakpointhook(*args, **kws).\n\nsys.breakpointhook() must accept whatever arguments are passed.\n\nBy default, this drops you into the pdb debugger.", RunsPython = true), RawCall]
    private static Value Breakpoint(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var result = Ops.Call(SysState.Get("breakpointhook", "lost sys.breakpointhook"), args, kw);
        // A debugger stops where it was called, not at the caller's next loop.
        if (result.IsNone) Interp.TracingChanged("breakpoint", "builtins");
        return result;
    }
}
