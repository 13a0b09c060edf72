namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>The exceptions of sqlite3 (PEP 249), and which one a result code means.</summary>
internal static unsafe class SqliteErrors
{
    public static readonly PyType Warning = Make("Warning", ExcTypes.Exception), Error = Make("Error", ExcTypes.Exception),
        InterfaceError = Make("InterfaceError", Error), DatabaseError = Make("DatabaseError", Error), InternalError = Make("InternalError", DatabaseError),
        OperationalError = Make("OperationalError", DatabaseError), ProgrammingError = Make("ProgrammingError", DatabaseError),
        IntegrityError = Make("IntegrityError", DatabaseError), DataError = Make("DataError", DatabaseError), NotSupportedError = Make("NotSupportedError", DatabaseError);

    public static readonly PyType[] All = [Warning, Error, InterfaceError, DatabaseError, InternalError, OperationalError, ProgrammingError, IntegrityError, DataError, NotSupportedError];

    private static PyType Make(string name, PyType @base) => PyType.MakePlain("sqlite3." + name, @base, null);

    public static PyException Programming(string message) => Err.Make(ProgrammingError, message);

    public static PyException Operational(string message) => Err.Make(OperationalError, message);

    /// <summary>The exception of what went wrong last on a connection; null when nothing did.</summary>
    public static PyException? Last(nint db)
    {
        int code = SqliteNative.sqlite3_errcode(db);
        string message = Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_errmsg(db)) ?? "";
        return Of(code & 0xFF, SqliteNative.sqlite3_extended_errcode(db), message);
    }

    /// <summary>The exception of a result code that no connection holds.</summary>
    public static PyException OfCode(int code) =>
        Of(code & 0xFF, code, Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_errstr(code)) ?? "") ?? Err.Make(DatabaseError, "no error");

    private static PyException? Of(int code, int extended, string message)
    {
        PyType type;
        switch (code)
        {
            case 0: return null;
            case 2 or 12: type = InternalError; break;
            case SqliteNative.NoMemory: return Err.MemoryError();
            case 1 or 3 or 4 or 5 or 6 or 8 or 9 or 10 or 13 or 14 or 15 or 16 or 17: type = OperationalError; break;
            case 18: type = DataError; break;
            case 19 or 20: type = IntegrityError; break;
            case 21 or 25: type = InterfaceError; break;
            default: type = DatabaseError; break;
        }
        var e = Err.Make(type, message);
        Ops.SetAttr(new Value(e.Value), PyStr.Intern("sqlite_errorcode"), Value.Int(extended));
        Ops.SetAttr(new Value(e.Value), PyStr.Intern("sqlite_errorname"), Value.Str(SqliteConstants.ResultName(extended) ?? "unknown"));
        return e;
    }
}
