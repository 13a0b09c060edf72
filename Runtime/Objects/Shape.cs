namespace TieredPy.Runtime.Objects;

/// <summary>
/// A hidden class: which attributes an instance has, and at which slot each is. Shapes form a tree from a type's root shape, one
/// transition per attribute added; instances that got the same attributes in the same order share a shape. Immutable but for the transitions.
/// </summary>
public sealed class Shape
{
    private static int nextId;
    private readonly Lock gate = new();

    /// <summary>The shapes with one attribute more: the first ones in a chain, since most shapes have few.</summary>
    private Shape? firstNext;
    private Shape? sibling;
    private Dictionary<PyStr, Shape>? transitions;
    private const int LongestChain = 4;

    /// <summary>Open addressing by hash: the attribute's slot + 1. For shapes of many attributes.</summary>
    private short[]? index;
    private PyStr[]? indexedNames;

    private Shape? withView;

    private Shape(PyType type, Shape? parent, PyStr? name, int count, int reserved, int inline, bool dictMode, int viewSlot)
    {
        Inline = inline;
        ViewSlot = viewSlot;
        Reserved = reserved;
        Type = type;
        Parent = parent;
        Name = name;
        Count = count;
        DictMode = dictMode;
        Id = Interlocked.Increment(ref nextId);
    }

    /// <summary>The Python type of all instances of this shape. Set once, while types are made.</summary>
    public PyType Type { get; internal set; }

    /// <summary>The shape before the last attribute was added.</summary>
    public Shape? Parent { get; }

    /// <summary>The last attribute added, at slot <c>Count - 1</c>; null for a root and where the last slot holds the view.</summary>
    public PyStr? Name { get; }

    /// <summary>The first attribute slots, which hold <c>__slots__</c> members: they are found by their descriptors, not by name here.</summary>
    public int Reserved { get; }

    /// <summary>The slot that holds the instance's <c>__dict__</c>, a <see cref="PyDict"/> that reads and writes the other slots; -1 when nobody asked for it.</summary>
    public int ViewSlot { get; }

    /// <summary>
    /// Of a plain instance: how many of its attributes are in the object itself, 2, 4 or 8, whatever room there is for more. Never another for the same object.
    /// </summary>
    public int Inline { get; }

    /// <summary>Where a plain instance has an attribute slot: a number below <see cref="PyInstance.MostInline"/> in itself, another past that in its array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PlaceOf(int slot) => slot < Inline ? slot : slot + PyInstance.MostInline - Inline;

    /// <summary>How many attribute slots are in use.</summary>
    public int Count { get; }

    /// <summary>Unique for the process's life; what compiled code compares.</summary>
    public int Id { get; }

    /// <summary>The sets that compiled code tests for and this one is in, a bit each.</summary>
    internal long Sets;

    /// <summary>True when slot <see cref="Reserved"/> holds a real <see cref="PyDict"/> with the attributes (after deletions or abuse of <c>__dict__</c>).</summary>
    public bool DictMode { get; }

    /// <summary>Attributes past this many turn the instance to dict mode.</summary>
    public const int MaxAttributes = 128;

    /// <summary>The inline attributes of an instance that nothing is known of.</summary>
    internal const int UsualInline = 4;

    internal static Shape Root(PyType type, int reserved = 0, int inline = UsualInline) => new(type, null, null, reserved, reserved, inline, false, -1);

    internal static Shape DictRoot(PyType type, int slot, int inline) => new(type, null, null, slot + 1, slot, inline, true, -1);

    /// <summary>The slot of an attribute, or -1.</summary>
    public int IndexOf(PyStr name)
    {
        if (Count - Reserved <= 6 && name.IsInterned)
        {
            for (var s = this; s.Parent != null; s = s.Parent)
                if (ReferenceEquals(s.Name, name)) return s.Count - 1;
            return -1;
        }
        var table = Volatile.Read(ref index) ?? BuildIndex();
        var names = indexedNames!;
        for (int at = (int)name.Hash() & table.Length - 1; table[at] != 0; at = at + 1 & table.Length - 1)
            if (names[table[at] - 1].Equals(name)) return table[at] - 1;
        return -1;
    }

    /// <summary>The shape with one attribute more.</summary>
    public Shape With(PyStr name)
    {
        lock (gate)
        {
            int n = 0;
            for (var next = firstNext; next != null; next = next.sibling, n++)
                if (ReferenceEquals(next.Name, name) || next.Name!.Equals(name)) return next;
            if (n >= LongestChain) return FurtherNext(name);
            var made = Next(name);
            made.sibling = firstNext;
            return firstNext = made;
        }
    }

    private Shape Next(PyStr name) => new(Type, this, PyStr.Intern(name), Count + 1, Reserved, Inline, false, ViewSlot);

    private Shape FurtherNext(PyStr name)
    {
        transitions ??= [];
        if (!transitions.TryGetValue(name, out var next)) transitions[name] = next = Next(name);
        return next;
    }

    /// <summary>The shape with the instance's <c>__dict__</c> in the next slot.</summary>
    internal Shape WithView()
    {
        lock (gate) return withView ??= new Shape(Type, this, null, Count + 1, Reserved, Inline, false, Count);
    }

    /// <summary>Shapes of one type that deletions may make: whoever uses instances as dicts gets real ones.</summary>
    private const int MostByDeletion = 64;

    /// <summary>What the last deletion of an attribute in the middle gave, and its slot.</summary>
    private Reduction? reduced;

    private sealed record Reduction(int Slot, Shape Left);

    /// <summary>
    /// The shape that has got all attributes but that of a slot, in the same order; null when the type's instances lose attributes in too many ways. For shapes without
    /// a view.
    /// </summary>
    internal Shape? Without(int slot)
    {
        if (slot == Count - 1) return Parent;
        if (Volatile.Read(ref reduced) is { } known && known.Slot == slot) return known.Left;
        if (Type.ShapesByDeletion >= MostByDeletion) return null;
        Type.ShapesByDeletion++;
        var left = this;
        while (left.Count > slot) left = left.Parent!;
        var names = Names();
        for (int k = slot + 1; k < Count; k++) left = left.With(names[k - Reserved]);
        Volatile.Write(ref reduced, new Reduction(slot, left));
        return left;
    }

    /// <summary>Attribute names in the order they were added.</summary>
    public PyStr[] Names()
    {
        var names = new PyStr[DictMode ? 0 : Count - Reserved - (ViewSlot < 0 ? 0 : 1)];
        int n = names.Length;
        if (!DictMode)
            for (var s = this; s.Parent != null; s = s.Parent)
                if (s.Name != null) names[--n] = s.Name;
        return names;
    }

    private short[] BuildIndex()
    {
        int size = 16;
        while (size < 2 * Count) size *= 2;
        var table = new short[size];
        var names = new PyStr[Count];
        if (!DictMode)
        {
            for (var s = this; s.Parent != null; s = s.Parent)
            {
                if (s.Name == null) continue;
                names[s.Count - 1] = s.Name;
                int at = (int)s.Name.Hash() & size - 1;
                while (table[at] != 0) at = at + 1 & size - 1;
                table[at] = (short)s.Count;
            }
        }
        indexedNames = names;
        Volatile.Write(ref index, table);
        return table;
    }
}
