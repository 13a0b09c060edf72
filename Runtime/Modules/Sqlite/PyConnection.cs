using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>sqlite3.Connection.</summary>
[PyType("sqlite3.Connection", Mutable = true, Doc = "SQLite database connection object.")]
internal unsafe partial class PyConnection : PyObject
{
    private static readonly string[] Names = ["database", "timeout", "detect_types", "isolation_level", "check_same_thread", "factory", "cached_statements", "uri", "autocommit"];

    private readonly List<WeakReference<Statement>> statements = [];
    private readonly List<WeakReference<PyBlob>> blobs = [];
    private readonly LinkedList<Statement> recent = new();
    private readonly Dictionary<PyStr, LinkedListNode<Statement>> cache = [];
    private FinalizerToken? token;
    private bool initialized, checkThread = true;
    private long owner;
    private int cacheSize = 128, autocommit = SqliteModule.LegacyTransactions;
    private string? isolation = "";

    internal PyConnection(Shape shape) : base(shape) => token = FinalizerToken.OfNative(this);

    /// <summary>The database; zero when closed.</summary>
    internal nint Database { get; private set; }

    internal int DetectTypes { get; private set; }

    internal Value RowFactory { get; private set; } = Value.None;

    internal Value TextFactory { get; private set; } = new(PyStr.TypeObject);

    [PyMember("Warning")] private Value WarningType => new(SqliteErrors.Warning);
    [PyMember("Error")] private Value ErrorType => new(SqliteErrors.Error);
    [PyMember("InterfaceError")] private Value InterfaceErrorType => new(SqliteErrors.InterfaceError);
    [PyMember("DatabaseError")] private Value DatabaseErrorType => new(SqliteErrors.DatabaseError);
    [PyMember("InternalError")] private Value InternalErrorType => new(SqliteErrors.InternalError);
    [PyMember("OperationalError")] private Value OperationalErrorType => new(SqliteErrors.OperationalError);
    [PyMember("ProgrammingError")] private Value ProgrammingErrorType => new(SqliteErrors.ProgrammingError);
    [PyMember("IntegrityError")] private Value IntegrityErrorType => new(SqliteErrors.IntegrityError);
    [PyMember("DataError")] private Value DataErrorType => new(SqliteErrors.DataError);
    [PyMember("NotSupportedError")] private Value NotSupportedErrorType => new(SqliteErrors.NotSupportedError);

    [PyGetter("row_factory")] private Value RowFactoryValue => RowFactory;
    [PySetter("row_factory")] private void SetRowFactory(Value v) => RowFactory = v.IsMissing ? Value.None : v;
    [PyGetter("text_factory")] private Value TextFactoryValue => TextFactory;
    [PySetter("text_factory")] private void SetTextFactory(Value v) => TextFactory = v.IsMissing ? throw Err.AttributeError("cannot delete attribute") : v;

