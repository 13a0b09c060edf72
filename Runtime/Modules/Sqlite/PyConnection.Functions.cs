using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sqlite;

// Python functions that SQL calls. No exception may pass through SQLite's frames: each becomes an error of SQL.
internal unsafe partial class PyConnection
{
    private GCHandle authorizer, progress, trace;

    private void ForgetCallbacks()
    {
        foreach (var h in (GCHandle[])[authorizer, progress, trace])
            if (h.IsAllocated) h.Free();
        authorizer = progress = trace = default;
    }

    private static Value Target(nint data) => new((PyObject)GCHandle.FromIntPtr(data).Target!);

    private static nint Keep(Value callable) => GCHandle.ToIntPtr(GCHandle.Alloc(callable.Ref!));

    /// <summary>An exception in a callback: shown when that is wanted.</summary>
    private static void Report(PyBaseException e, Value callable)
    {
        if (SqliteModule.ShowCallbackErrors) Unraisable.Write(e, callable, "Exception ignored on sqlite3 callback");
    }

    /// <summary>Runs Python code; false, reported, when it raised.</summary>
    private static bool Try(Value callable, Func<Value> body, out Value result, out PyBaseException? error)
    {
        error = null;
        try
        {
            result = body();
            return true;
        }
        catch (PyException e)
        {
            error = e.Value;
        }
        catch (Exception e) when (NativeFaults.Translate(e) is { } translated)
        {
            error = translated;
        }
        result = Value.None;
        return false;
    }

    private static void Fail(nint context, string message, PyBaseException? e, Value callable)
    {
        if (e != null && e.Type.IsSubtypeOf(ExcTypes.MemoryError)) SqliteNative.sqlite3_result_error_nomem(context);
        else if (e != null && e.Type.IsSubtypeOf(ExcTypes.OverflowError)) SqliteNative.sqlite3_result_error_toobig(context);
        else
            fixed (byte* p = SqliteValues.Zero(message)) SqliteNative.sqlite3_result_error(context, p, -1);
        if (e != null) Report(e, callable);
    }

    [UnmanagedCallersOnly]
    private static void Destroy(nint data) => GCHandle.FromIntPtr(data).Free();

    [UnmanagedCallersOnly]
    private static void CallFunction(nint context, int count, nint* values)
    {
        var f = Target(SqliteNative.sqlite3_user_data(context));
        bool ok = Try(f, () => Value.Bool(SqliteValues.SetResult(context, Ops.Call(f, SqliteValues.Arguments(count, values)))), out var done, out var error);
        if (!ok || done.IsFalse) Fail(context, "user-defined function raised exception", error, f);
    }

    /// <summary>Where the instance of an aggregate is between its calls.</summary>
    private static Value Instance(nint* at, Value type, nint context)
    {
        if (*at == 0)
        {
            if (!Try(type, () => Ops.Call(type), out var made, out var error))
            {
                Fail(context, "user-defined aggregate's '__init__' method raised error", error, type);
                return Value.Missing;
            }
            *at = GCHandle.ToIntPtr(GCHandle.Alloc(made.ToHeap()));
        }
        return Value.FromHeap((PyObject)GCHandle.FromIntPtr(*at).Target!);
    }

    private static void Failed(nint context, string method, PyBaseException error, Value callable) =>
        Fail(context, $"user-defined aggregate's '{method}' method {(error.Type == ExcTypes.AttributeError ? "not defined" : "raised error")}", error, callable);

    private static void Feed(nint context, int count, nint* values, string method)
    {
        var type = Target(SqliteNative.sqlite3_user_data(context));
        nint* at = SqliteNative.sqlite3_aggregate_context(context, sizeof(nint));
        var instance = Instance(at, type, context);
        if (instance.IsMissing) return;
        if (!Try(type, () => Ops.CallMethod(instance, method, SqliteValues.Arguments(count, values)), out _, out var error)) Failed(context, method, error!, type);
    }

    [UnmanagedCallersOnly]
    private static void CallStep(nint context, int count, nint* values) => Feed(context, count, values, "step");

    [UnmanagedCallersOnly]
    private static void CallInverse(nint context, int count, nint* values) => Feed(context, count, values, "inverse");

