using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>A tuple: immutable, so it may keep unboxed values that threads share.</summary>
[PyType("tuple", Match = "sequence", MatchSelf = true, Doc = """
    Built-in immutable sequence.

    If no argument is given, the constructor returns an empty tuple.
    If iterable is specified the tuple is initialized from iterable's items.

    If the argument is a tuple, the return value is the same object.
    """)]
public partial class PyTuple : PyObject
{
    /// <summary>Tuples of up to so many items, which most are, have them in the object itself.</summary>
    internal const int InlineItems = 2;

    /// <summary>The items, or the array that holds them where there are more (<see cref="Outer"/>).</summary>
    private InlineStorage inline;
    private int count;
    private uint identity;

    internal PyTuple(Shape shape) : base(shape) { }

    /// <summary>Takes ownership of <paramref name="items"/>.</summary>
    public PyTuple(params Value[] items) : base(TypeObject.RootShape) => Fill(items);

    public PyTuple(Value only) : base(TypeObject.RootShape)
    {
        inline[0] = only;
        count = 1;
    }

    public PyTuple(Value first, Value second) : base(TypeObject.RootShape)
    {
        inline[0] = first;
        inline[1] = second;
        count = 2;
    }

    public PyTuple(ReadOnlySpan<Value> items) : base(TypeObject.RootShape)
    {
        count = items.Length;
        if (count > InlineItems) Outer = items.ToItems();
        else FillInline(items);
    }

    /// <summary>A tuple of so many items, which are then set by <see cref="SetNew"/>.</summary>
    internal static PyTuple OfLength(int length)
    {
        if (length == 0) return Empty;
        var made = new PyTuple(TypeObject.RootShape) { count = length };
        if (length > InlineItems) made.Outer = new Value[length];
        return made;
    }

    public static PyTuple Empty => EmptyHolder.Instance;

