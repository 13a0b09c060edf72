namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>_sqlite3: databases of SQLite (PEP 249), over the library's C interface.</summary>
[PyModule("_sqlite3", Types = [typeof(PyConnection), typeof(PyCursor), typeof(PyRow), typeof(PyBlob), typeof(PyPrepareProtocol)])]
internal static unsafe partial class SqliteModule
{
    public const int ParseDeclTypes = 1, ParseColNames = 2, LegacyTransactions = -1;

    /// <summary>Errors of functions that SQL calls are shown, not only turned into errors of SQL.</summary>
    public static bool ShowCallbackErrors { get; private set; }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        void Set(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);
        string version;
        try
        {
            version = Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_libversion())!;
        }
        catch (DllNotFoundException)
        {
            throw Err.ImportError("the SQLite library (e_sqlite3) was not found beside the program");
        }
        foreach (var (name, value) in SqliteConstants.All) Set(name, Value.Int(value));
        foreach (var e in SqliteErrors.All) Set(e.Name, new Value(e));
        Set("PARSE_DECLTYPES", Value.Int(ParseDeclTypes));
        Set("PARSE_COLNAMES", Value.Int(ParseColNames));
        Set("LEGACY_TRANSACTION_CONTROL", Value.Int(LegacyTransactions));
        Set("sqlite_version", Value.Str(version));
        Set("_deprecated_version", Value.Str("2.6.0"));
        Set("threadsafety", Value.Int(SqliteNative.sqlite3_threadsafe() switch { 0 => 0, 1 => 3, _ => 1 }));
        Set("adapters", new Value(SqliteAdapters.Adapters));
        Set("converters", new Value(SqliteAdapters.Converters));
    }

    [PyFunction("connect", Doc = "Open a connection to the SQLite database file 'database'.\n\nYou can use \":memory:\" to open a database connection to a database that\nresides in RAM instead of on disk.", Signature = "($module, /, database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=ConnectionType, cached_statements=128, uri=False, *, autocommit=sqlite3.LEGACY_TRANSACTION_CONTROL)"), RawCall]
    private static Value Connect(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int positional = args.Length - (kw?.Length ?? 0);
        if (positional is > 1 and <= 8) PyConnection.WarnPositional("sqlite3.connect()");
        var factory = new Value(PyConnection.TypeObject);
        if (positional > 5) factory = args[5];
        for (int i = 0; i < (kw?.Length ?? 0); i++)
            if (kw![i].ToString() == "factory") factory = args[positional + i];
        return Ops.Call(factory, args, kw);
    }

    [PyFunction("complete_statement", Doc = "Checks if a string contains a complete SQL statement.")]
    private static bool CompleteStatement([Kw] string statement)
    {
        fixed (byte* p = SqliteValues.Zero(statement)) return SqliteNative.sqlite3_complete(p) != 0;
    }

    [PyFunction("enable_callback_tracebacks", Doc = "Enable or disable callback functions throwing errors to stderr.")]
    private static void EnableCallbackTracebacks(bool enable) => ShowCallbackErrors = enable;

    [PyFunction("register_adapter", Doc = "Register a function to adapt Python objects to SQLite values.")]
    private static void RegisterAdapter(Value type, Value adapter)
    {
        if (type.Ref is not PyType t) throw Err.TypeError($"register_adapter() argument 1 must be type, not {Ops.TypeName(type)}");
        SqliteAdapters.Register(t, adapter);
    }

    [PyFunction("register_converter", Doc = "Register a function to convert SQLite values to Python objects.")]
    private static void RegisterConverter(PyStr typename, Value converter) =>
        SqliteAdapters.Converters.Set(PyStr.Of(typename.ToString().ToUpperInvariant()), converter);

    [PyFunction("adapt", Doc = "Adapt given object to given protocol.")]
    private static Value Adapt(Value obj, [Opt] Value proto, [Opt] Value alt) =>
        SqliteAdapters.Adapt(obj, proto.IsMissing ? new Value(PyPrepareProtocol.TypeObject) : proto, alt);
}

/// <summary>How objects that SQLite doesn't know become values it knows, and columns objects (PEP 246 in small).</summary>
internal static class SqliteAdapters
{
    public static readonly PyDict Adapters = new(), Converters = new();

    private static readonly Value Protocol = new(PyPrepareProtocol.TypeObject);
    private static bool ofBuiltins;

    public static void Register(PyType type, Value adapter)
    {
        if (type == PyInt.TypeObject || type == PyFloat.TypeObject || type == PyStr.TypeObject || type == PyByteArray.TypeObject) ofBuiltins = true;
        Adapters.Set(new Value(new PyTuple(new Value(type), Protocol)), adapter);
    }

    /// <summary>What to bind for an object: itself when nothing adapts it.</summary>
    public static Value Adapt(Value v) => Adapt(v, Protocol, v);

    /// <summary>True when even an int, float, str or bytearray may have an adapter.</summary>
    public static bool OfBuiltins => ofBuiltins;

    public static Value Adapt(Value v, Value protocol, Value otherwise)
    {
        var adapter = Adapters.TryGet(new Value(new PyTuple(new Value(v.Type), protocol)));
        if (!adapter.IsMissing) return Ops.Call(adapter, v);
        if (protocol.Ref is PyType && protocol.Ref != PyPrepareProtocol.TypeObject || protocol.Ref is not PyType)
        {
            if (Ops.TryGetAttr(protocol, "__adapt__", out var adapt) && TryAdapt(adapt, v, out var adapted)) return adapted;
        }
        if (!v.IsInt && !v.IsFloat && Ops.TryGetAttr(v, "__conform__", out var conform) && TryAdapt(conform, protocol, out var conformed)) return conformed;
        return otherwise.IsMissing ? throw SqliteErrors.Programming("can't adapt") : otherwise;
    }

    private static bool TryAdapt(Value f, Value argument, out Value result)
    {
        result = Value.None;
        try
        {
            result = Ops.Call(f, argument);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
        }
        return !result.IsNone;
    }
}

/// <summary>sqlite3.PrepareProtocol: the protocol that values to be bound are adapted to.</summary>
[PyType("sqlite3.PrepareProtocol", Mutable = true, Doc = "PEP 246 style object adaption protocol type.")]
internal partial class PyPrepareProtocol : PyObject
{
    internal PyPrepareProtocol(Shape shape) : base(shape) { }

    [PyNew, RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }
}
