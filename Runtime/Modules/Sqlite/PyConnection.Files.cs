using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sqlite;

// Copies of databases, blobs, limits and options.
internal unsafe partial class PyConnection
{
    [PyMethod("iterdump", Doc = "Returns iterator to the dump of the database in an SQL text format.\n\n  filter\n    An optional LIKE pattern for database objects to dump")]
    private Value IterDump([Kw, KwOnly, OptNone] Value filter)
    {
        Check();
        var module = Importer.Import(PyStr.Intern("sqlite3.dump"), Value.None, new Value(new PyTuple(Value.Str("_iterdump"))), 0);
        return Ops.Call(Ops.GetAttr(module, PyStr.Intern("_iterdump")), [new Value(this), filter], [PyStr.Intern("filter")]);
    }

    [PyMethod("backup", Doc = "Makes a backup of the database.")]
    private void Backup(Value target, [Kw, KwOnly] int pages = -1, [Kw, OptNone] Value progress = default, [Kw] string name = "main", [Kw] double sleep = 0.25)
    {
        if (target.Ref is not PyConnection to) throw Err.TypeError($"backup() argument 1 must be sqlite3.Connection, not {Ops.TypeName(target)}");
        Check();
        to.Check();
        if (to == this) throw Err.ValueError("target cannot be the same connection instance");
        if (!progress.IsMissingOrNone && !progress.IsInt && !Ops.Callable(progress)) throw Err.TypeError("progress argument must be a callable");
        if (pages == 0) pages = -1;
        nint backup;
        fixed (byte* source = SqliteValues.Zero(name))
        fixed (byte* main = "main\0"u8)
            backup = SqliteNative.sqlite3_backup_init(to.Database, main, Database, source);
        if (backup == 0) throw SqliteErrors.Last(to.Database) ?? SqliteErrors.Operational("cannot back up");
        int rc;
        do
        {
            rc = SqliteNative.sqlite3_backup_step(backup, pages);
            if (Ops.Callable(progress))
            {
                try
                {
                    Ops.Call(progress, Value.Int(rc), Value.Int(SqliteNative.sqlite3_backup_remaining(backup)), Value.Int(SqliteNative.sqlite3_backup_pagecount(backup)));
                }
                catch (PyException)
                {
                    _ = SqliteNative.sqlite3_backup_finish(backup);
                    throw;
                }
            }
            if (rc is SqliteNative.Busy or SqliteNative.Locked) _ = SqliteNative.sqlite3_sleep((int)(sleep * 1000));
        }
        while (rc is SqliteNative.Ok or SqliteNative.Busy or SqliteNative.Locked);
        rc = SqliteNative.sqlite3_backup_finish(backup);
        if (rc != SqliteNative.Ok) throw SqliteErrors.Last(to.Database) ?? SqliteErrors.OfCode(rc);
    }

    [PyMethod("serialize", Doc = "Serialize a database into a byte string.\n\n  name\n    Which database to serialize.\n\nFor an ordinary on-disk database file, the serialization is just a copy of the\ndisk file. For an in-memory database or a \"temp\" database, the serialization is\nthe same sequence of bytes which would be written to disk if that database\nwere backed up to disk.")]
    private Value Serialize([Kw, KwOnly] string name = "main")
    {
        Check();
        long size;
        byte* data;
        fixed (byte* schema = SqliteValues.Zero(name))
        {
            const uint NoCopy = 1;
            data = SqliteNative.sqlite3_serialize(Database, schema, &size, NoCopy);
            if (data != null) return new Value(new PyBytes(new ReadOnlySpan<byte>(data, (int)size)));
            data = SqliteNative.sqlite3_serialize(Database, schema, &size, 0);
        }
        if (data == null) throw SqliteErrors.Operational($"unable to serialize '{name}'");
        var made = new PyBytes(new ReadOnlySpan<byte>(data, (int)size));
        SqliteNative.sqlite3_free(data);
        return new Value(made);
    }

