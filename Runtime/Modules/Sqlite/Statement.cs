namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>A compiled statement of SQL.</summary>
internal sealed unsafe class Statement
{
    private nint handle;

    private Statement(nint handle, bool isDml, string sql)
    {
        this.handle = handle;
        IsDml = isDml;
        Sql = sql;
    }

    /// <summary>Zero for text without a statement, and when the connection has closed.</summary>
    public nint Handle => handle;

    /// <summary>INSERT, UPDATE, DELETE or REPLACE: it begins a transaction, and counts rows.</summary>
    public bool IsDml { get; }

    public string Sql { get; }

    ~Statement() => Finish();

    /// <summary>Frees it.</summary>
    public void Finish()
    {
        nint old = Interlocked.Exchange(ref handle, 0);
        if (old != 0) _ = SqliteNative.sqlite3_finalize(old);
        GC.SuppressFinalize(this);
    }

    public void Reset()
    {
        if (handle != 0) _ = SqliteNative.sqlite3_reset(handle);
    }

    /// <summary>Compiles; exactly one statement.</summary>
    public static Statement Create(nint db, PyStr sql)
    {
        var text = SqliteValues.Utf8(sql);
        const int SqlLength = 1;
        if (text.Length > SqliteNative.sqlite3_limit(db, SqlLength, -1)) throw Err.Make(SqliteErrors.DataError, "query string is too large");
        if (text.AsSpan().Contains((byte)0)) throw SqliteErrors.Programming("the query contains a null character");
        nint handle;
        fixed (byte* p = (byte[])[.. text, 0])
        {
            byte* tail;
            if (SqliteNative.sqlite3_prepare_v2(db, p, text.Length + 1, &handle, &tail) != SqliteNative.Ok)
                throw SqliteErrors.Last(db) ?? SqliteErrors.Operational("cannot prepare the statement");
            if (SkipBlank(text, (int)(tail - p)) < text.Length)
            {
                _ = SqliteNative.sqlite3_finalize(handle);
                throw SqliteErrors.Programming("You can only execute one statement at a time.");
            }
        }
        return new Statement(handle, StartsAsDml(text), sql.ToString());
    }

    private static bool StartsAsDml(byte[] text)
    {
        var word = text.AsSpan(SkipBlank(text, 0));
        foreach (string s in (string[])["INSERT", "UPDATE", "DELETE", "REPLACE"])
            if (word.Length >= s.Length && System.Text.Ascii.EqualsIgnoreCase(word[..s.Length], s)) return true;
        return false;
    }

    /// <summary>The index behind white space and comments.</summary>
    private static int SkipBlank(byte[] s, int i)
    {
        while (i < s.Length)
        {
            byte c = s[i], next = i + 1 < s.Length ? s[i + 1] : (byte)0;
            if (c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') i++;
            else if (c == '-' && next == '-')
            {
                int end = Array.IndexOf(s, (byte)'\n', i);
                if (end < 0) return s.Length;
                i = end + 1;
            }
            else if (c == '/' && next == '*')
            {
                int end = s.AsSpan(i + 2).IndexOf("*/"u8);
                if (end < 0) return s.Length;
                i += end + 4;
            }
            else break;
        }
        return i;
    }

    private static PyException Bad(nint db) => SqliteErrors.Last(db) ?? Err.Make(SqliteErrors.InterfaceError, "error binding parameter");

    /// <summary>Gives the statement's parameters their values: from a sequence in order, from a mapping by name.</summary>
    public void Bind(nint db, Value parameters)
    {
        int needed = handle == 0 ? 0 : SqliteNative.sqlite3_bind_parameter_count(handle);
        bool exactSequence = parameters.Ref is PyTuple or PyList;
        if (exactSequence || (parameters.Ref is not PyDict && IsSequence(parameters)))
        {
            long given = Ops.Len(parameters);
            if (given != needed) throw SqliteErrors.Programming($"Incorrect number of bindings supplied. The current statement uses {needed}, and there are {given} supplied.");
            for (int i = 1; i <= needed; i++)
            {
                byte* name = SqliteNative.sqlite3_bind_parameter_name(handle, i);
                if (name != null && *name != '?')
                {
                    Err.Warn(ExcTypes.DeprecationWarning, $"Binding {i} ('{Marshal.PtrToStringUTF8((nint)name)}') is a named parameter, but you supplied a sequence which requires nominal (qmark) placeholders. " +
                        "Starting with Python 3.14 an sqlite3.ProgrammingError will be raised.");
                }
                var v = parameters.Ref is PyTuple t ? t[i - 1] : Ops.GetItem(parameters, Value.Int(i - 1));
                BindOne(db, i, v, null);
            }
            return;
        }
        if (parameters.Ref is not PyDict && !Ops.Has(parameters, Slot.GetItem)) throw SqliteErrors.Programming("parameters are of unsupported type");
        for (int i = 1; i <= needed; i++)
        {
            byte* p = SqliteNative.sqlite3_bind_parameter_name(handle, i);
            if (p == null) throw SqliteErrors.Programming($"Binding {i} has no name, but you supplied a dictionary (which has only names).");
            string name = Marshal.PtrToStringUTF8((nint)p + 1)!;
            Value v;
            try
            {
                v = Ops.GetItem(parameters, new Value(PyStr.Of(name)));
            }
            catch (PyException e) when (e.Is(ExcTypes.LookupError))
            {
                throw SqliteErrors.Programming($"You did not supply a value for binding parameter :{name}.");
            }
            BindOne(db, i, v, name);
        }
    }

    private static bool IsSequence(Value v) => v.Ref != null && !v.IsFloat && Ops.Has(v, Slot.GetItem) && !Ops.TryGetAttr(v, "keys", out _);

    private void BindOne(nint db, int index, Value v, string? name)
    {
        if (SqliteAdapters.OfBuiltins || !(v.IsInt || v.IsFloat || v.Ref!.GetType() == typeof(PyStr) || (v.Ref is PyByteArray && v.Type == PyByteArray.TypeObject))) v = SqliteAdapters.Adapt(v);
        int rc;
        if (v.IsNone) rc = SqliteNative.sqlite3_bind_null(handle, index);
        else if (SqliteValues.IsInt(v)) rc = SqliteNative.sqlite3_bind_int64(handle, index, SqliteValues.Integer(v));
        else if (SqliteValues.IsFloat(v)) rc = SqliteNative.sqlite3_bind_double(handle, index, Ops.AsDouble(v));
        else if (v.Ref is PyStr s)
        {
            var text = SqliteValues.Utf8(s);
            fixed (byte* p = text.Length == 0 ? [0] : text) rc = SqliteNative.sqlite3_bind_text(handle, index, p, text.Length, SqliteNative.Transient);
        }
        else if (Buffers.Has(v))
        {
            var data = Buffers.Get(v);
            fixed (byte* p = data.Length == 0 ? [0] : data) rc = SqliteNative.sqlite3_bind_blob(handle, index, p, data.Length, SqliteNative.Transient);
        }
        else
        {
            throw SqliteErrors.Programming(name == null
                ? $"Error binding parameter {index}: type '{Ops.TypeName(v)}' is not supported"
                : $"Error binding parameter ':{name}': type '{Ops.TypeName(v)}' is not supported");
        }
        if (rc != SqliteNative.Ok) throw Bad(db);
    }
}
