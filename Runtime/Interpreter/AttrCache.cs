namespace TieredPy.Runtime.Interpreter;

/// <summary>What an attribute instruction found last time.</summary>
internal enum AttrKind : byte
{
    /// <summary>Nothing that the fast path can use.</summary>
    None,

    /// <summary>An attribute in a <see cref="PyInstance"/>'s slot.</summary>
    InlineSlot,

    /// <summary>A store that adds an attribute: the slot, and the shape that the instance then has.</summary>
    AddSlot,

    /// <summary>A value found on the type that doesn't depend on the instance.</summary>
    Constant,

    /// <summary>A property whose getter is a Python function taking just self.</summary>
    Getter,

    /// <summary>A function or method descriptor on the type, to be called with the object as first argument.</summary>
    Method,
}

/// <summary>
/// Inline cache of an attribute instruction: valid for objects of <see cref="Shape"/> while their type has <see cref="Version"/>. Immutable,
/// so that racing threads see whole caches.
/// </summary>
internal sealed class AttrCache
{
    public required Shape Shape;
    public required uint Version;
    public required AttrKind Kind;

    /// <summary>The attribute's place in the instance (<see cref="Shape.PlaceOf"/>).</summary>
    public int Place;
    public Shape? NextShape;
    public Value Value;

    /// <summary>What the instruction found for another shape; the chain is short.</summary>
    public AttrCache? Next;

    private const int MaxChain = 4;

    /// <summary>The entry for a shape; null when there is none that holds.</summary>
    public AttrCache? Find(Shape shape) => Shape == shape && Version == shape.Type.Version ? this : FindBehind(shape);

    /// <summary>The entry for a shape, looked for behind the first one; null when there is none that holds.</summary>
    public AttrCache? FindBehind(Shape shape)
    {
        for (var c = Next; c != null; c = c.Next)
            if (c.Shape == shape && c.Version == shape.Type.Version) return c;
        return null;
    }

    /// <summary>Puts this new entry before what the instruction has; a chain that is full is dropped.</summary>
    public AttrCache Before(object? former)
    {
        int n = 1;
        for (var c = former as AttrCache; c != null; c = c.Next, n++)
            if (c.Version != c.Shape.Type.Version || c.Shape == Shape || n >= MaxChain) return this;
        Next = former as AttrCache;
        return this;
    }
}

/// <summary>Inline cache of an attribute read on one particular object: a module's global, or an attribute of a class.</summary>
internal sealed class ObjectAttrCache
{
    public required PyObject Object;
    public GlobalCell? Cell;
    public uint Version;
    public Value Value;

    /// <summary>The class of a class that isn't just <c>type</c>: it may come to have the attribute, too. Null otherwise.</summary>
    public PyType? Meta;
    public uint MetaVersion;

    /// <summary>For a class, which is the <see cref="Object"/>: the value is still what its attribute is.</summary>
    public bool Holds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.As<PyType>(Object).Version == Version && (Meta == null || Meta.Version == MetaVersion);
    }
}

/// <summary>Inline cache of a class call: what making an instance takes while the class has <see cref="Version"/>.</summary>
internal sealed class ConstructCache
{
    public required PyType Type;
    public required uint Version;

    /// <summary>The Python <c>__init__</c> of a class with plain instances; null when it is object's.</summary>
    public PyFunction? Init;

    /// <summary>The class is one of exceptions.</summary>
    public bool IsException;

    /// <summary>Of a class of exceptions its Python <c>__init__</c>; else the <c>__new__</c> that is all there is to do; null for classes with plain instances.</summary>
    public PyFunction? Other;
}