    [PyNew, RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    internal static void WarnPositional(string function) => Err.Warn(ExcTypes.DeprecationWarning,
        $"Passing more than 1 positional argument to {function} is deprecated. Parameters 'timeout', 'detect_types', 'isolation_level', " +
        "'check_same_thread', 'factory', 'cached_statements' and 'uri' will become keyword-only parameters in Python 3.15.");

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var v = new Value[Names.Length];
        v.AsSpan().Fill(Value.Missing);
        int keywords = kw?.Length ?? 0, positional = args.Length - keywords;
        if (positional > 8) throw Err.TypeError($"Connection() takes at most 8 positional arguments ({positional} given)");
        if (positional > 1) WarnPositional("_sqlite3.Connection()");
        for (int i = 0; i < positional; i++) v[i] = args[i];
        for (int k = 0; k < keywords; k++)
        {
            int at = Array.IndexOf(Names, kw![k].ToString());
            if (at < 0) throw Err.TypeError($"Connection() got an unexpected keyword argument '{kw[k]}'");
            if (at < positional) throw Err.TypeError($"argument for Connection() given by name ('{Names[at]}') and position ({at + 1})");
            v[at] = args[positional + k];
        }
        if (v[0].IsMissing) throw Err.TypeError("Connection() missing required argument 'database' (pos 1)");
        var path = OsPath.FsBytes(v[0]);
        double timeout = v[1].IsMissing ? 5 : Ops.AsDouble(v[1]);
        int detect = v[2].IsMissing ? 0 : Args.Int(v[2]);
        string? level = v[3].IsMissing ? "" : IsolationLevel(v[3]);
        int mode = v[8].IsMissing ? SqliteModule.LegacyTransactions : AutocommitMode(v[8]);
        if (initialized)
        {
            // Statements of before go on with the database of before.
            initialized = false;
            CloseDatabase(false);
        }
        const int ReadWriteCreate = 6, Uri = 0x40;
        int flags = ReadWriteCreate | (!v[7].IsMissing && Ops.Truth(v[7]) ? Uri : 0);
        nint db;
        int rc;
        fixed (byte* p = (byte[])[.. path, 0]) rc = SqliteNative.sqlite3_open_v2(p, &db, flags, null);
        if (rc != SqliteNative.Ok)
        {
            var e = db == 0 ? Err.MemoryError() : SqliteErrors.Last(db);
            if (db != 0) _ = SqliteNative.sqlite3_close_v2(db);
            throw e ?? SqliteErrors.OfCode(rc);
        }
        _ = SqliteNative.sqlite3_busy_timeout(db, (int)(timeout * 1000));
        // Unlike SQLite itself, its package checks foreign keys unless told not to.
        const int ForeignKeys = 1002;
        _ = SqliteNative.sqlite3_db_config(db, ForeignKeys, 0, null);
        RowFactory = Value.None;
        TextFactory = new Value(PyStr.TypeObject);
        Database = db;
        DetectTypes = detect;
        isolation = level;
        autocommit = mode;
        checkThread = v[4].IsMissing || Ops.Truth(v[4]);
        cacheSize = v[6].IsMissing ? 128 : Args.Int(v[6]);
        owner = PyThread.Current.Id;
        initialized = true;
        if (autocommit == 0) Execute("BEGIN");
    }

    /// <summary>Refuses use by another thread.</summary>
    internal void CheckThread()
    {
        if (initialized && checkThread && PyThread.Current.Id != owner)
        {
            throw SqliteErrors.Programming("SQLite objects created in a thread can only be used in that same thread. " +
                $"The object was created in thread id {owner} and this is thread id {PyThread.Current.Id}.");
        }
    }

    /// <summary>Refuses use by another thread, and of a closed connection.</summary>
    internal void Check()
    {
        CheckThread();
        if (!initialized) throw SqliteErrors.Programming("Base Connection.__init__ not called.");
        if (Database == 0) throw SqliteErrors.Programming("Cannot operate on a closed database.");
    }

