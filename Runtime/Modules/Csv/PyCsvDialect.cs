namespace TieredPy.Runtime.Modules.Csv;

/// <summary>_csv.Dialect: how fields are separated and quoted. Characters are code points, or <see cref="NotSet"/>.</summary>
[PyType("_csv.Dialect", Doc = "CSV dialect\n\nThe Dialect type records CSV dialect options.")]
internal partial class PyCsvDialect : PyObject
{
    public const int NotSet = -1;

    private static readonly string[] Names = ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

    internal PyCsvDialect(Shape shape) : base(shape) { }

    public int Delimiter { get; private set; } = ',';
    public int EscapeChar { get; private set; } = NotSet;
    public int QuoteChar { get; private set; } = '"';
    public PyStr LineTerminator { get; private set; } = PyStr.Empty;
    public CsvQuoting Quoting { get; private set; }
    [PyMember("doublequote")] public bool DoubleQuote { get; private set; } = true;
    [PyMember("skipinitialspace")] public bool SkipInitialSpace { get; private set; }
    [PyMember("strict")] public bool Strict { get; private set; }

    [PyGetter("delimiter")] private Value DelimiterValue => Show(Delimiter);
    [PyGetter("escapechar")] private Value EscapeCharValue => Show(EscapeChar);
    [PyGetter("quotechar")] private Value QuoteCharValue => Show(QuoteChar);
    [PyGetter("lineterminator")] private Value LineTerminatorValue => new(LineTerminator);
    [PyGetter("quoting")] private Value QuotingValue => Value.Int((long)Quoting);

    private static Value Show(int c) => c == NotSet ? Value.None : new Value(PyStr.OfCodePoint(c));

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given > 1) throw Err.TypeError($"function takes at most 1 positional argument ({given} given)");
        return new Value(Make(cls, given > 0 ? args[0] : Value.Missing, args[given..], kw));
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }

    /// <summary>The dialect that a dialect (by name, instance or class) and overriding parameters describe.</summary>
    public static PyCsvDialect Make(PyType cls, Value dialect, ReadOnlySpan<Value> parameters, PyStr[]? names)
    {
        var options = new Value[Names.Length];
        options.AsSpan().Fill(Value.Missing);
        bool any = false;
        for (int i = 0; names != null && i < names.Length; i++)
        {
            string name = names[i].ToString();
            if (name == "dialect")
            {
                dialect = parameters[i];
                continue;
            }
            int at = Array.IndexOf(Names, name);
            if (at < 0) throw Err.TypeError($"this function got an unexpected keyword argument '{name}'");
            options[at] = parameters[i];
            any = true;
        }
        if (!dialect.IsMissingOrNone)
        {
            if (dialect.Ref is PyStr) dialect = CsvModule.GetDialect(dialect);
            if (!any && dialect.Ref is PyCsvDialect same) return same;
            for (int i = 0; i < options.Length; i++)
                if (options[i].IsMissing && Ops.TryGetAttr(dialect, PyStr.Intern(Names[i]), out var value)) options[i] = value;
        }
        var made = Allocate(cls);
        made.Set(options);
        return made;
    }

    private void Set(Value[] options)
    {
        Delimiter = Character(options[0], "delimiter", ',', false);
        DoubleQuote = options[1].IsMissing || Ops.Truth(options[1]);
        EscapeChar = Character(options[2], "escapechar", NotSet, true);
        LineTerminator = options[3].IsMissing ? new PyStr("\r\n") : options[3].Ref as PyStr ?? throw Err.TypeError("\"lineterminator\" must be a string");
        QuoteChar = Character(options[4], "quotechar", '"', true);
        if (options[5].IsMissing) Quoting = options[4].IsNone ? CsvQuoting.None : CsvQuoting.Minimal;
        else
        {
            if (!options[5].IsInt) throw Err.TypeError("\"quoting\" must be an integer");
            if (options[5].Bits is < 0 or > (long)CsvQuoting.NotNull) throw Err.TypeError("bad \"quoting\" value");
            Quoting = (CsvQuoting)options[5].Bits;
        }
        SkipInitialSpace = !options[6].IsMissing && Ops.Truth(options[6]);
        Strict = !options[7].IsMissing && Ops.Truth(options[7]);
        if (Quoting != CsvQuoting.None && QuoteChar == NotSet) throw Err.TypeError("quotechar must be set if quoting enabled");
        Check("delimiter", Delimiter, true);
        Check("escapechar", EscapeChar, !SkipInitialSpace);
        Check("quotechar", QuoteChar, !SkipInitialSpace);
        CheckDifferent("delimiter", "escapechar", Delimiter, EscapeChar);
        CheckDifferent("delimiter", "quotechar", Delimiter, QuoteChar);
        CheckDifferent("escapechar", "quotechar", EscapeChar, QuoteChar);
    }

    private static int Character(Value v, string name, int missing, bool orNone)
    {
        if (v.IsMissing) return missing;
        if (orNone && v.IsNone) return NotSet;
        if (v.Ref is not PyStr s) throw Err.TypeError($"\"{name}\" must be string{(orNone ? " or None" : "")}, not {Ops.TypeName(v)}");
        return s.Length == 1 ? s[0] : throw Err.TypeError($"\"{name}\" must be a 1-character string");
    }

    private void Check(string name, int c, bool allowSpace)
    {
        if (c is '\r' or '\n' || (c == ' ' && !allowSpace) || (c != NotSet && EndsLine(c))) throw Err.ValueError($"bad {name} value");
    }

    private static void CheckDifferent(string name1, string name2, int c1, int c2)
    {
        if (c1 == c2 && c1 != NotSet) throw Err.ValueError($"bad {name1} or {name2} value");
    }

    /// <summary>True for characters of the line terminator.</summary>
    public bool EndsLine(int c)
    {
        for (int i = 0; i < LineTerminator.Length; i++)
            if (LineTerminator[i] == c) return true;
        return false;
    }

    [PyMethod("__reduce__", Doc = "raises an exception to avoid pickling")]
    private Value Reduce() => throw Err.TypeError($"cannot pickle '{Type.FullName}' instances");

    [PyMethod("__reduce_ex__", Doc = "raises an exception to avoid pickling")]
    private Value ReduceEx(Value protocol) => throw Err.TypeError($"cannot pickle '{Type.FullName}' instances");
}
