namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Writes to registers that avoid the collector's write barrier where they can: storing null needs none, and a float tag that is there
/// already isn't stored again.
/// </summary>
internal static class Reg
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Raw
    {
        public PyObject? Ref;
        public long Bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetInt(ref Value d, long i)
    {
        ref var raw = ref Unsafe.As<Value, Raw>(ref d);
        raw.Ref = null;
        raw.Bits = i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetFloat(ref Value d, double x)
    {
        ref var raw = ref Unsafe.As<Value, Raw>(ref d);
        var tag = Tags.Float;
        if (raw.Ref != tag) raw.Ref = tag;
        raw.Bits = BitConverter.DoubleToInt64Bits(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetObject(ref Value d, PyObject o)
    {
        ref var raw = ref Unsafe.As<Value, Raw>(ref d);
        raw.Ref = o;
        raw.Bits = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetBool(ref Value d, bool b)
    {
        ref var raw = ref Unsafe.As<Value, Raw>(ref d);
        raw.Ref = b ? PyBool.True : PyBool.False;
        raw.Bits = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetMissing(ref Value d) => SetObject(ref d, Tags.Missing);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(ref Value d, Value v)
    {
        ref var raw = ref Unsafe.As<Value, Raw>(ref d);
        if (v.Ref == null) raw.Ref = null;
        else raw.Ref = v.Ref;
        raw.Bits = v.Bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref Value d, ref Value s) => Set(ref d, s);
}
