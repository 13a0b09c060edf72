using System.Text;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>Python's values as SQLite's, and back.</summary>
internal static unsafe class SqliteValues
{
    /// <summary>Text with a zero behind it.</summary>
    public static byte[] Zero(string s) => [.. Encoding.UTF8.GetBytes(s), 0];

    public static byte[] Zero(PyStr s)
    {
        var text = Utf8(s);
        return text.AsSpan().Contains((byte)0) ? throw Err.ValueError("embedded null character") : [.. text, 0];
    }

    public static byte[] Utf8(PyStr s) => Encodings.Utf8(s, "strict").Data;

    public static PyStr Text(ReadOnlySpan<byte> utf8) =>
        Ascii.IsValid(utf8) ? new PyStr(Encoding.ASCII.GetString(utf8)) : Encodings.DecodeUtf8(utf8.ToArray(), "strict", true).Text;

    public static Value TextOrNone(byte* p) => p == null ? Value.None : new Value(Text(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p)));

    /// <summary>An int that SQLite can hold.</summary>
    public static long Integer(Value v)
    {
        var n = Args.Big(v);
        return n >= long.MinValue && n <= long.MaxValue ? (long)n : throw Err.OverflowError("Python int too large to convert to SQLite INTEGER");
    }

    public static bool IsInt(Value v) => v.IsInt || v.Ref is PyBigInt or PyIntSub or PyBool;

    public static bool IsFloat(Value v) => v.IsFloat || v.Ref is PyFloatSub;

    /// <summary>The arguments of a function of ours that SQL calls.</summary>
    public static Value[] Arguments(int count, nint* values)
    {
        var to = new Value[count];
        for (int i = 0; i < count; i++)
        {
            nint v = values[i];
            to[i] = SqliteNative.sqlite3_value_type(v) switch
            {
                SqliteNative.Integer => Value.Int(SqliteNative.sqlite3_value_int64(v)),
                SqliteNative.Float => Value.Float(SqliteNative.sqlite3_value_double(v)),
                SqliteNative.Text => TextArgument(v),
                SqliteNative.Blob => BlobArgument(v),
                _ => Value.None,
            };
        }
        return to;
    }

    private static Value TextArgument(nint v)
    {
        byte* p = SqliteNative.sqlite3_value_text(v);
        return new Value(Text(new ReadOnlySpan<byte>(p, SqliteNative.sqlite3_value_bytes(v))));
    }

    private static Value BlobArgument(nint v)
    {
        byte* p = SqliteNative.sqlite3_value_blob(v);
        return new Value(new PyBytes(new ReadOnlySpan<byte>(p, SqliteNative.sqlite3_value_bytes(v))));
    }

    /// <summary>Hands a result to SQL; false when there is no such value there.</summary>
    public static bool SetResult(nint context, Value v)
    {
        if (v.IsNone) SqliteNative.sqlite3_result_null(context);
        else if (IsInt(v)) SqliteNative.sqlite3_result_int64(context, Integer(v));
        else if (IsFloat(v)) SqliteNative.sqlite3_result_double(context, Ops.AsDouble(v));
        else if (v.Ref is PyStr s)
        {
            var bytes = Utf8(s);
            fixed (byte* p = (byte[])[.. bytes, 0]) SqliteNative.sqlite3_result_text(context, p, bytes.Length, SqliteNative.Transient);
        }
        else if (Buffers.Has(v))
        {
            var bytes = Buffers.Get(v);
            fixed (byte* p = bytes.Length == 0 ? [0] : bytes) SqliteNative.sqlite3_result_blob(context, p, bytes.Length, SqliteNative.Transient);
        }
        else return false;
        return true;
    }
}