    private static void Ask(nint context, string method)
    {
        var type = Target(SqliteNative.sqlite3_user_data(context));
        nint* at = SqliteNative.sqlite3_aggregate_context(context, 0);
        // Without a row there is no instance, and NULL is the result.
        if (at == null || *at == 0) return;
        var instance = Instance(at, type, context);
        bool ok = Try(type, () => Value.Bool(SqliteValues.SetResult(context, Ops.CallMethod(instance, method))), out var done, out var error);
        if (!ok) Failed(context, method, error!, type);
        else if (done.IsFalse) Fail(context, $"user-defined aggregate's '{method}' method raised error", null, type);
    }

    [UnmanagedCallersOnly]
    private static void CallValue(nint context) => Ask(context, "value");

    [UnmanagedCallersOnly]
    private static void CallFinal(nint context)
    {
        Ask(context, "finalize");
        nint* at = SqliteNative.sqlite3_aggregate_context(context, 0);
        if (at == null || *at == 0) return;
        GCHandle.FromIntPtr(*at).Free();
        *at = 0;
    }

    [UnmanagedCallersOnly]
    private static int CallCollation(nint data, int n1, byte* p1, int n2, byte* p2)
    {
        var f = Target(data);
        bool ok = Try(f, () =>
        {
            var r = Ops.Call(f, new Value(SqliteValues.Text(new ReadOnlySpan<byte>(p1, n1))), new Value(SqliteValues.Text(new ReadOnlySpan<byte>(p2, n2))));
            if (!SqliteValues.IsInt(r)) throw Err.TypeError("an integer is required");
            return Value.Int(Args.Big(r).Sign);
        }, out var result, out var error);
        if (!ok) Report(error!, f);
        return ok ? (int)result.Bits : 0;
    }

    [UnmanagedCallersOnly]
    private static int CallAuthorizer(nint data, int action, byte* a, byte* b, byte* database, byte* trigger)
    {
        const int Deny = 1;
        var f = Target(data);
        bool ok = Try(f, () =>
        {
            var r = Ops.Call(f, [Value.Int(action), SqliteValues.TextOrNone(a), SqliteValues.TextOrNone(b), SqliteValues.TextOrNone(database), SqliteValues.TextOrNone(trigger)], null);
            return SqliteValues.IsInt(r) ? Value.Int(Args.Int(r)) : Value.Int(Deny);
        }, out var result, out var error);
        if (!ok) Report(error!, f);
        return ok ? (int)result.Bits : Deny;
    }

    [UnmanagedCallersOnly]
    private static int CallProgress(nint data)
    {
        var f = Target(data);
        bool ok = Try(f, () => Value.Bool(Ops.Truth(Ops.Call(f))), out var result, out var error);
        if (!ok) Report(error!, f);
        return !ok || result.IsTrue ? 1 : 0;
    }

    [UnmanagedCallersOnly]
    private static int CallTrace(uint kind, nint data, nint statement, nint sql)
    {
        var f = Target(data);
        bool ok = Try(f, () =>
        {
            byte* expanded = SqliteNative.sqlite3_expanded_sql(statement);
            if (expanded == null)
            {
                Ops.Call(f, SqliteValues.TextOrNone(SqliteNative.sqlite3_sql(statement)));
                throw Err.Make(SqliteErrors.DataError, "Expanded SQL string exceeds the maximum string length");
            }
            var text = SqliteValues.TextOrNone(expanded);
            SqliteNative.sqlite3_free(expanded);
            return Ops.Call(f, text);
        }, out _, out var error);
        if (!ok) Report(error!, f);
        return 0;
    }

    private const int Utf8 = 1, Deterministic = 0x800;

