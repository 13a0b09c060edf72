namespace TieredPy.Runtime.Objects;

/// <summary>
/// Storage of one value that one owner keeps (an attribute slot, a closure cell, a module global). Ints and floats live in cells that belong to
/// the slot and are overwritten in place, so storing a number again allocates nothing; a cell never leaves its slot. Small ints that no cell of
/// the slot's own is there for are in cells that all slots share and nobody overwrites: most attributes that hold one never change, or go through a few states.
/// Every read and write is of one reference or of one 8-byte word, so threads see whole values.
/// </summary>
internal static class HeapSlot
{
    private const int LeastShared = -5, MostShared = 256;

    /// <summary>Ints up to here aren't taken for counts, which change often.</summary>
    private const int MostState = 8;

    /// <summary>Shared cells by how often the slot has held another of these ints before: one that still changes then gets a cell of its own.</summary>
    private static readonly IntCell[][] States = [NewStates(), NewStates(), NewStates()];

    private static IntCell[] NewStates()
    {
        var cells = new IntCell[MostState - LeastShared + 1];
        for (int k = 0; k < cells.Length; k++) cells[k] = new IntCell(LeastShared + k, null);
        return cells;
    }

    private static readonly IntCell?[] Shared = new IntCell?[MostShared - LeastShared + 1];

    /// <summary>An int in a slot.</summary>
    internal sealed class IntCell(long number, Shape? shape) : PyObject(shape!)
    {
        public long Number = number;

        /// <summary>Whether it is one slot's own, which may overwrite it. Shared cells have no shape: nothing asks a cell for its own.</summary>
        public bool IsOwned => Shape != null;
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

    /// <summary>Puts a value into a slot that is still empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ref PyObject? slot, Value v)
    {
        var r = v.Ref;
        slot = r == null ? QuickCellOf(v.Bits) : r == Tags.Float ? new FloatCell(v.AsFloat) : r;
    }

    /// <summary>As <see cref="CellOf"/>, without a call for the small ints that have been met.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntCell QuickCellOf(long i)
    {
        var shared = Shared;
        ulong k = (ulong)(i - LeastShared);
        return k < (ulong)shared.Length && shared[k] is { } known ? known : CellOf(i);
    }

    public static void StoreInt(ref PyObject? slot, long i)
    {
        if (slot is IntCell { IsOwned: true } c) c.Number = i;
        else slot = CellFor(slot, i);
    }

    /// <summary>
    /// The cell for an int in a slot that has none of its own: one that holds its second int gets one, as it will probably hold more, unless those are
    /// states that it hasn't held many of.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static IntCell CellFor(PyObject? slot, long i) => slot is IntCell c ? CellAfter(c, i) : CellOf(i);

    private static IntCell CellAfter(IntCell shared, long i)
    {
        long was = shared.Number;
        if (was == i) return shared;
        if (i is < LeastShared or > MostState || was > MostState) return NewCell(i);
        int changes = 0;
        for (int k = 0; k < States.Length; k++)
            if (States[k][was - LeastShared] == shared) changes = k + 1;
        return changes < States.Length ? States[changes][i - LeastShared] : NewCell(i);
    }

    /// <summary>A cell for a slot that has none of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static IntCell CellOf(long i)
    {
        if ((ulong)(i - LeastShared) > MostShared - LeastShared) return NewCell(i);
        return Shared[i - LeastShared] ??= new IntCell(i, null);
    }

    /// <summary>A cell that belongs to the slot it is put into.</summary>
    internal static IntCell NewCell(long i) => new(i, PyInt.TypeObject.RootShape);

    public static void StoreFloat(ref PyObject? slot, double d)
    {
        if (slot is FloatCell c) c.Number = d;
        else slot = new FloatCell(d);
    }
}