    [PyMethod("deserialize", Doc = "Load a serialized database.")]
    private void Deserialize(Value data, [Kw, KwOnly] string name = "main")
    {
        Check();
        var from = data.Ref is PyStr s ? SqliteValues.Utf8(s) : Buffers.Get(data);
        byte* copy = (byte*)SqliteNative.sqlite3_malloc64((ulong)Math.Max(1, from.Length));
        if (copy == null) throw Err.MemoryError();
        from.CopyTo(new Span<byte>(copy, from.Length));
        const uint FreeOnClose = 1, Resizeable = 2;
        int rc;
        fixed (byte* schema = SqliteValues.Zero(name)) rc = SqliteNative.sqlite3_deserialize(Database, schema, copy, from.Length, from.Length, FreeOnClose | Resizeable);
        if (rc != SqliteNative.Ok) throw SqliteErrors.Last(Database) ?? SqliteErrors.OfCode(rc);
    }

    [PyMethod("blobopen", Doc = "Open and return a BLOB object.\n\n  table\n    Table name.\n  column\n    Column name.\n  row\n    Row index.\n  readonly\n    Open the BLOB without write permissions.\n  name\n    Database name.")]
    private Value BlobOpen(string table, string column, Value row, [Kw, KwOnly] bool @readonly = false, [Kw] string name = "main")
    {
        Check();
        if (!Ops.HasIndex(row)) throw Err.TypeError($"'{Ops.TypeName(row)}' object cannot be interpreted as an integer");
        var number = Args.Big(row);
        if (number < long.MinValue || number > long.MaxValue) throw Err.OverflowError("Python int too large to convert to SQLite INTEGER");
        nint handle;
        int rc;
        fixed (byte* d = SqliteValues.Zero(name))
        fixed (byte* t = SqliteValues.Zero(table))
        fixed (byte* c = SqliteValues.Zero(column))
            rc = SqliteNative.sqlite3_blob_open(Database, d, t, c, (long)number, @readonly ? 0 : 1, &handle);
        if (rc == SqliteNative.Misuse) throw Err.Make(SqliteErrors.InterfaceError, Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_errstr(rc)) ?? "");
        if (rc != SqliteNative.Ok) throw SqliteErrors.Last(Database) ?? SqliteErrors.OfCode(rc);
        var blob = new PyBlob(this, handle);
        lock (blobs) blobs.Add(new WeakReference<PyBlob>(blob));
        return new Value(blob);
    }

    [PyMethod("getlimit", Doc = "Get connection run-time limits.\n\n  category\n    The limit category to be queried.")]
    private int GetLimit(int category) => SetLimit(category, -1);

    [PyMethod("setlimit", Doc = "Set connection run-time limits.\n\n  category\n    The limit category to be set.\n  limit\n    The new limit. If the new limit is a negative number, the limit is\n    unchanged.\n\nAttempts to increase a limit above its hard upper bound are silently truncated\nto the hard upper bound. Regardless of whether or not the limit was changed,\nthe prior value of the limit is returned.")]
    private int SetLimit(int category, int limit)
    {
        Check();
        int old = SqliteNative.sqlite3_limit(Database, category, limit);
        return old >= 0 ? old : throw SqliteErrors.Programming("'category' is out of bounds");
    }

    private static void CheckOption(int op)
    {
        if (op is < 1002 or > 1020) throw Err.ValueError($"unknown config 'op': {op}");
    }

    [PyMethod("getconfig", Doc = "Query a boolean connection configuration option.\n\n  op\n    The configuration verb; one of the sqlite3.SQLITE_DBCONFIG codes.")]
    private bool GetConfig(int op)
    {
        Check();
        CheckOption(op);
        int current;
        int rc = SqliteNative.sqlite3_db_config(Database, op, -1, &current);
        return rc == SqliteNative.Ok ? current != 0 : throw SqliteErrors.OfCode(rc);
    }

    [PyMethod("setconfig", Doc = "Set a boolean connection configuration option.\n\n  op\n    The configuration verb; one of the sqlite3.SQLITE_DBCONFIG codes.")]
    private void SetConfig(int op, bool enable = true)
    {
        Check();
        CheckOption(op);
        int actual;
        int rc = SqliteNative.sqlite3_db_config(Database, op, enable ? 1 : 0, &actual);
        if (rc != SqliteNative.Ok) throw SqliteErrors.OfCode(rc);
        if (enable != (actual != 0)) throw SqliteErrors.Operational("Unable to set config");
    }
}
