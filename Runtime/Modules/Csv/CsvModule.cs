namespace TieredPy.Runtime.Modules.Csv;

/// <summary>When a writer quotes and what a reader makes of unquoted fields; the numbers are the module's QUOTE constants.</summary>
internal enum CsvQuoting
{
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

/// <summary>_csv: readers and writers of comma-separated values.</summary>
[PyModule("_csv", Doc = "CSV parsing and writing.\n")]
internal static partial class CsvModule
{
    public static readonly PyType Error = MakeError();

    private static readonly PyDict Dialects = new();

    /// <summary>The longest field a reader accepts.</summary>
    public static long FieldLimit { get; private set; } = 128 * 1024;

    [PyConstant("QUOTE_MINIMAL")] private static long QuoteMinimal => (long)CsvQuoting.Minimal;
    [PyConstant("QUOTE_ALL")] private static long QuoteAll => (long)CsvQuoting.All;
    [PyConstant("QUOTE_NONNUMERIC")] private static long QuoteNonNumeric => (long)CsvQuoting.NonNumeric;
    [PyConstant("QUOTE_NONE")] private static long QuoteNone => (long)CsvQuoting.None;
    [PyConstant("QUOTE_STRINGS")] private static long QuoteStrings => (long)CsvQuoting.Strings;
    [PyConstant("QUOTE_NOTNULL")] private static long QuoteNotNull => (long)CsvQuoting.NotNull;

    private static PyType MakeError()
    {
        var t = ExcTypes.Plain("Error", ExcTypes.Exception, "");
        t.Module = "_csv";
        return t;
    }

    public static PyException Fail(string message) => Err.Make(Error, message);

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("Error"), new Value(Error));
        m.Dict.Set(PyStr.Intern("Dialect"), new Value(PyCsvDialect.TypeObject));
        m.Dict.Set(PyStr.Intern("Reader"), new Value(PyCsvReader.TypeObject));
        m.Dict.Set(PyStr.Intern("Writer"), new Value(PyCsvWriter.TypeObject));
        m.Dict.Set(PyStr.Intern("_dialects"), new Value(Dialects));
    }

    [PyFunction("list_dialects", Doc = "Return a list of all known dialect names.\n\n    names = csv.list_dialects()")]
    private static Value ListDialects() => new(new PyList(Dialects.Keys()));

    [PyFunction("get_dialect", Doc = "Return the dialect instance associated with name.\n\n    dialect = csv.get_dialect(name)")]
    public static Value GetDialect([Kw] Value name)
    {
        var found = Dialects.TryGet(name);
        return found.IsMissing ? throw Fail("unknown dialect") : found;
    }

    [PyFunction("unregister_dialect", Doc = "Delete the name/dialect mapping associated with a string name.\n\n    csv.unregister_dialect(name)")]
    private static void UnregisterDialect([Kw] Value name)
    {
        if (!Dialects.Remove(name)) throw Fail("unknown dialect");
    }

    [PyFunction("register_dialect", Doc = "Create a mapping from a string name to a dialect class."), RawCall]
    private static Value RegisterDialect(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given is < 1 or > 2)
            throw Err.TypeError(given < 1 ? "register_dialect expected at least 1 argument, got 0" : $"register_dialect expected at most 2 arguments, got {given}");
        if (args[0].Ref is not PyStr) throw Err.TypeError("dialect name must be a string");
        Dialects.Set(args[0], new Value(PyCsvDialect.Make(PyCsvDialect.TypeObject, given > 1 ? args[1] : Value.Missing, args[given..], kw)));
        return Value.None;
    }

    [PyFunction("field_size_limit", Doc = "Sets an upper limit on parsed fields.\n\n    csv.field_size_limit([limit])\n\nReturns old limit. If limit is not given, no new limit is set and\nthe old limit is returned")]
    private static Value FieldSizeLimit([Opt, Kw("new_limit")] Value limit)
    {
        long old = FieldLimit;
        if (!limit.IsMissing)
        {
            if (!IntOps.IsInt(limit)) throw Err.TypeError("limit must be an integer");
            FieldLimit = Ops.AsLong(limit);
        }
        return Value.Int(old);
    }

    [PyFunction("reader", Doc = "Return a reader object that will process lines from the given iterable."), RawCall]
    private static Value Reader(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given is < 1 or > 2)
            throw Err.TypeError(given < 1 ? "reader expected at least 1 argument, got 0" : $"reader expected at most 2 arguments, got {given}");
        var lines = Ops.Iter(args[0]);
        return new Value(new PyCsvReader(lines, PyCsvDialect.Make(PyCsvDialect.TypeObject, given > 1 ? args[1] : Value.Missing, args[given..], kw)));
    }

    [PyFunction("writer", Doc = "Return a writer object that will write user data on the given file object."), RawCall]
    private static Value Writer(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given is < 1 or > 2)
            throw Err.TypeError(given < 1 ? "writer expected at least 1 argument, got 0" : $"writer expected at most 2 arguments, got {given}");
        var dialect = PyCsvDialect.Make(PyCsvDialect.TypeObject, given > 1 ? args[1] : Value.Missing, args[given..], kw);
        if (!Ops.TryGetAttr(args[0], PyStr.Intern("write"), out var write) || !Ops.Callable(write))
            throw Err.TypeError("argument 1 must have a \"write\" method");
        return new Value(new PyCsvWriter(write, dialect));
    }
}
