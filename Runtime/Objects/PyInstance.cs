namespace TieredPy.Runtime.Objects;

/// <summary>
/// An instance of a Python class that derives from no other built-in than object: its first attributes inline, the rest in an array. How many are inline its shape
/// says (<see cref="Shape.Inline"/>): two here, and four or eight in the classes that derive from this one.
/// </summary>
public class PyInstance : PyObject
{
    /// <summary>The most attributes that an instance has inline.</summary>
    internal const int MostInline = 8;

    /// <summary>What an attribute's place is above its index in <see cref="more"/>.</summary>
    internal const int MoreFrom = MostInline - 1;

    internal TwoSlots Inline;

    /// <summary>The attributes that aren't inline, from 1 on, and first the cell of the number that <c>id</c> gave to the instance, if it did: most have neither.</summary>
    internal PyObject?[]? more;

    internal PyInstance(Shape shape) : base(shape) { }

    internal override bool HasSlots => true;

    internal override ref uint IdentityRef
    {
        get
        {
            HeapSlot.IntCell? made = null;
            while (true)
            {
                var array = more ?? Interlocked.CompareExchange(ref more, new PyObject?[1], null) ?? more;
                if (array.Length == 0) array = SlotArray.Grow(ref more, 0, 0);
                var cell = array[0] ?? Interlocked.CompareExchange(ref array[0], made ??= HeapSlot.NewCell(0), null) ?? made;
                // An array that was replaced meanwhile may have been copied before.
                if (array == more) return ref Unsafe.As<long, uint>(ref Unsafe.As<HeapSlot.IntCell>(cell).Number);
            }
        }
    }

    /// <summary>A new instance of a class without <c>__del__</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyInstance New(Shape shape) => shape.Inline switch
    {
        2 => new PyInstance(shape),
        4 => new PyInstance4(shape),
        _ => new PyInstance8(shape),
    };

    /// <summary>Whether it is one of these and has no <c>__del__</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPlain(object o) => o.GetType() == typeof(PyInstance4) || o.GetType() == typeof(PyInstance) || o.GetType() == typeof(PyInstance8);

    /// <summary>Whether it is one of these: as <c>is</c>, which asks the runtime for classes that others derive from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Is(object o) => IsPlain(o) || o.GetType() == typeof(PyFinalizableInstance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref PyObject? Slot(int i) => ref At(Shape.PlaceOf(i));

    /// <summary>Where an attribute is whose place is known (<see cref="Shape.PlaceOf"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref PyObject? At(int place)
    {
        if ((uint)place < MostInline) return ref Unsafe.Add(ref Unsafe.As<TwoSlots, PyObject?>(ref Inline), place);
        int i = place - MoreFrom;
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

    // The runtime lays out structs with references behind an object's other fields, and those of a class behind those of its base: the inline slots of all
    // three classes follow each other without gaps. At counts on that, and InstanceLayoutTests see to it.
#pragma warning disable CS0169, IDE0051 // They are reached by reference.
    [StructLayout(LayoutKind.Sequential)]
    internal struct TwoSlots
    {
        private PyObject? first, second;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct FourSlots
    {
        private PyObject? first, second, third, fourth;
    }
#pragma warning restore CS0169, IDE0051
}

/// <summary>An instance with four attributes inline.</summary>
internal class PyInstance4 : PyInstance
{
    internal TwoSlots UpToFour;

    internal PyInstance4(Shape shape) : base(shape) { }
}

/// <summary>An instance with eight attributes inline.</summary>
internal class PyInstance8 : PyInstance4
{
    internal FourSlots UpToEight;

    internal PyInstance8(Shape shape) : base(shape) { }
}

/// <summary>An instance whose class has <c>__del__</c>: the collector's finalizer hands it to the finalizer queue, once. Its shape may use fewer inline slots than there are.</summary>
internal sealed class PyFinalizableInstance : PyInstance8
{
    public PyFinalizableInstance(Shape shape) : base(shape) => FinalizerQueue.InUse = true;

    ~PyFinalizableInstance() => FinalizerQueue.Enqueue(this);
}