    internal override ref uint IdentityRef => ref identity;

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => count;
    }

    /// <summary>
    /// The items of a tuple that has more than <see cref="InlineItems"/>. A tuple never gets another length, so whoever has asked for that knows which of the two
    /// the object's own items are.
    /// </summary>
    private Value[] Outer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.As<Value[]>(Unsafe.As<InlineStorage, Value>(ref inline).Ref!);
        set => inline[0] = new Value(Unsafe.As<PyObject>(value));
    }

    /// <summary>Where the items are, one behind the other; never write there.</summary>
    internal ref Value First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref count <= InlineItems ? ref Unsafe.As<InlineStorage, Value>(ref inline) : ref MemoryMarshal.GetArrayDataReference(Outer);
    }

    /// <summary>As <see cref="First"/>, of a tuple that has no more than <see cref="InlineItems"/>.</summary>
    internal ref Value FirstInline
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.As<InlineStorage, Value>(ref inline);
    }

    /// <summary>As <see cref="First"/>, of a tuple that has more than <see cref="InlineItems"/>.</summary>
    internal ref Value FirstOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref MemoryMarshal.GetArrayDataReference(Outer);
    }

    public Value this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)i >= (uint)count) ThrowOutOfRange();
            return Unsafe.Add(ref First, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<Value> AsSpan() => MemoryMarshal.CreateReadOnlySpan(ref First, count);

    /// <summary>Sets an item of a tuple that was just allocated, which nobody else knows.</summary>
    internal void SetNew(int i, Value v)
    {
        Debug.Assert((uint)i < (uint)count);
        Unsafe.Add(ref First, i) = v;
    }

    /// <summary>Sets the items of a tuple that was just allocated, and takes ownership of the array.</summary>
    internal void Fill(Value[] values)
    {
        count = values.Length;
        if (count > InlineItems) Outer = values;
        else FillInline(values);
    }

    // One by one: copying a block with references is a call into the runtime.
    private void FillInline(ReadOnlySpan<Value> items)
    {
        for (int i = 0; i < items.Length; i++) inline[i] = items[i];
    }

    private void FillFrom(PyTuple other)
    {
        inline = other.inline;
        count = other.count;
    }

    public Value[] ToArray() => AsSpan().ToItems();

    public static PyTuple Of(ReadOnlySpan<Value> values) => values.IsEmpty ? Empty : new PyTuple(values);

    [DoesNotReturn]
    private static void ThrowOutOfRange() => throw new IndexOutOfRangeException();

    [InlineArray(InlineItems)]
    private struct InlineStorage
    {
        private Value first;
    }

    /// <summary>A tuple of the iterable's items; an exact tuple is returned as it is.</summary>
    public static PyTuple From(Value iterable)
    {
        var o = iterable.Ref;
        if (o != null && o.GetType() == typeof(PyTuple)) return Unsafe.As<PyTuple>(o);
        if (o != null && o.GetType() == typeof(PyList)) return Own(Unsafe.As<PyList>(o).ToArray());
        if (o != null && (o.GetType() == typeof(PyGenerator) || o is PyMap && !o.Type.IsHeap) && !PyThread.MultiThreaded) return FromSteps(o);
        var list = new PyList();
        list.Extend(iterable);
        return Own(list.ToArray());
    }

    /// <summary>A tuple of what an iterator gives, which is mostly little.</summary>
    private static PyTuple FromSteps(PyObject iterator)
    {
        var few = default(FewItems);
        int n = 0;
        while (n < FewItems.Size)
        {
            var v = iterator.Next();
            if (v.IsError) throw Err.TakePending();
            if (v.IsDone) return Of(few[..n]);
            few[n++] = v;
        }
        var list = new PyList(few);
        list.Extend(new Value(iterator));
        return Own(list.ToArray());
    }

    [InlineArray(Size)]
    private struct FewItems
    {
        public const int Size = 8;
        private Value first;
    }

    /// <summary>What <c>tuple.__new__</c> makes of a Python subclass and a tuple.</summary>
    internal static PyTuple OfHeir(PyType cls, PyTuple items)
    {
        var t = Allocate(cls);
        t.FillFrom(items);
        return t;
    }

    private static PyTuple Own(Value[] values) => values.Length == 0 ? Empty : new PyTuple(values);

    [PyNew(Signature = "(iterable=(), /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0);
        if (given < args.Length && (cls == TypeObject || ReferenceEquals(cls.FindSlot(Slot.Init), TypeObject.FindSlot(Slot.Init))))
            throw Err.TypeError("tuple() takes no keyword arguments");
        if (given > 1) throw Err.TypeError($"tuple expected at most 1 argument, got {given}");
        var source = given == 0 ? Empty : From(args[0]);
        if (cls == TypeObject) return new Value(source);
        var t = Allocate(cls);
        t.FillFrom(source);
        return new Value(t);
    }

    public override long Len() => count;

    private static readonly PyStr OutOfRange = new("tuple index out of range");

    public override Value GetItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            i = Sequences.Wrap(i, count);
            if (i < 0) return Err.Pend(ExcTypes.IndexError, OutOfRange);
            return this[(int)i];
        }
        if (key.Ref is PySlice slice) return new Value(Slice(slice));
        throw Err.TypeError($"tuple indices must be integers or slices, not {key.Type.FullName}");
    }

    private PyTuple Slice(PySlice slice)
    {
        slice.Indices(count, out long start, out _, out long step, out long n);
        if (n == 0) return Empty;
        if (step == 1) return Part((int)start, (int)n);
        var part = new Value[n];
        for (int i = 0; i < part.Length; i++) part[i] = this[(int)(start + i * step)];
        return new PyTuple(part);
    }

    /// <summary>The items between two bounds as of a slice: those below 0 count from the end.</summary>
    internal PyTuple Between(long start, long stop)
    {
        var (from, length) = Sequences.Part(count, start, stop);
        return Part(from, length);
    }

    /// <summary>The tuple of <paramref name="length"/> items from <paramref name="start"/> on; the tuple itself when these are all.</summary>
    internal PyTuple Part(int start, int length)
    {
        if (length == 0) return Empty;
        return length == count && GetType() == typeof(PyTuple) ? this : new PyTuple(AsSpan().Slice(start, length));
    }

    public override bool Contains(Value item)
    {
        foreach (var x in AsSpan())
            if (Ops.Eq(x, item)) return true;
        return false;
    }

    public override Value Iter() => new(new PyTupleIterator(this));

    /// <summary>CPython's tuple hash, which is xxHash over the items' hashes.</summary>
    public override long Hash()
    {
        const ulong p1 = 11400714785074694791, p2 = 14029467366897019727, p5 = 2870177450012600261;
        ulong acc = p5;
        bool guarded = false;
        foreach (var x in AsSpan())
        {
            // Numbers and strs don't nest.
            if (!guarded && x.Ref != null && x.Ref.GetType() != typeof(PyStr))
            {
                Sequences.GuardCompare();
                guarded = true;
            }
            ulong lane = (ulong)(x.IsInt ? IntOps.HashSmall(x.Bits) : Ops.Hash(x));
            acc += lane * p2;
            acc = BitOperations.RotateLeft(acc, 31);
            acc *= p1;
        }
        acc += (ulong)count ^ (p5 ^ 3527539);
        return acc == ulong.MaxValue ? 1546275796 : (long)acc;
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyTuple o) return Value.NotImplemented;
        Sequences.GuardCompare();
        var a = AsSpan();
        var b = o.AsSpan();
        int n = Math.Min(a.Length, b.Length);
        int i = 0;
        while (i < n && (a[i].Is(b[i]) || Ops.Eq(a[i], b[i]))) i++;
        if (i == n) return Value.Bool(op.Of(a.Length.CompareTo(b.Length)));
        if (op == CmpOp.Eq) return Value.False;
        if (op == CmpOp.Ne) return Value.True;
        return Ops.Compare(op, a[i], b[i]);
    }

    internal override bool HasSequenceSlots => true;

    public override Value Add(Value other)
    {
        if (other.Ref is not PyTuple o) throw Sequences.ConcatMismatch(other, "tuple");
        if (count == 0 && o.GetType() == typeof(PyTuple)) return other;
        if (o.count == 0 && GetType() == typeof(PyTuple)) return new Value(this);
        var joined = new Value[Sequences.CheckLength((long)count + o.count)];
        AsSpan().CopyItemsTo(joined);
        o.AsSpan().CopyItemsTo(joined.AsSpan(count));
        return new Value(Own(joined));
    }

    public override Value Mul(Value other) => Sequences.TryRepeat(other, out long n) ? Repeated(n) : throw Sequences.RepeatMismatch(other);

    public override Value RMul(Value other) => Sequences.TryRepeat(other, out long n) ? Repeated(n) : Value.NotImplemented;

    private Value Repeated(long n)
    {
        if (n == 1 && GetType() == typeof(PyTuple)) return new Value(this);
        int total = Sequences.RepeatLength(count, n);
        if (total == 0) return new Value(Empty);
        var result = new Value[total];
        if (count == 1) Array.Fill(result, this[0]);
        else
            for (int at = 0; at < total; at += count) AsSpan().CopyTo(result.AsSpan(at));
        return new Value(new PyTuple(result));
    }

    public override Value Repr()
    {
        if (count == 0) return Value.Str("()");
        if (!ReprGuard.Enter(this)) return Value.Str("(...)");
        try
        {
            var sb = new StringBuilder("(");
            for (int i = 0; i < count; i++)
            {
                if (i > 0) sb.Append(", ");
                Sequences.AppendRepr(sb, this[i]);
            }
            sb.Append(count == 1 ? ",)" : ")");
            return Sequences.Text(sb);
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    /// <summary>For C# diagnostics only.</summary>
    public override string ToString() => $"({string.Join(", ", ToArray().Select(x => x.ToString()))})";

    [PyMethod("index", Doc = "Return first index of value.\n\nRaises ValueError if the value is not present.", Signature = "($self, value, start=0, stop=sys.maxsize, /)")]
    private long IndexOf(Value value, [Opt] Value start, [Opt] Value stop)
    {
        long from = Sequences.SearchBound(start, count, 0);
        long to = Math.Min(Sequences.SearchBound(stop, count, long.MaxValue), count);
        for (long i = from; i < to; i++)
            if (Ops.Eq(this[(int)i], value)) return i;
        throw Err.ValueError("tuple.index(x): x not in tuple");
    }

    [PyMethod("count", Doc = "Return number of occurrences of value.")]
    private long CountOf(Value value)
    {
        long n = 0;
        foreach (var x in AsSpan())
            if (Ops.Eq(x, value)) n++;
        return n;
    }

    [PyMethod("__getnewargs__")]
    private PyTuple GetNewArgs() => new(new Value(Of(AsSpan())));

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    private static class EmptyHolder
    {
        internal static readonly PyTuple Instance = new(TypeObject.RootShape);
    }
}

/// <summary>Iterator over a tuple.</summary>
[PyType("tuple_iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyTupleIterator : PyObject
{
    internal PyTuple? tuple;
    internal int index;

    internal PyTupleIterator(PyTuple tuple) : base(TypeObject.RootShape) => this.tuple = tuple;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var t = tuple;
        if (t == null) return Value.Done;
        int i = index;
        if ((uint)i < (uint)t.Count)
        {
            index = i + 1;
            return t[i];
        }
        tuple = null;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => tuple == null ? 0 : Math.Max(0, tuple.Count - index);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => IteratorPickle.Sequence(tuple == null ? PyTuple.Empty : tuple, tuple == null ? -1 : index);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (tuple != null) index = (int)Math.Clamp(state, 0, tuple.Count);
    }
}
