namespace TieredPy.Runtime.Objects.Arguments;

/// <summary>Converts arguments to what C# bodies take, with the errors that CPython's argument parsing raises.</summary>
internal static class Args
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Long(Value v) => v.IsInt ? v.Bits : Ops.AsLong(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int(Value v) => v.IsInt && v.Bits == (int)v.Bits ? (int)v.Bits : IntSlow(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Double(Value v) => v.IsFloat ? v.AsFloat : v.IsInt ? v.Bits : Ops.AsDouble(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Bool(Value v) => v.IsTrue || (!v.IsFalse && Ops.Truth(v));

    /// <summary>A str as a .NET string.</summary>
    public static string String(Value v, string function, string argument) =>
        v.Ref is PyStr s ? s.ToString() : throw ArgErrors.BadArgument(function, argument, "str", v);

    /// <summary>An int of any size, through <c>__index__</c>.</summary>
    public static BigInteger Big(Value v)
    {
        if (v.IsInt) return v.Bits;
        var index = Ops.Index(v);
        return index.IsInt ? index.Bits : IntOps.ToBig(index);
    }

    /// <summary>The name that attribute slots receive.</summary>
    public static PyStr AttributeName(Value v) =>
        v.Ref as PyStr ?? throw Err.TypeError($"attribute name must be string, not '{v.Type.FullName}'");

    /// <summary>The arguments of <c>__get__(self, obj, type=None)</c>.</summary>
    public static void DescriptorGet(ReadOnlySpan<Value> args, out Value obj, out PyType? owner)
    {
        obj = args[1].IsNone ? Value.Missing : args[1];
        owner = args.Length > 2 ? args[2].Ref as PyType : null;
        if (obj.IsMissing && (args.Length < 3 || args[2].IsNone)) throw Err.TypeError("__get__(None, None) is invalid");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int IntSlow(Value v)
    {
        var index = Ops.Index(v);
        return index.IsInt && index.Bits == (int)index.Bits ? (int)index.Bits : throw Err.OverflowError("Python int too large to convert to C int");
    }
}
