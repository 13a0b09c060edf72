namespace TieredPy.Runtime.Objects;

/// <summary>
/// A Python type: name, bases, MRO, its own dict, and the caches of what lookups along the MRO found. Built-in types fill their dict on first use.
/// </summary>
[PyType("type", HasDict = false, Weakrefable = true, Mutable = true)]
public partial class PyType : PyObject
{
    private readonly Lock gate = new();
    private LookupEntry?[]? lookupTable;
    private PyObject?[]? slotCache;
    private volatile TypeTraits? traits;
    private WeakReference<PyType>[]? subclasses;
    private int subclassCount;

    /// <summary>For a type of struct sequences: its fields.</summary>
    internal StructSequence.Layout? SequenceLayout;
    private PyDict? dict;
    private PyTuple? bases;
    private volatile Shape[] dictShapes = [];
    private Shape[] otherRoots = [];

    // Making a type must not run this class's static initialisers, which need types: hence a class of its own for the counter, and lazy bases.
    internal PyType(Shape metaShape, string name) : base(metaShape)
    {
        Name = name;
        QualName = name;
        RootShape = Shape.Root(this);
        Mro = [this];
        Solid = this;
        Layout = this;
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

    /// <summary>False while a class is being made and its metaclass hasn't yet said what its MRO is.</summary>
    internal bool MroKnown { get; set; } = true;

    /// <summary>The nearest type on the MRO with a C# layout of its own: decides what instances are made of.</summary>
    public PyType Solid { get; internal set; }

    /// <summary>As <see cref="Solid"/>, but a class with <c>__slots__</c> members counts too: decides layout conflicts between bases.</summary>
    public PyType Layout { get; internal set; }

    /// <summary>Shape of an instance without attributes.</summary>
    public Shape RootShape { get; internal set; }

    /// <summary>How often deleting an instance's attribute made a shape.</summary>
    internal int ShapesByDeletion { get; set; }

    /// <summary>How many slots instances had beyond the inline ones: what the next one that needs any gets at once.</summary>
    internal int LikelyMoreSlots { get; private set; }

    internal void NoteMoreSlots(int n)
    {
        if (n > LikelyMoreSlots && n <= 16) LikelyMoreSlots = n;
    }

    /// <summary>Shape of an instance whose attributes are in a dict, which is at the given slot, and which has as many inline slots as the class's usual ones.</summary>
    internal Shape DictShape(int slot) => DictShape(slot, RootShape.Inline);

    internal Shape DictShape(int slot, int inline)
    {
        foreach (var s in dictShapes)
            if (s.Reserved == slot && s.Inline == inline) return s;
        return MakeDictShape(slot, inline);
    }

    /// <summary>Shape of an instance without attributes that has so many inline slots: it came from another class.</summary>
    internal Shape RootOf(int inline)
    {
        if (inline == RootShape.Inline) return RootShape;
        lock (gate)
        {
            if (Array.Find(otherRoots, s => s.Inline == inline) is { } known) return known;
            var made = Shape.Root(this, RootShape.Reserved, inline);
            otherRoots = [.. otherRoots, made];
            return made;
        }
    }

    /// <summary>Made by a class statement or <c>type(...)</c>, not by C#.</summary>
    public bool IsHeap { get; internal set; }

    /// <summary>Made while a function ran, perhaps to be dropped soon.</summary>
    internal bool IsLocal { get; init; }

    public TypeFlags Flags { get; internal set; }

    /// <summary>Changes whenever this type, or one on its MRO, changes; never 0 and never reused. What caches compare.</summary>
    public uint Version { get; private set; }

    /// <summary>The newest version of any type.</summary>
    internal static uint LastVersion => Versions.Last;

    /// <summary>Whether it was made or changed after some type had got a version.</summary>
    internal bool ChangedSince(uint version) => (int)(Version - version) > 0;

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
        var table = lookupTable;
        if (table != null)
        {
            var e = table[name.GetHashCode() & (table.Length - 1)];
            if (e != null && (ReferenceEquals(e.Name, name) || e.Name.Equals(name))) return e.Found;
        }
        return LookupSlow(name);
    }

    /// <summary>
    /// What a special method resolves to: <see cref="NativeSlot"/> when calling the C# virtual of the instance is right, null when the type has
    /// none, else the descriptor (a function or another object) found along the MRO.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PyObject? FindSlot(Slot slot)
    {
        var s = slotCache?[(int)slot];
        return s == null ? ResolveSlot(slot) : s == Markers.Absent ? null : s;
    }

    /// <summary>See <see cref="FindSlot"/>.</summary>
    public static PyObject NativeSlot => Markers.Native;

    /// <summary>What is derived from lookups and needed often; made anew after changes.</summary>
    internal TypeTraits Traits => traits ?? MakeTraits();

