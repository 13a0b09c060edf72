namespace TieredPy.Runtime.Objects;

/// <summary>A set.</summary>
[PyType("set", MatchSelf = true, Weakrefable = true, Doc = "Build an unordered collection of unique elements.")]
public partial class PySet : PySetBase
{
    internal PySet(Shape shape) : base(shape) { }

    public PySet() : base(TypeObject.RootShape) { }

    public PySet(Value iterable) : base(TypeObject.RootShape) => Update(iterable);

    public PySet(ReadOnlySpan<Value> values) : base(TypeObject.RootShape)
    {
        foreach (var v in values) Add(v);
    }

    private protected override PySetBase NewBase() => new PySet();

    [PyNew(Signature = "(iterable=(), /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(cls == TypeObject ? new PySet() : Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        if (keywords > 0) throw Err.TypeError("set() takes no keyword arguments");
        int given = args.Length - keywords;
        if (given > 1) throw Err.TypeError($"set expected at most 1 argument, got {given}");
        if (fill > 0) RemoveAll();
        if (given == 1) Update(args[0]);
    }

    [PyMethod("add", Doc = "Add an element to a set.\n\nThis has no effect if the element is already present.", Signature = "($self, object, /)")]
    private void AddMethod(Value item) => Add(item);

    [PyMethod("discard", Signature = "($self, object, /)", Doc = """
        Remove an element from a set if it is a member.

        Unlike set.remove(), the discard() method does not raise
        an exception when an element is missing from the set.
        """)]
    private void DiscardMethod(Value item)
    {
        long hash = KeyHash(ref item);
        Discard(item, hash);
    }

    [PyMethod("remove", Signature = "($self, object, /)", Doc = """
        Remove an element from a set; it must be a member.

        If the element is not a member, raise a KeyError.
        """)]
    private Value Remove(Value item)
    {
        var key = item;
        long hash = KeyHash(ref key);
        return Discard(key, hash) ? Value.None : Err.Pend(Err.KeyError(item));
    }

    [PyMethod("pop", Doc = "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.")]
    private Value Pop()
    {
        var v = TakeAny();
        return v.IsMissing ? Err.Pend(Err.KeyError("pop from an empty set")) : v;
    }

    [PyMethod("clear", Doc = "Remove all elements from this set.")] public void Clear() => RemoveAll();

    [PyMethod("copy", Doc = "Return a shallow copy of a set.")] private PySetBase Copy() => CopyBase();

    [PyMethod("update", Doc = "Update the set, adding elements from all others.")]
    private void UpdateMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        foreach (var o in others) Update(o);
    }

    [PyMethod("intersection_update", Doc = "Update the set, keeping only elements found in it and all others.")]
    private void IntersectionUpdate([StarArgs] ReadOnlySpan<Value> others) => Become(IntersectionMethod(others));

    [PyMethod("difference_update", Doc = "Update the set, removing elements found in others.")]
    private void DifferenceUpdateMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        foreach (var o in others) DifferenceUpdate(o);
    }

    [PyMethod("symmetric_difference_update", Doc = "Update the set, keeping only elements found in either set, but not in both.")]
    private void SymmetricDifferenceUpdateMethod(Value other) => SymmetricDifferenceUpdate(other);

    /// <summary>Takes over the table of a set that nobody else holds.</summary>
    private void Become(PySetBase other)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        store = other.Store;
        used = other.Count;
        fill = SetStore.CountUsed(store);
        if (locked) gate.Exit();
    }

    public override Value IAnd(Value other)
    {
        if (other.Ref is not PySetBase) return Value.NotImplemented;
        Become(Intersect(other));
        return new Value(this);
    }

    public override Value IOr(Value other)
    {
        if (other.Ref is not PySetBase) return Value.NotImplemented;
        Update(other);
        return new Value(this);
    }

    public override Value ISub(Value other)
    {
        if (other.Ref is not PySetBase) return Value.NotImplemented;
        DifferenceUpdate(other);
        return new Value(this);
    }

    public override Value IXor(Value other)
    {
        if (other.Ref is not PySetBase) return Value.NotImplemented;
        SymmetricDifferenceUpdate(other);
        return new Value(this);
    }

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

/// <summary>A frozenset.</summary>
[PyType("frozenset", MatchSelf = true, Weakrefable = true, Doc = "Build an immutable unordered collection of unique elements.")]
public partial class PyFrozenSet : PySetBase
{
    private long hash;
    private bool hashed;

    internal PyFrozenSet(Shape shape) : base(shape) { }

    public PyFrozenSet() : base(TypeObject.RootShape) { }

    public PyFrozenSet(Value iterable) : base(TypeObject.RootShape) => Update(iterable);

    public PyFrozenSet(ReadOnlySpan<Value> values) : base(TypeObject.RootShape)
    {
        foreach (var v in values) Add(v);
    }

    public static PyFrozenSet Of(ReadOnlySpan<Value> values) => new(values);

    private protected override PySetBase NewBase() => new PyFrozenSet();

    [PyNew(Signature = "(iterable=(), /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        if (keywords > 0 && (cls == TypeObject || cls.FindSlot(Slot.Init) == TypeObject.FindSlot(Slot.Init)))
            throw Err.TypeError("frozenset() takes no keyword arguments");
        int given = args.Length - keywords;
        if (given > 1) throw Err.TypeError($"frozenset expected at most 1 argument, got {given}");
        if (cls == TypeObject && given == 1 && args[0].Ref is PyFrozenSet f && f.GetType() == typeof(PyFrozenSet)) return args[0];
        var made = cls == TypeObject ? new PyFrozenSet() : Allocate(cls);
        if (given == 1) made.Update(args[0]);
        return new Value(made);
    }

    /// <summary>CPython's order-independent hash.</summary>
    public override long Hash()
    {
        if (hashed) return hash;
        ulong h = 0;
        int slot = 0;
        while (SetStore.Next(store, ref slot, out _, out long keyHash)) h ^= Shuffle((ulong)keyHash);
        h ^= ((ulong)used + 1) * 1927868237UL;
        h ^= (h >> 11) ^ (h >> 25);
        h = h * 69069U + 907133923UL;
        if (h == ulong.MaxValue) h = 590923713UL;
        hash = (long)h;
        hashed = true;
        return hash;
    }

    private static ulong Shuffle(ulong h) => ((h ^ 89869747UL) ^ (h << 16)) * 3644798167UL;

    [PyMethod("copy", Doc = "Return a shallow copy of a set.")]
    private PySetBase Copy() => GetType() == typeof(PyFrozenSet) ? this : CopyBase();

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

/// <summary>Iterator over a set.</summary>
[PyType("set_iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PySetIterator : PyObject
{
    private PySetBase? set;
    private readonly int size;
    private int slot;
    private int left;

    internal PySetIterator(PySetBase set) : base(TypeObject.RootShape)
    {
        this.set = set;
        size = left = set.Count;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var s = set;
        if (s == null) return Value.Done;
        if (s.Count != size) return Err.Pend(Err.RuntimeError("Set changed size during iteration"));
        if (SetStore.Next(s.Store, ref slot, out var key, out _))
        {
            left--;
            return key;
        }
        set = null;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => set != null && set.Count == size ? Math.Max(0, left) : 0;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        var rest = new PyList();
        int at = slot;
        if (set != null)
            while (SetStore.Next(set.Store, ref at, out var key, out _)) rest.Append(key);
        return new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(new Value(rest))));
    }
}