    private static string? IsolationLevel(Value v)
    {
        if (v.IsNone) return null;
        if (v.IsMissing) throw Err.AttributeError("cannot delete attribute");
        if (v.Ref is not PyStr s) throw Err.TypeError("isolation_level must be str or None");
        string text = s.ToString();
        if (text.Contains('\0')) throw Err.ValueError("embedded null character");
        string upper = text.ToUpperInvariant();
        return upper is "" or "DEFERRED" or "IMMEDIATE" or "EXCLUSIVE" ? upper : throw Err.ValueError("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
    }

    private static int AutocommitMode(Value v) =>
        v.IsTrue ? 1 : v.IsFalse ? 0 : v.IsInt && v.Bits == SqliteModule.LegacyTransactions ? SqliteModule.LegacyTransactions
        : throw Err.ValueError("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL");

    [PyGetter("isolation_level")]
    private Value Isolation
    {
        get
        {
            Check();
            return isolation == null ? Value.None : Value.Str(isolation);
        }
    }

    [PySetter("isolation_level")]
    private void SetIsolation(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("cannot delete attribute");
        isolation = IsolationLevel(v);
        if (isolation == null)
        {
            Check();
            if (InTransaction) Execute("COMMIT");
        }
    }

    [PyGetter("autocommit")]
    private Value Autocommit
    {
        get
        {
            Check();
            return autocommit == SqliteModule.LegacyTransactions ? Value.Int(autocommit) : Value.Bool(autocommit == 1);
        }
    }

    [PySetter("autocommit")]
    private void SetAutocommit(Value v)
    {
        Check();
        int mode = AutocommitMode(v.IsMissing ? Value.None : v);
        if (mode == 1 && InTransaction) Execute("COMMIT");
        else if (mode == 0 && !InTransaction) Execute("BEGIN");
        autocommit = mode;
    }

    /// <summary>A transaction is open.</summary>
    internal bool InTransaction => SqliteNative.sqlite3_get_autocommit(Database) == 0;

    /// <summary>True when statements that change data begin transactions (what PEP 249 wants in the old way).</summary>
    internal bool LegacyControl => autocommit == SqliteModule.LegacyTransactions;

    /// <summary>Begins what a statement that changes data needs.</summary>
    internal void BeginForChange()
    {
        if (LegacyControl && isolation != null && !InTransaction) Execute("BEGIN " + isolation);
    }

    [PyGetter("in_transaction")]
    private bool InTransactionValue
    {
        get
        {
            Check();
            return InTransaction;
        }
    }

    [PyGetter("total_changes")]
    private int TotalChanges
    {
        get
        {
            Check();
            return SqliteNative.sqlite3_total_changes(Database);
        }
    }

    /// <summary>Runs a statement of ours.</summary>
    internal void Execute(string sql)
    {
        nint handle;
        int rc;
        fixed (byte* p = SqliteValues.Zero(sql)) rc = SqliteNative.sqlite3_prepare_v2(Database, p, -1, &handle, null);
        if (rc == SqliteNative.Ok)
        {
            _ = SqliteNative.sqlite3_step(handle);
            rc = SqliteNative.sqlite3_finalize(handle);
        }
        if (rc != SqliteNative.Ok) throw SqliteErrors.Last(Database) ?? SqliteErrors.OfCode(rc);
    }

    [PyMethod("commit", Doc = "Commit any pending transaction to the database.\n\nIf there is no open transaction, this method is a no-op.")]
    private void Commit()
    {
        Check();
        if (LegacyControl)
        {
            if (InTransaction) Execute("COMMIT");
        }
        else if (autocommit == 0)
        {
            Execute("COMMIT");
            Execute("BEGIN");
        }
    }

    /// <summary>Before a script.</summary>
    internal void CommitForScript()
    {
        if (LegacyControl && InTransaction) Execute("COMMIT");
    }

    [PyMethod("rollback", Doc = "Roll back to the start of any pending transaction.\n\nIf there is no open transaction, this method is a no-op.")]
    private void Rollback()
    {
        Check();
        if (LegacyControl)
        {
            if (InTransaction) Execute("ROLLBACK");
        }
        else if (autocommit == 0)
        {
            Execute("ROLLBACK");
            Execute("BEGIN");
        }
    }

    [PyMethod("close", Doc = "Close the database connection.\n\nAny pending transaction is not committed implicitly.")]
    private void Close()
    {
        CheckThread();
        if (!initialized) throw SqliteErrors.Programming("Base Connection.__init__ not called.");
        CloseDatabase();
    }

    private void CloseDatabase(bool finish = true)
    {
        if (Database == 0) return;
        lock (blobs)
        {
            foreach (var w in blobs)
                if (w.TryGetTarget(out var b)) b.Free();
            blobs.Clear();
        }
        lock (statements)
        {
            foreach (var w in statements)
                if (finish && w.TryGetTarget(out var s)) s.Finish();
            statements.Clear();
        }
        cache.Clear();
        recent.Clear();
        if (autocommit == 0 && InTransaction)
        {
            try
            {
                Execute("ROLLBACK");
            }
            catch (PyException e)
            {
                Unraisable.Write(e.Value, new Value(this));
            }
        }
        nint db = Database;
        Database = 0;
        _ = SqliteNative.sqlite3_close_v2(db);
        ForgetCallbacks();
    }

    public override void Del()
    {
        if (Database == 0) return;
        Warnings.Warn(ExcTypes.ResourceWarning, $"unclosed database in {Ops.Repr(new Value(this))}", this);
        CloseDatabase();
    }

    /// <summary>The compiled statement of a text, from the cache when nobody runs it.</summary>
    internal Statement Statement(PyStr sql)
    {
        if (cache.TryGetValue(sql, out var node))
        {
            recent.Remove(node);
            recent.AddFirst(node);
            if (SqliteNative.sqlite3_stmt_busy(node.Value.Handle) == 0) return node.Value;
            return Track(Sqlite.Statement.Create(Database, sql));
        }
        var made = Track(Sqlite.Statement.Create(Database, sql));
        if (cacheSize <= 0) return made;
        while (recent.Count >= cacheSize)
        {
            // Whoever runs it still holds it: its finalizer frees it.
            cache.Remove(cache.First(p => p.Value == recent.Last).Key);
            recent.RemoveLast();
        }
        cache[sql] = recent.AddFirst(made);
        return made;
    }

    private Statement Track(Statement s)
    {
        lock (statements)
        {
            if (statements.Count > 200 && statements.Count == statements.Capacity) statements.RemoveAll(w => !w.TryGetTarget(out _));
            statements.Add(new WeakReference<Statement>(s));
        }
        return s;
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Check();
        if (args.Length != 1 || kw != null) throw Err.TypeError($"_sqlite3.Connection.__call__() takes exactly 1 argument ({args.Length} given)");
        if (args[0].Ref is not PyStr sql) throw Err.TypeError($"argument 1 must be str, not {Ops.TypeName(args[0])}");
        return new Value(new PyStatement(Statement(sql)));
    }

    [PyMethod("cursor", Doc = "Return a cursor for the connection.")]
    private Value Cursor([Kw, Opt] Value factory)
    {
        Check();
        var made = Ops.Call(factory.IsMissing ? new Value(PyCursor.TypeObject) : factory, new Value(this));
        if (made.Ref is not PyCursor c) throw Err.TypeError($"factory must return a cursor, not {Ops.TypeName(made)}");
        if (!RowFactory.IsNone) c.RowFactory = RowFactory;
        return made;
    }

    private Value NewCursor() => Ops.CallMethod(new Value(this), "cursor");

    [PyMethod("execute", Doc = "Executes an SQL statement.")]
    private Value ExecuteMethod([StarArgs] ReadOnlySpan<Value> args) => Ops.CallMethod(NewCursor(), "execute", args);

    [PyMethod("executemany", Doc = "Repeatedly executes an SQL statement.")]
    private Value ExecuteMany(Value sql, Value parameters) => Ops.CallMethod(NewCursor(), "executemany", sql, parameters);

    [PyMethod("executescript", Doc = "Executes multiple SQL statements at once.")]
    private Value ExecuteScript(Value sql_script) => Ops.CallMethod(NewCursor(), "executescript", sql_script);

    [PyMethod("__enter__", Doc = "Called when the connection is used as a context manager.\n\nReturns itself as a convenience to the caller.")]
    private Value Enter()
    {
        Check();
        return new Value(this);
    }

    [PyMethod("__exit__", Doc = "Called when the connection is used as a context manager.\n\nIf there was any exception, a rollback takes place; otherwise we commit.")]
    private Value Exit(Value type, Value value, Value traceback)
    {
        if (!type.IsNone || !value.IsNone || !traceback.IsNone)
        {
            Ops.CallMethod(new Value(this), "rollback");
            return Value.False;
        }
        try
        {
            Ops.CallMethod(new Value(this), "commit");
        }
        catch (PyException)
        {
            // What could not be committed must not stay open.
            Ops.CallMethod(new Value(this), "rollback");
            throw;
        }
        return Value.False;
    }

    [PyMethod("interrupt", Doc = "Abort any pending database operation.")]
    private void Interrupt()
    {
        if (!initialized) throw SqliteErrors.Programming("Base Connection.__init__ not called.");
        if (Database == 0) throw SqliteErrors.Programming("Cannot operate on a closed database.");
        SqliteNative.sqlite3_interrupt(Database);
    }
}
