namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>SQLite's C interface. The library comes with the package SQLitePCLRaw.</summary>
internal static unsafe partial class SqliteNative
{
    private const string Library = "e_sqlite3";

    public const int Ok = 0, Error = 1, Busy = 5, Locked = 6, NoMemory = 7, TooBig = 18, Misuse = 21, Row = 100, Done = 101;
    public const int Integer = 1, Float = 2, Text = 3, Blob = 4, Null = 5;

    /// <summary>SQLITE_TRANSIENT: SQLite copies what it is given.</summary>
    public static readonly nint Transient = -1;

    [LibraryImport(Library)] public static partial byte* sqlite3_libversion();
    [LibraryImport(Library)] public static partial int sqlite3_threadsafe();
    [LibraryImport(Library)] public static partial int sqlite3_complete(byte* sql);
    [LibraryImport(Library)] public static partial int sqlite3_open_v2(byte* name, nint* db, int flags, byte* vfs);
    [LibraryImport(Library)] public static partial int sqlite3_close_v2(nint db);
    [LibraryImport(Library)] public static partial int sqlite3_busy_timeout(nint db, int ms);
    [LibraryImport(Library)] public static partial int sqlite3_errcode(nint db);
    [LibraryImport(Library)] public static partial int sqlite3_extended_errcode(nint db);
    [LibraryImport(Library)] public static partial int sqlite3_extended_result_codes(nint db, int on);
    [LibraryImport(Library)] public static partial byte* sqlite3_errmsg(nint db);
    [LibraryImport(Library)] public static partial byte* sqlite3_errstr(int code);
    [LibraryImport(Library)] public static partial int sqlite3_get_autocommit(nint db);
    [LibraryImport(Library)] public static partial int sqlite3_total_changes(nint db);
    [LibraryImport(Library)] public static partial int sqlite3_changes(nint db);
    [LibraryImport(Library)] public static partial long sqlite3_last_insert_rowid(nint db);
    [LibraryImport(Library)] public static partial void sqlite3_interrupt(nint db);
    [LibraryImport(Library)] public static partial int sqlite3_limit(nint db, int id, int value);
    [LibraryImport(Library)] public static partial int sqlite3_prepare_v2(nint db, byte* sql, int length, nint* statement, byte** tail);
    [LibraryImport(Library)] public static partial int sqlite3_step(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_reset(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_finalize(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_clear_bindings(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_stmt_busy(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_stmt_readonly(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_bind_parameter_count(nint statement);
    [LibraryImport(Library)] public static partial byte* sqlite3_bind_parameter_name(nint statement, int index);
    [LibraryImport(Library)] public static partial int sqlite3_bind_null(nint statement, int index);
    [LibraryImport(Library)] public static partial int sqlite3_bind_int64(nint statement, int index, long value);
    [LibraryImport(Library)] public static partial int sqlite3_bind_double(nint statement, int index, double value);
    [LibraryImport(Library)] public static partial int sqlite3_bind_text(nint statement, int index, byte* text, int length, nint destructor);
    [LibraryImport(Library)] public static partial int sqlite3_bind_blob(nint statement, int index, byte* data, int length, nint destructor);
    [LibraryImport(Library)] public static partial int sqlite3_column_count(nint statement);
    [LibraryImport(Library)] public static partial int sqlite3_data_count(nint statement);
    [LibraryImport(Library)] public static partial byte* sqlite3_column_name(nint statement, int column);
    [LibraryImport(Library)] public static partial byte* sqlite3_column_decltype(nint statement, int column);
    [LibraryImport(Library)] public static partial int sqlite3_column_type(nint statement, int column);
    [LibraryImport(Library)] public static partial long sqlite3_column_int64(nint statement, int column);
    [LibraryImport(Library)] public static partial double sqlite3_column_double(nint statement, int column);
    [LibraryImport(Library)] public static partial byte* sqlite3_column_text(nint statement, int column);
    [LibraryImport(Library)] public static partial byte* sqlite3_column_blob(nint statement, int column);
    [LibraryImport(Library)] public static partial int sqlite3_column_bytes(nint statement, int column);
    [LibraryImport(Library)] public static partial byte* sqlite3_expanded_sql(nint statement);
    [LibraryImport(Library)] public static partial byte* sqlite3_sql(nint statement);
    [LibraryImport(Library)] public static partial void sqlite3_free(void* memory);
    [LibraryImport(Library)] public static partial void* sqlite3_malloc64(ulong size);
    [LibraryImport(Library)]
    public static partial int sqlite3_create_function_v2(nint db, byte* name, int arguments, int flags, nint data,
        delegate* unmanaged<nint, int, nint*, void> call, delegate* unmanaged<nint, int, nint*, void> step, delegate* unmanaged<nint, void> final, delegate* unmanaged<nint, void> destroy);
    [LibraryImport(Library)]
    public static partial int sqlite3_create_window_function(nint db, byte* name, int arguments, int flags, nint data, delegate* unmanaged<nint, int, nint*, void> step,
        delegate* unmanaged<nint, void> final, delegate* unmanaged<nint, void> value, delegate* unmanaged<nint, int, nint*, void> inverse, delegate* unmanaged<nint, void> destroy);
    [LibraryImport(Library)]
    public static partial int sqlite3_create_collation_v2(nint db, byte* name, int encoding, nint data, delegate* unmanaged<nint, int, byte*, int, byte*, int> compare, delegate* unmanaged<nint, void> destroy);
    [LibraryImport(Library)] public static partial int sqlite3_set_authorizer(nint db, delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, int> callback, nint data);
    [LibraryImport(Library)] public static partial void sqlite3_progress_handler(nint db, int steps, delegate* unmanaged<nint, int> callback, nint data);
    [LibraryImport(Library)] public static partial int sqlite3_trace_v2(nint db, uint mask, delegate* unmanaged<uint, nint, nint, nint, int> callback, nint data);
    [LibraryImport(Library)] public static partial nint sqlite3_user_data(nint context);
    [LibraryImport(Library)] public static partial nint* sqlite3_aggregate_context(nint context, int size);
    [LibraryImport(Library)] public static partial int sqlite3_value_type(nint value);
    [LibraryImport(Library)] public static partial long sqlite3_value_int64(nint value);
    [LibraryImport(Library)] public static partial double sqlite3_value_double(nint value);
    [LibraryImport(Library)] public static partial byte* sqlite3_value_text(nint value);
    [LibraryImport(Library)] public static partial byte* sqlite3_value_blob(nint value);
    [LibraryImport(Library)] public static partial int sqlite3_value_bytes(nint value);
    [LibraryImport(Library)] public static partial void sqlite3_result_null(nint context);
    [LibraryImport(Library)] public static partial void sqlite3_result_int64(nint context, long value);
    [LibraryImport(Library)] public static partial void sqlite3_result_double(nint context, double value);
    [LibraryImport(Library)] public static partial void sqlite3_result_text(nint context, byte* text, int length, nint destructor);
    [LibraryImport(Library)] public static partial void sqlite3_result_blob(nint context, byte* data, int length, nint destructor);
    [LibraryImport(Library)] public static partial void sqlite3_result_error(nint context, byte* text, int length);
    [LibraryImport(Library)] public static partial void sqlite3_result_error_toobig(nint context);
    [LibraryImport(Library)] public static partial void sqlite3_result_error_nomem(nint context);
    [LibraryImport(Library)] public static partial nint sqlite3_backup_init(nint to, byte* toName, nint from, byte* fromName);
    [LibraryImport(Library)] public static partial int sqlite3_backup_step(nint backup, int pages);
    [LibraryImport(Library)] public static partial int sqlite3_backup_remaining(nint backup);
    [LibraryImport(Library)] public static partial int sqlite3_backup_pagecount(nint backup);
    [LibraryImport(Library)] public static partial int sqlite3_backup_finish(nint backup);
    [LibraryImport(Library)] public static partial int sqlite3_sleep(int ms);
    [LibraryImport(Library)] public static partial byte* sqlite3_serialize(nint db, byte* schema, long* size, uint flags);
    [LibraryImport(Library)] public static partial int sqlite3_deserialize(nint db, byte* schema, byte* data, long size, long room, uint flags);
    [LibraryImport(Library)] public static partial int sqlite3_db_config(nint db, int option, int on, int* result);
    [LibraryImport(Library)] public static partial int sqlite3_blob_open(nint db, byte* schema, byte* table, byte* column, long row, int flags, nint* blob);
    [LibraryImport(Library)] public static partial int sqlite3_blob_close(nint blob);
    [LibraryImport(Library)] public static partial int sqlite3_blob_bytes(nint blob);
    [LibraryImport(Library)] public static partial int sqlite3_blob_read(nint blob, byte* to, int count, int offset);
    [LibraryImport(Library)] public static partial int sqlite3_blob_write(nint blob, byte* from, int count, int offset);
}
