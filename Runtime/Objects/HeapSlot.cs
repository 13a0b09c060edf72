namespace TieredPy.Runtime.Objects;

/// <summary>
/// Storage of one value that one owner keeps (an attribute slot, a closure cell, a module global). Ints and floats live in cells that belong to
/// the slot and are overwritten in place, so storing a number again allocates nothing; a cell never leaves its slot.
/// Every read and write is of one reference or of one 8-byte word, so threads see whole values.
/// </summary>
internal static class HeapSlot
{
    /// <summary>An int owned by a slot.</summary>
    internal sealed class IntCell(long number) : PyObject(PyInt.TypeObject.RootShape)
    {
        public long Number = number;
    }

    /// <summary>A float owned by a slot.</summary>
    internal sealed class FloatCell(double number) : PyObject(PyFloat.TypeObject.RootShape)
    {
        public double Number = number;
    }

    /// <summary>The value in the slot; Missing when the slot is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Load(PyObject? o)
    {
        if (o == null) return Value.Missing;
        if (o.GetType() == typeof(IntCell)) return Value.Int(Unsafe.As<IntCell>(o).Number);
        if (o.GetType() == typeof(FloatCell)) return Value.Float(Unsafe.As<FloatCell>(o).Number);
        return new Value(o);
    }

    /// <summary>Puts a value into the slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref PyObject? slot, Value v)
    {
        var r = v.Ref;
        if (r == null) StoreInt(ref slot, v.Bits);
        else if (r == Tags.Float) StoreFloat(ref slot, v.AsFloat);
        else slot = r;
    }

    public static void StoreInt(ref PyObject? slot, long i)
    {
        if (slot is IntCell c) c.Number = i;
        else slot = new IntCell(i);
    }

    public static void StoreFloat(ref PyObject? slot, double d)
    {
        if (slot is FloatCell c) c.Number = d;
        else slot = new FloatCell(d);
    }
}
