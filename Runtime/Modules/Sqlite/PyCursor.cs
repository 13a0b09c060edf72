using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>sqlite3.Cursor.</summary>
[PyType("sqlite3.Cursor", Weakrefable = true, Mutable = true, Doc = "SQLite database cursor class.")]
internal unsafe partial class PyCursor : PyObject
{
    private FinalizerToken? token;
    private PyConnection? connection;
    private Statement? statement;
    private Value[]? converters;
    private Value lastRowId = Value.None;
    private long rowCount = -1;
    private bool initialized, closed, locked;

    internal PyCursor(Shape shape) : base(shape) => token = FinalizerToken.OfNative(this);

    internal Value Description { get; private set; } = Value.None;

    internal Value RowFactory { get; set; } = Value.None;

    [PyNew, RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("Cursor() takes no keyword arguments");
        if (args.Length != 1) throw Err.TypeError($"Cursor expected 1 argument, got {args.Length}");
        connection = args[0].Ref as PyConnection ?? throw Err.TypeError($"Cursor() argument 1 must be sqlite3.Connection, not {Ops.TypeName(args[0])}");
        if (locked) throw SqliteErrors.Programming("Recursive use of cursors not allowed.");
        Drop();
        closed = false;
        Description = lastRowId = RowFactory = Value.None;
        rowCount = -1;
        ArraySize = Value.Int(1);
        connection.CheckThread();
        initialized = true;
    }

    [PyGetter("connection")] private Value ConnectionValue => connection == null ? Value.None : new Value(connection);
    [PyGetter("description")] private Value DescriptionValue => Description;
    [PyGetter("lastrowid")] private Value LastRowId => lastRowId;
    [PyGetter("rowcount")] private long RowCount => rowCount;
    [PyGetter("row_factory")] private Value RowFactoryValue => RowFactory;
    [PySetter("row_factory")] private void SetRowFactory(Value v) => RowFactory = v.IsMissing ? Value.None : v;
    [PyGetter("arraysize")] private Value ArraySize { get; set; } = Value.Int(1);
    [PySetter("arraysize")] private void SetArraySize(Value v) => ArraySize = Value.Int(Args.Int(v.IsMissing ? throw Err.TypeError("can't delete numeric/char attribute") : v));

    private PyConnection Check()
    {
        if (!initialized || connection == null) throw SqliteErrors.Programming("Base Cursor.__init__ not called.");
        if (closed) throw SqliteErrors.Programming("Cannot operate on a closed cursor.");
        if (locked) throw SqliteErrors.Programming("Recursive use of cursors not allowed.");
        connection.Check();
        return connection;
    }

    /// <summary>The statement is no longer run by this cursor.</summary>
    private void Drop()
    {
        statement?.Reset();
        statement = null;
    }

    public override void Del() => Drop();

    [PyMethod("close", Doc = "Closes the cursor.")]
    private void Close()
    {
        if (locked) throw SqliteErrors.Programming("Recursive use of cursors not allowed.");
        if (connection == null || !initialized) throw SqliteErrors.Programming("Base Cursor.__init__ not called.");
        connection.Check();
        Drop();
        closed = true;
    }

    [PyMethod("execute", Doc = "Executes an SQL statement.")]
    private Value Execute(Value sql, [Opt(Show = "()")] Value parameters) =>
        Run(sql, parameters.IsMissing ? new Value(PyTuple.Empty) : parameters, false, "execute");

    [PyMethod("executemany", Doc = "Repeatedly executes an SQL statement.")]
    private Value ExecuteMany(Value sql, Value seq_of_parameters) => Run(sql, Ops.Iter(seq_of_parameters), true, "executemany");

    /// <summary><paramref name="parameters"/>: those of one run, or an iterator of those of many.</summary>
    private Value Run(Value sql, Value parameters, bool many, string method)
    {
        if (sql.Ref is not PyStr text) throw Err.TypeError($"{method}() argument 1 must be str, not {Ops.TypeName(sql)}");
        var c = Check();
        locked = true;
        try
        {
            Drop();
            Description = Value.None;
            statement = c.Statement(text);
            if (many && statement.Handle != 0 && SqliteNative.sqlite3_stmt_readonly(statement.Handle) != 0) throw SqliteErrors.Programming("executemany() can only execute DML statements.");
            if (statement.Handle == 0)
            {
                statement = null;
                rowCount = -1;
                return new Value(this);
            }
            statement.Reset();
            rowCount = statement.IsDml ? 0 : -1;
            if (statement.IsDml) c.BeginForChange();
            while (true)
            {
                var p = many ? Ops.Next(parameters) : parameters;
                if (p.IsDone) break;
                statement.Bind(c.Database, p);
                int rc = Step(c);
                BuildConverters(c);
                Describe(c);
                if (rc == SqliteNative.Done && statement.IsDml) rowCount += SqliteNative.sqlite3_changes(c.Database);
                if (!many) lastRowId = Value.Int(SqliteNative.sqlite3_last_insert_rowid(c.Database));
                if (rc == SqliteNative.Done && !many) Drop();
                if (!many) break;
                statement.Reset();
            }
            if (many) Drop();
            return new Value(this);
        }
        catch (PyException)
        {
            Drop();
            rowCount = -1;
            throw;
        }
        finally
        {
            locked = false;
        }
    }