    /// <summary>True when classes on the MRO define <c>__getattr__</c> or their own <c>__getattribute__</c> (C# ones included).</summary>
    public bool HasAttributeHooks => !Traits.PlainGetAttr;

    /// <summary>True when <c>__class__</c> of instances may be something else than their type.</summary>
    internal bool LiesAboutClass => Traits.LiesAboutClass;

    /// <summary>Writes (or with null deletes) an entry of the type's own dict and invalidates all that depends on it.</summary>
    public void SetOwn(PyStr name, PyObject? value)
    {
        if (value == null) Dict.Remove(name);
        else
        {
            if (TrySetVariable(name, Value.FromHeap(value))) return;
            NoteVariable(name, value);
            Dict.Set(name, Value.FromHeap(value));
        }
        Modified();
        if (ReferenceEquals(name, SlotNames.Names[(int)Slot.Del]) || name.Equals(SlotNames.Names[(int)Slot.Del])) UpdateDelFlag();
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
        if (subclasses == null) return live;
        lock (gate)
        {
            ForgetDeadSubclasses(null);
            for (int i = 0; i < subclassCount; i++)
                if (subclasses[i].TryGetTarget(out var t)) live.Add(t);
        }
        return live;
    }

    /// <summary>A class once derived from this one. The first one that does gives this one a new version.</summary>
    internal bool WasSubclassed { get; private set; }

    internal void AddSubclass(PyType t)
    {
        bool first = !WasSubclassed && IsHeap;
        WasSubclassed = true;
        if (first) Modified();
        lock (gate)
        {
            subclasses ??= new WeakReference<PyType>[4];
            if (subclassCount == subclasses.Length) Array.Resize(ref subclasses, 2 * subclassCount);
            subclasses[subclassCount++] = new WeakReference<PyType>(t);
        }
    }

    internal void RemoveSubclass(PyType t)
    {
        lock (gate) ForgetDeadSubclasses(t);
    }

    private void ForgetDeadSubclasses(PyType? other)
    {
        int kept = 0;
        for (int i = 0; i < subclassCount; i++)
            if (subclasses![i].TryGetTarget(out var t) && t != other) subclasses[kept++] = subclasses[i];
        for (int i = kept; i < subclassCount; i++) subclasses![i] = null!;
        subclassCount = kept;
    }

    private DescriptorKind? keptKind;

    /// <summary>Caches rely on what kind of descriptor instances of this class are.</summary>
    internal bool KeepsDescriptorKind
    {
        get => keptKind != null;
        set => keptKind = value ? Traits.Descriptor : null;
    }

    /// <summary>An object of this class is to be one of another class.</summary>
    internal void GivesInstanceTo(PyType other)
    {
        if (!KeepsDescriptorKind) return;
        if (other.Traits.Descriptor == keptKind) other.KeepsDescriptorKind = true;
        else PyObject.TypeObject.Modified();
    }

    /// <summary>Drops caches of this type and all that derive from it, giving them new versions.</summary>
    internal void Modified()
    {
        DropCaches();
        if (keptKind is not { } kind || Traits.Descriptor == kind) return;
        keptKind = null;
        PyObject.TypeObject.Modified();
    }

    private void DropCaches()
    {
        lock (gate)
        {
            Version = Versions.Next();
            lookupTable = null;
            slotCache = null;
            traits = null;
        }
        CompilingTier.Installed?.TypeChanged(this);
        if (subclassCount == 0) return;
        foreach (var s in Subclasses()) s.Modified();
    }

    // A table belongs to one version: whoever fills one that Modified dropped meanwhile fills what nobody reads any more.
    private PyObject? LookupSlow(PyStr name)
    {
        var table = lookupTable;
        if (table == null)
        {
            lock (gate) table = lookupTable ??= new LookupEntry?[IsHeap ? 32 : 16];
        }
        PyObject? found = null;
        bool settled = true;
        foreach (var t in Mro)
        {
            var v = t.Dict.TryGet(name);
            settled &= t.populated;
            if (v.IsMissing) continue;
            found = v.ToHeap();
            settled &= t.variables?.Contains(name) != true;
            break;
        }
        if (!settled) return found;
        int i = name.GetHashCode() & (table.Length - 1);
        if (table[i] != null && table.Length < MaxTable)
        {
            var larger = new LookupEntry?[table.Length * 2];
            foreach (var e in table)
                if (e != null) larger[e.Name.GetHashCode() & (larger.Length - 1)] = e;
            larger[name.GetHashCode() & (larger.Length - 1)] = new LookupEntry(name, found);
            lock (gate)
                if (lookupTable == table) lookupTable = larger;
        }
        else table[i] = new LookupEntry(name, found);
        return found;
    }

    private const int MaxTable = 1024;