    /// <summary>
    /// The arguments of a method whose first ones may be given by keyword, with a warning (Argument Clinic's deprecation of keywords); those that are
    /// keyword-only come last.
    /// </summary>
    private static Value[] Parse(string method, ReadOnlySpan<Value> args, PyStr[]? kw, string[] names, string listed, string? keywordOnly = null)
    {
        var v = new Value[names.Length + (keywordOnly == null ? 0 : 1)];
        v.AsSpan().Fill(Value.Missing);
        int keywords = kw?.Length ?? 0, positional = args.Length - keywords;
        if (positional > names.Length) throw Err.TypeError($"{method}() takes exactly {names.Length} positional argument{(names.Length == 1 ? "" : "s")} ({positional} given)");
        for (int i = 0; i < positional; i++) v[i] = args[i];
        bool warn = false;
        for (int k = 0; k < keywords; k++)
        {
            string name = kw![k].ToString();
            int at = name == keywordOnly ? names.Length : Array.IndexOf(names, name);
            if (at < 0) throw Err.TypeError($"{method}() got an unexpected keyword argument '{name}'");
            if (!v[at].IsMissing) throw Err.TypeError($"argument for {method}() given by name ('{name}') and position ({at + 1})");
            v[at] = args[positional + k];
            warn |= at < names.Length;
        }
        if (warn)
        {
            string plural = names.Length == 1 ? "" : "s";
            Err.Warn(ExcTypes.DeprecationWarning, $"Passing keyword argument{plural} {listed} to _sqlite3.Connection.{method}() is deprecated. " +
                $"Parameter{plural} {listed} will become positional-only in Python 3.15.");
        }
        for (int i = 0; i < names.Length; i++)
            if (v[i].IsMissing) throw Err.TypeError($"{method}() missing required argument '{names[i]}' (pos {i + 1})");
        return v;
    }

    private static byte[] NameOf(Value v, string method) => v.Ref is PyStr s ? SqliteValues.Zero(s) : throw Err.TypeError($"{method}() argument 1 must be str, not {Ops.TypeName(v)}");

    [PyMethod("create_function", Doc = "Creates a new function.", Signature = "($self, /, name, narg, func, *, deterministic=False)"), RawCall]
    private Value CreateFunction(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var v = Parse("create_function", args, kw, ["name", "narg", "func"], "'name', 'narg' and 'func'", "deterministic");
        var func = v[2];
        int arguments = Args.Int(v[1]);
        Check();
        int rc, flags = Utf8 | (!v[3].IsMissing && Ops.Truth(v[3]) ? Deterministic : 0);
        fixed (byte* p = NameOf(v[0], "create_function"))
        {
            rc = func.IsNone
                ? SqliteNative.sqlite3_create_function_v2(Database, p, arguments, flags, 0, null, null, null, null)
                : SqliteNative.sqlite3_create_function_v2(Database, p, arguments, flags, Keep(func), &CallFunction, null, null, &Destroy);
        }
        return rc == SqliteNative.Ok ? Value.None : throw SqliteErrors.Operational("Error creating function");
    }

    [PyMethod("create_aggregate", Doc = "Creates a new aggregate.", Signature = "($self, /, name, n_arg, aggregate_class)"), RawCall]
    private Value CreateAggregate(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var v = Parse("create_aggregate", args, kw, ["name", "n_arg", "aggregate_class"], "'name', 'n_arg' and 'aggregate_class'");
        int rc, arguments = Args.Int(v[1]);
        Check();
        fixed (byte* p = NameOf(v[0], "create_aggregate"))
        {
            rc = v[2].IsNone
                ? SqliteNative.sqlite3_create_function_v2(Database, p, arguments, Utf8, 0, null, null, null, null)
                : SqliteNative.sqlite3_create_function_v2(Database, p, arguments, Utf8, Keep(v[2]), null, &CallStep, &CallFinal, &Destroy);
        }
        return rc == SqliteNative.Ok ? Value.None : throw SqliteErrors.Operational("Error creating aggregate");
    }

    [PyMethod("create_window_function", Doc = "Creates or redefines an aggregate window function. Non-standard.\n\n  name\n    The name of the SQL aggregate window function to be created or\n    redefined.\n  num_params\n    The number of arguments the step and inverse methods takes.\n  aggregate_class\n    A class with step(), finalize(), value(), and inverse() methods.\n    Set to None to clear the window function.")]
    private void CreateWindowFunction(PyStr name, int num_params, Value aggregate_class)
    {
        Check();
        int rc;
        fixed (byte* p = SqliteValues.Zero(name))
        {
            rc = aggregate_class.IsNone
                ? SqliteNative.sqlite3_create_window_function(Database, p, num_params, Utf8, 0, null, null, null, null, null)
                : SqliteNative.sqlite3_create_window_function(Database, p, num_params, Utf8, Keep(aggregate_class), &CallStep, &CallFinal, &CallValue, &CallInverse, &Destroy);
        }
        if (rc != SqliteNative.Ok) throw SqliteErrors.Programming(Marshal.PtrToStringUTF8((nint)SqliteNative.sqlite3_errstr(rc)) ?? "Error creating window function");
    }

