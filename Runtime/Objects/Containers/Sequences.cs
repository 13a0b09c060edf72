using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>What all built-in sequences share: indices, slices' bounds, comparison of items, repr of items, repetition counts.</summary>
internal static class Sequences
{
    /// <summary>
    /// The items that a built-in container which other threads may be changing has at one moment; null for other iterables. What walks a container
    /// without running Python code between its items is one step for other threads.
    /// </summary>
    public static Value[]? Settled(Value iterable)
    {
        if (iterable.Ref is not { } o || o.Type.IsHeap) return null;
        return o switch
        {
            PyList l => l.ToArray(),
            PySet s => s.ToArray(),
            PyDictView v => v.Settled(),
            Modules.Collections.PyDeque d => d.ToArray(),
            PyDict d when d.GetType() == typeof(PyDict) => d.Keys(),
            _ => null,
        };
    }

    /// <summary>The subscript as an integer; false when it has no <c>__index__</c>. IndexError when it doesn't fit 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryIndex(Value key, out long index)
    {
        if (key.Ref == null)
        {
            index = key.Bits;
            return true;
        }
        return TryIndexSlow(key, out index);
    }

    private static bool TryIndexSlow(Value key, out long index)
    {
        index = 0;
        if (key.IsFloat || key.Ref is PyStr || key.Type.FindSlot(Slot.Index) == null) return false;
        var v = Ops.Index(key);
        if (!v.IsInt) throw Err.IndexError($"cannot fit '{key.Type.FullName}' into an index-sized integer");
        index = v.Bits;
        return true;
    }

    /// <summary>A slice bound (None is <paramref name="none"/>), clamped to 64 bits.</summary>
    public static long SliceBound(Value v, long none)
    {
        if (v.IsInt) return v.Bits;
        if (v.IsNone) return none;
        if (v.IsFloat || v.Type.FindSlot(Slot.Index) == null)
            throw Err.TypeError("slice indices must be integers or None or have an __index__ method");
        return ClampIndex(v);
    }

    /// <summary>An index argument of <c>index()</c>-like methods, clamped; negative ones count from the end, never below 0.</summary>
    public static long SearchBound(Value v, long length, long missing)
    {
        if (v.IsMissing) return missing;
        long i;
        if (v.IsInt) i = v.Bits;
        else
        {
            if (v.IsFloat || v.Type.FindSlot(Slot.Index) == null)
                throw Err.TypeError("slice indices must be integers or have an __index__ method");
            i = ClampIndex(v);
        }
        if (i < 0)
        {
            i += length;
            if (i < 0) i = 0;
        }
        return i;
    }

    private static long ClampIndex(Value v)
    {
        var i = Ops.Index(v);
        if (i.IsInt) return i.Bits;
        return i.Ref is PyBigInt b && b.Big.Sign < 0 ? long.MinValue : long.MaxValue;
    }

    /// <summary>The factor of a repetition; Missing-like false when <paramref name="v"/> isn't an integer.</summary>
    public static bool TryRepeat(Value v, out long n)
    {
        n = 0;
        if (v.IsInt)
        {
            n = Math.Max(0, v.Bits);
            return true;
        }
        if (v.IsFloat || v.Type.FindSlot(Slot.Index) == null) return false;
        var i = Ops.Index(v);
        if (!i.IsInt) throw Err.OverflowError($"cannot fit '{v.Type.FullName}' into an index-sized integer");
        n = Math.Max(0, i.Bits);
        return true;
    }

    /// <summary>Where a slice with step 1 lies in a sequence: bounds below 0 count from its end, and none is beyond it.</summary>
    public static (int From, int Count) Part(int length, long start, long stop)
    {
        long from = start < 0 ? Math.Max(start + length, 0) : Math.Min(start, length);
        long to = stop < 0 ? stop + length : Math.Min(stop, length);
        return ((int)from, (int)Math.Max(0, to - from));
    }

    /// <summary>Length of a repeated sequence; MemoryError when it is out of reach.</summary>
    public static int RepeatLength(long count, long n)
    {
        if (count == 0 || n == 0) return 0;
        long total = Math.BigMul(count, n, out long low) != 0 || low < 0 ? long.MaxValue : low;
        return CheckLength(total);
    }

    /// <summary>Length of new storage; MemoryError when no array can be that long.</summary>
    public static int CheckLength(long n)
    {
        if (n > Array.MaxLength / 4) throw Err.Make(ExcTypes.MemoryError);
        return (int)n;
    }

    /// <summary>The error of <c>sequence + other</c> when <paramref name="other"/> is of a foreign type.</summary>
    public static PyException ConcatMismatch(Value other, string name) => Err.TypeError($"can only concatenate {name} (not \"{other.Type.FullName}\") to {name}");

    /// <summary>The error of <c>sequence * other</c> when <paramref name="other"/> isn't an integer.</summary>
    public static PyException RepeatMismatch(Value other) => Err.TypeError($"can't multiply sequence by non-int of type '{other.Type.FullName}'");

    /// <summary>Appends the items' reprs, separated by commas.</summary>
    public static void AppendRepr(StringBuilder sb, Value item) => sb.Append(Ops.Repr(item).ToString());

    /// <summary>A str of text that may hold surrogate pairs.</summary>
    public static Value Text(StringBuilder sb) => new(PyStr.Of(sb.ToString()));

    /// <summary>The place of a deque-like or list-like index inside <c>0..count-1</c>, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Wrap(long index, long count)
    {
        if (index < 0) index += count;
        return (ulong)index < (ulong)count ? index : -1;
    }

    /// <summary>True when <c>iter()</c> of it can be asked for (PySequence_Fast's and dict.update's question).</summary>
    public static bool IsIterable(Value v) => Ops.Has(v, Slot.Iter) || Ops.IsSequence(v);

    /// <summary>Raises when C# recursion runs out of stack.</summary>
    public static void GuardCompare()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Err.RecursionError("maximum recursion depth exceeded in comparison");
    }
}