    private PyObject? ResolveSlot(Slot slot)
    {
        var cache = slotCache;
        if (cache == null)
        {
            lock (gate) cache = slotCache ??= new PyObject?[(int)Objects.Slot.Count];
        }
        var found = Lookup(SlotNames.Names[(int)slot]);
        PyObject cached = found switch
        {
            null => Markers.Absent,
            PyWrapperDescriptor w when w.IsNativeFor(Solid, slot) => Markers.Native,
            _ => found,
        };
        foreach (var t in Mro)
            if (!t.populated) return cached == Markers.Absent ? null : cached;
        cache[(int)slot] = cached;
        return cached == Markers.Absent ? null : cached;
    }

    private TypeTraits MakeTraits()
    {
        uint before = Version;
        var made = new TypeTraits(this);
        lock (gate)
            if (before == Version) traits = made;
        return made;
    }

    private Shape MakeDictShape(int slot, int inline)
    {
        lock (gate)
        {
            foreach (var s in dictShapes)
                if (s.Reserved == slot && s.Inline == inline) return s;
            var made = Shape.DictRoot(this, slot, inline);
            dictShapes = [.. dictShapes, made];
            return made;
        }
    }

    private void UpdateDelFlag()
    {
        if (FindSlot(Slot.Del) is { } d && d != NativeSlot) Flags |= TypeFlags.HasDel;
        else Flags &= ~TypeFlags.HasDel;
        foreach (var s in Subclasses()) s.UpdateDelFlag();
    }

    public override string ToString() => $"<class '{Name}'>";

    private sealed class LookupEntry(PyStr name, PyObject? found)
    {
        public readonly PyStr Name = name;
        public readonly PyObject? Found = found;
    }

    private static class Markers
    {
        public static readonly PyObject Native = new PySentinel("<native slot>");
        public static readonly PyObject Absent = new PySentinel("<absent slot>");
    }

    private static class Versions
    {
        private static uint last;

        public static uint Last => Volatile.Read(ref last);

        public static uint Next() => Interlocked.Increment(ref last);
    }
}

/// <summary>What kind of descriptor instances of a type are.</summary>
internal enum DescriptorKind : byte
{
    /// <summary>None: read as they are.</summary>
    None,

    /// <summary>With <c>__get__</c> only.</summary>
    Get,

    /// <summary>With <c>__get__</c>, and <c>__set__</c> or <c>__delete__</c>: goes before instance attributes.</summary>
    Data,

    /// <summary>With <c>__set__</c> or <c>__delete__</c> only: takes writes, and is read as it is when the instance has no such attribute.</summary>
    SetOnly,
}

/// <summary>Facts about a type of one version that attribute access and calls need.</summary>
internal sealed class TypeTraits
{
    private static readonly PyStr ClassName = PyStr.Intern("__class__");

    public TypeTraits(PyType type)
    {
        var root = PyObject.TypeObject;
        var getattribute = SlotNames.Names[(int)Slot.GetAttribute];
        PlainGetAttr = ReferenceEquals(type.Lookup(getattribute), root.Lookup(getattribute)) && type.Lookup(SlotNames.Names[(int)Slot.GetAttr]) == null;
        LiesAboutClass = !PlainGetAttr || !ReferenceEquals(type.Lookup(ClassName), root.Lookup(ClassName));
        bool get = type.Lookup(SlotNames.Names[(int)Slot.Get]) != null;
        bool data = type.Lookup(SlotNames.Names[(int)Slot.Set]) != null || type.Lookup(SlotNames.Names[(int)Slot.Delete]) != null;
        Descriptor = data ? get ? DescriptorKind.Data : DescriptorKind.SetOnly : get ? DescriptorKind.Get : DescriptorKind.None;
        New = type.Lookup(SlotNames.Names[(int)Slot.New]);
        NewIsObjects = ReferenceEquals(New, root.Lookup(SlotNames.Names[(int)Slot.New]));
        InitIsObjects = ReferenceEquals(type.Lookup(SlotNames.Names[(int)Slot.Init]), root.Lookup(SlotNames.Names[(int)Slot.Init]));
    }

    /// <summary>Attributes are looked up by object's own rules and nothing else.</summary>
    public bool PlainGetAttr { get; }

    public bool LiesAboutClass { get; }

    public DescriptorKind Descriptor { get; }

    /// <summary>The <c>__new__</c> found along the MRO.</summary>
    public PyObject? New { get; }

    public bool NewIsObjects { get; }

    public bool InitIsObjects { get; }
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

    /// <summary>A built-in type whose instances are made as its base's.</summary>
    BaseLayout = 1024,
}

/// <summary>A unique internal marker.</summary>
internal sealed class PySentinel(string text) : PyObject(PyObject.TypeObject.RootShape)
{
    public override string ToString() => text;
}