    [PyMethod("create_collation", Doc = "Creates a collation function.")]
    private void CreateCollation(PyStr name, Value callback)
    {
        Check();
        if (!callback.IsNone && !Ops.Callable(callback)) throw Err.TypeError("parameter must be callable");
        int rc;
        fixed (byte* p = SqliteValues.Zero(name))
        {
            rc = callback.IsNone
                ? SqliteNative.sqlite3_create_collation_v2(Database, p, Utf8, 0, null, null)
                : SqliteNative.sqlite3_create_collation_v2(Database, p, Utf8, Keep(callback), &CallCollation, &Destroy);
        }
        if (rc != SqliteNative.Ok) throw SqliteErrors.Last(Database) ?? SqliteErrors.OfCode(rc);
    }

    private static void Replace(ref GCHandle handle, Value callable)
    {
        if (handle.IsAllocated) handle.Free();
        handle = callable.IsNone ? default : GCHandle.Alloc(callable.Ref!);
    }

    [PyMethod("set_authorizer", Doc = "Set authorizer callback.", Signature = "($self, /, authorizer_callback)"), RawCall]
    private Value SetAuthorizer(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var callback = Parse("set_authorizer", args, kw, ["authorizer_callback"], "'authorizer_callback'")[0];
        Check();
        _ = SqliteNative.sqlite3_set_authorizer(Database, null, 0);
        Replace(ref authorizer, callback);
        if (!callback.IsNone && SqliteNative.sqlite3_set_authorizer(Database, &CallAuthorizer, GCHandle.ToIntPtr(authorizer)) != SqliteNative.Ok)
            throw SqliteErrors.Operational("Error setting authorizer callback");
        return Value.None;
    }

    /// <summary>Only the first parameter of set_progress_handler is to become positional-only.</summary>
    private static Value[] ParseProgress(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0, positional = args.Length - keywords;
        var n = positional > 1 ? args[1] : Value.Missing;
        if (positional > 2) throw Err.TypeError($"set_progress_handler() takes exactly 2 positional arguments ({positional} given)");
        var rest = new List<Value>();
        var names = new List<PyStr>();
        if (positional > 0) rest.Add(args[0]);
        for (int k = 0; k < keywords; k++)
        {
            if (kw![k].ToString() == "n") n = args[positional + k];
            else
            {
                rest.Add(args[positional + k]);
                names.Add(kw[k]);
            }
        }
        var callback = Parse("set_progress_handler", rest.ToArray(), names.Count == 0 ? null : [.. names], ["progress_handler"], "'progress_handler'")[0];
        return [callback, n.IsMissing ? throw Err.TypeError("set_progress_handler() missing required argument 'n' (pos 2)") : n];
    }

    [PyMethod("set_progress_handler", Doc = "Set progress handler callback.\n\n  progress_handler\n    A callable that takes no arguments.\n    If the callable returns non-zero, the current query is terminated,\n    and an exception is raised.\n  n\n    The number of SQLite virtual machine instructions that are\n    executed between invocations of 'progress_handler'.\n\nIf 'progress_handler' is None or 'n' is 0, the progress handler is disabled.", Signature = "($self, /, progress_handler, n)"), RawCall]
    private Value SetProgressHandler(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var v = ParseProgress(args, kw);
        var callback = v[0];
        int n = Args.Int(v[1]);
        Check();
        SqliteNative.sqlite3_progress_handler(Database, 0, null, 0);
        Replace(ref progress, callback);
        if (!callback.IsNone) SqliteNative.sqlite3_progress_handler(Database, n, &CallProgress, GCHandle.ToIntPtr(progress));
        return Value.None;
    }

    [PyMethod("set_trace_callback", Doc = "Set a trace callback called for each SQL statement (passed as unicode).", Signature = "($self, /, trace_callback)"), RawCall]
    private Value SetTraceCallback(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var callback = Parse("set_trace_callback", args, kw, ["trace_callback"], "'trace_callback'")[0];
        Check();
        const uint Statements = 1;
        _ = SqliteNative.sqlite3_trace_v2(Database, 0, null, 0);
        Replace(ref trace, callback);
        if (!callback.IsNone) _ = SqliteNative.sqlite3_trace_v2(Database, Statements, &CallTrace, GCHandle.ToIntPtr(trace));
        return Value.None;
    }
}
