namespace TieredPy.Runtime.Objects;

/// <summary>
/// A Python type: name, bases, MRO, its own dict, and the caches of what lookups along the MRO found. Built-in types fill their dict on first use.
/// </summary>
[PyType("type", HasDict = false, Weakrefable = true, Mutable = true)]
public partial class PyType : PyObject
{
    private readonly Lock gate = new();
    private Dictionary<PyStr, PyObject?> lookupCache = [];
    private readonly PyObject?[] slotCache = new PyObject?[(int)Objects.Slot.Count];
    private readonly List<WeakReference<PyType>> subclasses = [];
    private PyDict? dict;
    private PyTuple? bases;

    // Making a type must not run this class's static initialisers, which need types: hence a class of its own for the counter, and lazy bases.
    internal PyType(Shape metaShape, string name) : base(metaShape)
    {
        Name = name;
        QualName = name;
        RootShape = Shape.Root(this);
        Mro = [this];
        Solid = this;
        Version = Versions.Next();
    }

    /// <summary>tp_name without the module ("deque").</summary>
    public string Name { get; internal set; }

    /// <summary><c>__qualname__</c>.</summary>
    public string QualName { get; internal set; }

    /// <summary><c>__module__</c> of a built-in type; heap types keep theirs in the dict.</summary>
    public string Module { get; internal set; } = "builtins";

    /// <summary>The primary base; null for object.</summary>
    public PyType? Base { get; internal set; }

    public PyTuple Bases
    {
        get => bases ??= Base == null ? PyTuple.Empty : new PyTuple([new Value(Base)]);
        internal set => bases = value;
    }

    /// <summary>Method resolution order, this type first.</summary>
    public PyType[] Mro { get; internal set; }

    /// <summary>The nearest type on the MRO with a C# layout of its own: decides what instances are made of, and layout conflicts.</summary>
    public PyType Solid { get; internal set; }

    /// <summary>Shape of an instance without attributes.</summary>
    public Shape RootShape { get; internal set; }

    /// <summary>Made by a class statement or <c>type(...)</c>, not by C#.</summary>
    public bool IsHeap { get; internal set; }

    public TypeFlags Flags { get; internal set; }

    /// <summary>Changes whenever this type, or one on its MRO, changes; never 0 and never reused. What caches compare.</summary>
    public uint Version { get; private set; }

    /// <summary>Names of <c>__slots__</c> members in slot order, own and inherited; the first attribute slots of instances.</summary>
    public PyStr[] SlotMembers { get; internal set; } = [];

    internal bool Has(TypeFlags f) => (Flags & f) != 0;

    /// <summary>The type's own dict (what <c>__dict__</c> shows through a mappingproxy). Write through <see cref="SetOwn"/>.</summary>
    public PyDict Dict
    {
        get
        {
            if (!populated) Populate();
            return dict!;
        }
        internal set
        {
            dict = value;
            populated = true;
        }
    }

    /// <summary>The descriptor or value that <paramref name="name"/> finds along the MRO, unbound; null when there is none.</summary>
    public PyObject? Lookup(PyStr name)
    {
        var cache = lookupCache;
        if (cache.TryGetValue(name, out var found)) return found;
        return LookupSlow(name);
    }

    /// <summary>
    /// What a special method resolves to: <see cref="NativeSlot"/> when calling the C# virtual of the instance is right, null when the type has
    /// none, else the descriptor (a function or another object) found along the MRO.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PyObject? FindSlot(Slot slot)
    {
        var s = slotCache[(int)slot];
        return s == null ? ResolveSlot(slot) : s == AbsentSlot ? null : s;
    }

    /// <summary>See <see cref="FindSlot"/>.</summary>
    public static readonly PyObject NativeSlot = new PySentinel("<native slot>");

    private static readonly PyObject AbsentSlot = new PySentinel("<absent slot>");

    /// <summary>Writes (or with null deletes) an entry of the type's own dict and invalidates all that depends on it.</summary>
    public void SetOwn(PyStr name, PyObject? value)
    {
        if (value == null) Dict.Remove(new Value(name));
        else Dict.Set(new Value(name), Value.FromHeap(value));
        Modified();
    }

    /// <summary>True when this is <paramref name="other"/> or derives from it (by MRO; no __subclasscheck__).</summary>
    public bool IsSubtypeOf(PyType other)
    {
        if (this == other) return true;
        foreach (var t in Mro)
            if (t == other) return true;
        return false;
    }

    /// <summary>The live direct subclasses.</summary>
    public List<PyType> Subclasses()
    {
        var live = new List<PyType>();
        lock (subclasses)
        {
            subclasses.RemoveAll(w => !w.TryGetTarget(out _));
            foreach (var w in subclasses)
                if (w.TryGetTarget(out var t)) live.Add(t);
        }
        return live;
    }

    internal void AddSubclass(PyType t)
    {
        lock (subclasses) subclasses.Add(new WeakReference<PyType>(t));
    }

    internal void RemoveSubclass(PyType t)
    {
        lock (subclasses) subclasses.RemoveAll(w => !w.TryGetTarget(out var x) || x == t);
    }

    /// <summary>Drops caches of this type and all that derive from it, giving them new versions.</summary>
    internal void Modified()
    {
        lock (gate)
        {
            Version = Versions.Next();
            lookupCache = [];
            Array.Clear(slotCache);
        }
        foreach (var s in Subclasses()) s.Modified();
    }

    private PyObject? LookupSlow(PyStr name)
    {
        uint before = Version;
        PyObject? found = null;
        var key = new Value(name);
        foreach (var t in Mro)
        {
            var v = t.Dict.TryGet(key);
            if (v.IsMissing) continue;
            found = v.ToHeap();
            break;
        }
        lock (gate)
        {
            // Copy on write: readers use the dictionary without a lock.
            if (before == Version)
                lookupCache = new Dictionary<PyStr, PyObject?>(lookupCache) { [name] = found };
        }
        return found;
    }

    private PyObject? ResolveSlot(Slot slot)
    {
        uint before = Version;
        var found = Lookup(SlotNames.Names[(int)slot]);
        PyObject cached = found switch
        {
            null => AbsentSlot,
            PyWrapperDescriptor w when w.IsNativeFor(Solid, slot) => NativeSlot,
            _ => found,
        };
        if (before == Version) slotCache[(int)slot] = cached;
        return cached == AbsentSlot ? null : cached;
    }

    public override string ToString() => $"<class '{Name}'>";

    private static class Versions
    {
        private static uint last;

        public static uint Next() => Interlocked.Increment(ref last);
    }
}

/// <summary>Properties of types.</summary>
[Flags]
public enum TypeFlags
{
    None = 0,
    Subclassable = 1,
    HasDict = 2,
    Weakrefable = 4,
    Sequence = 8,
    Mapping = 16,
    MatchSelf = 32,
    Abstract = 64,
    NoConstructor = 128,

    /// <summary>Attributes of the type object cannot be assigned.</summary>
    Immutable = 256,

    /// <summary>Instances run <c>__del__</c>.</summary>
    HasDel = 512,
}

/// <summary>A unique internal marker.</summary>
internal sealed class PySentinel(string text) : PyObject(PyObject.TypeObject.RootShape)
{
    public override string ToString() => text;
}
