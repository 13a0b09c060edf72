namespace TieredPy.Runtime.Objects;

/// <summary>An instance of a Python class that derives from no other built-in than object: four attributes inline, the rest in an array.</summary>
public class PyInstance : PyObject
{
    internal const int InlineSlots = 4;

    internal InlineStorage Inline;
    internal PyObject?[]? more;
    private uint identity;

    internal PyInstance(Shape shape) : base(shape) { }

    internal override bool HasSlots => true;

    internal override ref uint IdentityRef => ref identity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref PyObject? Slot(int i)
    {
        if ((uint)i < InlineSlots) return ref Unsafe.Add(ref Unsafe.As<InlineStorage, PyObject?>(ref Inline), i);
        i -= InlineSlots;
        var array = more;
        if (array != null && (uint)i < (uint)array.Length) return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), i);
        return ref MoreSlot(i);
    }

    internal override ref PyObject? SlotRef(int i) => ref Slot(i);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal ref PyObject? MoreSlot(int i)
    {
        var array = more;
        if (array == null || i >= array.Length)
        {
            array = SlotArray.Grow(ref more, i, Type.LikelyMoreSlots);
            Type.NoteMoreSlots(array.Length);
        }
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), i);
    }

    /// <summary>The inline slots, in order and without gaps: <see cref="Slot"/> counts on that.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct InlineStorage
    {
#pragma warning disable CS0169 // They are reached by reference.
        private PyObject? first, second, third, fourth;
#pragma warning restore CS0169
    }
}

/// <summary>An instance whose class has <c>__del__</c>: the collector's finalizer hands it to the finalizer queue, once.</summary>
internal sealed class PyFinalizableInstance : PyInstance
{
    public PyFinalizableInstance(Shape shape) : base(shape) => FinalizerQueue.InUse = true;

    ~PyFinalizableInstance() => FinalizerQueue.Enqueue(this);
}