    /// <summary>Row or Done. Statements of cursors that nobody refers to any more may stand in the way: they are found, and it is tried again.</summary>
    private int Step(PyConnection c)
    {
        int rc = SqliteNative.sqlite3_step(statement!.Handle);
        if (rc is SqliteNative.Locked or SqliteNative.Busy)
        {
            statement.Reset();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            FinalizerQueue.Drain();
            rc = SqliteNative.sqlite3_step(statement.Handle);
        }
        OsErrorsCheck();
        return rc is SqliteNative.Row or SqliteNative.Done ? rc : throw SqliteErrors.Last(c.Database) ?? SqliteErrors.OfCode(rc);
    }

    private static void OsErrorsCheck() => Posix.OsErrors.CheckSignals();

    private void Describe(PyConnection c)
    {
        int count = SqliteNative.sqlite3_column_count(statement!.Handle);
        if (!Description.IsNone || count == 0) return;
        var columns = new Value[count];
        for (int i = 0; i < count; i++)
        {
            string name = Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_column_name(statement.Handle, i)) ?? "";
            if ((c.DetectTypes & SqliteModule.ParseColNames) != 0 && name.IndexOf('[') is >= 0 and var at) name = name[..(at > 0 && name[at - 1] == ' ' ? at - 1 : at)];
            columns[i] = new Value(new PyTuple(new Value(PyStr.Of(name)), Value.None, Value.None, Value.None, Value.None, Value.None, Value.None));
        }
        Description = new Value(new PyTuple(columns));
    }

    /// <summary>Which converter each column has, by its name or its declared type.</summary>
    private void BuildConverters(PyConnection c)
    {
        converters = null;
        if (c.DetectTypes == 0) return;
        int count = SqliteNative.sqlite3_column_count(statement!.Handle);
        converters = new Value[count];
        for (int i = 0; i < count; i++)
        {
            var found = Value.Missing;
            if ((c.DetectTypes & SqliteModule.ParseColNames) != 0)
            {
                string name = Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_column_name(statement.Handle, i)) ?? "";
                int open = name.IndexOf('['), close = open < 0 ? -1 : name.IndexOf(']', open);
                if (close > 0) found = Converter(name[(open + 1)..close]);
            }
            if (found.IsMissing && (c.DetectTypes & SqliteModule.ParseDeclTypes) != 0)
            {
                string? type = Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_column_decltype(statement.Handle, i));
                if (type != null)
                {
                    int end = type.AsSpan().IndexOfAny(' ', '(');
                    found = Converter(end < 0 ? type : type[..end]);
                }
            }
            converters[i] = found;
        }
    }

    private static Value Converter(string name) => SqliteAdapters.Converters.TryGet(new Value(PyStr.Of(name.ToUpperInvariant())));

    private Value Column(PyConnection c, int i)
    {
        nint h = statement!.Handle;
        if (converters is { } all && i < all.Length && !all[i].IsMissing)
        {
            byte* raw = SqliteNative.sqlite3_column_blob(h, i);
            if (raw == null) return Value.None;
            return Ops.Call(all[i], new Value(new PyBytes(new ReadOnlySpan<byte>(raw, SqliteNative.sqlite3_column_bytes(h, i)))));
        }
        switch (SqliteNative.sqlite3_column_type(h, i))
        {
            case SqliteNative.Null: return Value.None;
            case SqliteNative.Integer: return Value.Int(SqliteNative.sqlite3_column_int64(h, i));
            case SqliteNative.Float: return Value.Float(SqliteNative.sqlite3_column_double(h, i));
            case SqliteNative.Text:
                byte* text = SqliteNative.sqlite3_column_text(h, i);
                var utf8 = new ReadOnlySpan<byte>(text, SqliteNative.sqlite3_column_bytes(h, i));
                return TextValue(c, utf8, i);
            default:
                byte* data = SqliteNative.sqlite3_column_blob(h, i);
                return new Value(new PyBytes(new ReadOnlySpan<byte>(data, SqliteNative.sqlite3_column_bytes(h, i))));
        }
    }

    private Value TextValue(PyConnection c, ReadOnlySpan<byte> utf8, int i)
    {
        var factory = c.TextFactory.Ref;
        if (factory == PyBytes.TypeObject) return new Value(new PyBytes(utf8));
        if (factory == PyByteArray.TypeObject) return Ops.Call(c.TextFactory, new Value(new PyBytes(utf8)));
        if (factory != PyStr.TypeObject) return Ops.Call(c.TextFactory, new Value(new PyBytes(utf8)));
        try
        {
            return new Value(SqliteValues.Text(utf8));
        }
        catch (PyException e) when (e.Is(ExcTypes.UnicodeDecodeError))
        {
            string name = Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_column_name(statement!.Handle, i)) ?? "";
            throw SqliteErrors.Operational($"Could not decode to UTF-8 column '{name}' with text '{System.Text.Encoding.UTF8.GetString(utf8)}'");
        }
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var c = Check();
        var s = statement;
        if (s == null) return Value.Done;
        int count = SqliteNative.sqlite3_data_count(s.Handle);
        if (count == 0)
        {
            Drop();
            return Value.Done;
        }
        Value row;
        locked = true;
        try
        {
            var values = new Value[count];
            for (int i = 0; i < count; i++) values[i] = Column(c, i);
            row = new Value(new PyTuple(values));
        }
        finally
        {
            locked = false;
        }
        try
        {
            if (Step(c) == SqliteNative.Done)
            {
                if (s.IsDml) rowCount = SqliteNative.sqlite3_changes(c.Database);
                Drop();
            }
        }
        catch (PyException)
        {
            Drop();
            throw;
        }
        if (RowFactory.IsNone) return row;
        return Ops.Call(RowFactory, new Value(this), row);
    }

    [PyMethod("fetchone", Doc = "Fetches one row from the resultset.")]
    private Value FetchOne()
    {
        var row = Next();
        return row.IsDone ? Value.None : row;
    }

    [PyMethod("fetchmany", Doc = "Fetches several rows from the resultset.\n\n  size\n    The default value is set by the Cursor.arraysize attribute.")]
    private Value FetchMany([Kw, Opt(Show = "1")] Value size)
    {
        long most = size.IsMissing ? ArraySize.Bits : Args.Int(size);
        var list = new PyList();
        Check();
        // Zero is no limit, as in CPython.
        for (long n = 0; ;)
        {
            var row = Next();
            if (row.IsDone) break;
            list.Append(row);
            if (++n == most) break;
        }
        return new Value(list);
    }

    [PyMethod("fetchall", Doc = "Fetches all rows from the resultset.")]
    private Value FetchAll()
    {
        var list = new PyList();
        Check();
        while (Next() is var row && !row.IsDone) list.Append(row);
        return new Value(list);
    }

    [PyMethod("executescript", Doc = "Executes multiple SQL statements at once.")]
    private Value ExecuteScript(Value sql_script)
    {
        if (sql_script.Ref is not PyStr text) throw Err.TypeError($"executescript() argument must be str, not {Ops.TypeName(sql_script)}");
        var c = Check();
        var script = SqliteValues.Utf8(text);
        if (script.AsSpan().Contains((byte)0)) throw Err.ValueError("embedded null character");
        const int SqlLength = 1;
        if (script.Length > SqliteNative.sqlite3_limit(c.Database, SqlLength, -1)) throw Err.Make(SqliteErrors.DataError, "query string is too large");
        c.CommitForScript();
        fixed (byte* p = (byte[])[.. script, 0])
        {
            byte* at = p;
            while (*at != 0)
            {
                nint handle;
                byte* tail;
                if (SqliteNative.sqlite3_prepare_v2(c.Database, at, -1, &handle, &tail) != SqliteNative.Ok)
                    throw SqliteErrors.Last(c.Database) ?? SqliteErrors.Operational("cannot prepare the statement");
                int rc = SqliteNative.Row;
                while (handle != 0 && rc == SqliteNative.Row) rc = SqliteNative.sqlite3_step(handle);
                rc = SqliteNative.sqlite3_finalize(handle);
                if (rc != SqliteNative.Ok) throw SqliteErrors.Last(c.Database) ?? SqliteErrors.OfCode(rc);
                at = tail;
            }
        }
        return new Value(this);
    }

    [PyMethod("setinputsizes", Doc = "Required by DB-API. Does nothing in sqlite3.")] private void SetInputSizes(Value sizes) { }

    [PyMethod("setoutputsize", Doc = "Required by DB-API. Does nothing in sqlite3.")] private void SetOutputSize(Value size, [OptNone] Value column) { }
}
