using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>The special methods of list.</summary>
public partial class PyList
{
    [PyNew(Signature = "(iterable=(), /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(cls == TypeObject ? new PyList() : Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        if (keywords > 0)
        {
            // A subclass with its own __new__ may have taken them; list itself takes none.
            if (GetType() == typeof(PyList) || ReferenceEquals(Type.FindSlot(Slot.New), TypeObject.FindSlot(Slot.New)))
                throw Err.TypeError("list() takes no keyword arguments");
        }
        int given = args.Length - keywords;
        if (given > 1) throw Err.TypeError($"list expected at most 1 argument, got {given}");
        if (count > 0) Clear();
        if (given == 1) Extend(args[0]);
    }

    public override long Len() => count;


    private static readonly PyStr OutOfRange = new("list index out of range");

    public override Value GetItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
            return TryGetFast(i, out var v) ? v : Err.Pend(ExcTypes.IndexError, OutOfRange);
        if (key.Ref is not PySlice slice) throw Err.TypeError($"list indices must be integers or slices, not {key.Type.FullName}");
        slice.Unpack(out long start, out long stop, out long step);
        return new Value(Between(start, stop, step));
    }

    /// <summary>A new list of <paramref name="length"/> items from <paramref name="start"/> on (fewer when a racing thread removed some).</summary>
    internal PyList Part(int start, int length)
    {
        var s = Snapshot(out int n);
        length = Math.Max(0, Math.Min(length, n - start));
        return new PyList(ListStore.Slice(s, start, 1, length), length);
    }

    public override void SetItem(Value key, Value value)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            if (!TrySetFast(i, value)) throw Err.IndexError("list assignment index out of range");
            return;
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError($"list indices must be integers or slices, not {key.Type.FullName}");
        SetSlice(slice, value);
    }

    private void SetSlice(PySlice slice, Value value)
    {
        slice.Unpack(out long start, out long stop, out long step);
        Array source;
        int n;
        if (value.Ref is PyList other)
        {
            source = other.Snapshot(out n);
            if (ReferenceEquals(other, this)) source = ListStore.Resize(source, n, n);
        }
        else
        {
            if (!Sequences.IsIterable(value))
                throw Err.TypeError("must assign iterable to extended slice");
            source = From(value).Snapshot(out n);
        }
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            PySlice.Adjust(count, ref start, ref stop, step, out long size);
            if (step == 1)
            {
                Splice((int)start, (int)Math.Max(0, stop - start), source, n);
                return;
            }
            if (n != size)
                throw Err.ValueError($"attempt to assign sequence of size {n} to extended slice of size {size}");
            SettleHeld();
            for (int i = 0; i < n; i++)
            {
                ListStore.TryGet(source, i, out var v);
                if (!ListStore.Accepts(store, v)) store = ListStore.ToObjects(store, count, store.Length);
                ListStore.Put(store, (int)(start + i * step), v);
            }
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    public override void DelItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            bool locked = PyThread.MultiThreaded && gate.Enter();
            try
            {
                i = Sequences.Wrap(i, count);
                if (i < 0) throw Err.IndexError("list assignment index out of range");
                RemoveRange((int)i, 1);
            }
            finally
            {
                if (locked) gate.Exit();
            }
            return;
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError($"list indices must be integers or slices, not {key.Type.FullName}");
        DelSlice(slice);
    }

    /// <summary>A new list of the items between two bounds as of a slice: those below 0 count from the end.</summary>
    internal PyList Between(long start, long stop)
    {
        var (from, length) = Sequences.Part(count, start, stop);
        return Part(from, length);
    }

    /// <summary>A new list of every <paramref name="step"/>th item between two bounds of a slice; the step isn't 0.</summary>
    internal PyList Between(long start, long stop, long step)
    {
        var s = Snapshot(out int n);
        PySlice.Adjust(n, ref start, ref stop, step, out long size);
        return new PyList(ListStore.Slice(s, start, step, (int)size), (int)size);
    }

    /// <summary>Removes the items between two bounds as of a slice: those below 0 count from the end.</summary>
    internal void RemovePart(long start, long stop)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            var (from, length) = Sequences.Part(count, start, stop);
            if (length > 0) RemoveRange(from, length);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private void DelSlice(PySlice slice)
    {
        slice.Unpack(out long start, out long stop, out long step);
        if (step == 1)
        {
            RemovePart(start, stop);
            return;
        }
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            PySlice.Adjust(count, ref start, ref stop, step, out long size);
            if (size <= 0) return;
            if (step < 0)
            {
                start += (size - 1) * step;
                step = -step;
            }
            if (step == 1)
            {
                RemoveRange((int)start, (int)size);
                return;
            }
            var s = ListStore.Resize(Store, count, store.Length);
            int to = (int)start;
            for (long k = 0; k < size; k++)
            {
                int from = (int)(start + k * step + 1);
                int end = k == size - 1 ? count : (int)(start + (k + 1) * step);
                Array.Copy(s, from, s, to, end - from);
                to += end - from;
            }
            Become(ListStore.Resize(s, to, Math.Max(to, 4)), to);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    public override bool Contains(Value item) => Find(item, 0, long.MaxValue) >= 0;

    /// <summary>The first place of an item; equality tests may change the list meanwhile.</summary>
    private long Find(Value item, long from, long to)
    {
        if (PyThread.MultiThreaded)
        {
            var copy = new PyList(Snapshot(out int held), held);
            return copy.FindHere(item, from, to);
        }
        return FindHere(item, from, to);
    }

    private long FindHere(Value item, long from, long to)
    {
        var s = Store;
        if (s.GetType() == typeof(long[]) && item.IsInt)
        {
            int n = (int)Math.Min(Math.Min(count, to), s.Length);
            if (from >= n) return -1;
            int at = Unsafe.As<long[]>(s).AsSpan((int)from, n - (int)from).IndexOf(item.Bits);
            return at < 0 ? -1 : at + from;
        }
        if (s.GetType() == typeof(long[]) && item.Ref is PyStr || s.GetType() == typeof(double[]) && item.Ref is PyStr) return -1;
        if (s.GetType() == typeof(PyObject[]) && item.Ref is { } wanted && wanted.GetType() == typeof(PyStr))
            return FindStr(Unsafe.As<PyStr>(wanted), item, from, to);
        for (long i = from; i < to && i < count; i++)
            if (ListStore.TryGet(store, i, out var v) && Ops.Eq(v, item)) return i;
        return -1;
    }

    private long FindStr(PyStr wanted, Value item, long from, long to)
    {
        for (long i = from; i < to && i < count; i++)
        {
            if (!ListStore.TryGet(store, i, out var v)) continue;
            if (v.Ref is { } o && o.GetType() == typeof(PyStr))
            {
                if (ReferenceEquals(o, wanted) || wanted.Equals(Unsafe.As<PyStr>(o))) return i;
            }
            else if (!v.IsInt && Ops.Eq(v, item)) return i;
        }
        return -1;
    }

    public override Value Iter() => new(new PyListIterator(this));

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyList o) return Value.NotImplemented;
        if (count != o.count && op is CmpOp.Eq or CmpOp.Ne && count != o.count) return Value.Bool(op == CmpOp.Ne);
        Sequences.GuardCompare();
        long i = PyThread.MultiThreaded ? 0 : SkipEqual(o);
        while (i < count && i < o.count && TryGetFast(i, out var a) && o.TryGetFast(i, out var b))
        {
            if (a.Is(b) || Ops.Eq(a, b))
            {
                i++;
                continue;
            }
            // The test may have changed the lists.
            if (i >= count || i >= o.count) break;
            if (op == CmpOp.Eq) return Value.False;
            if (op == CmpOp.Ne) return Value.True;
            return Ops.Compare(op, a, b);
        }
        return Value.Bool(op.Of(count.CompareTo(o.count)));
    }

    /// <summary>How many leading ints are equal.</summary>
    private int SkipEqual(PyList o)
    {
        var a = Ints;
        var b = o.Ints;
        if (a == null || b == null) return 0;
        int n = Math.Min(Math.Min(count, a.Length), Math.Min(o.count, b.Length));
        return a.AsSpan(0, n).CommonPrefixLength(b.AsSpan(0, n));
    }

    internal override bool HasSequenceSlots => true;

    public override Value Add(Value other)
    {
        if (other.Ref is not PyList o) throw Sequences.ConcatMismatch(other, "list");
        var a = Snapshot(out int n);
        var b = o.Snapshot(out int m);
        int total = Sequences.CheckLength((long)n + m);
        if (m == 0 || n == 0) return new Value(new PyList(total == 0 ? NoItems : m == 0 ? ListStore.Resize(a, n, n) : ListStore.Resize(b, m, m), total));
        var joined = new PyList(ListStore.Resize(a, n, n == 0 ? 0 : total), n);
        joined.Splice(n, 0, b, m);
        return new Value(joined);
    }

    public override Value IAdd(Value other)
    {
        Extend(other);
        return new Value(this);
    }

    public override Value Mul(Value other) => Sequences.TryRepeat(other, out long n) ? Repeated(n) : throw Sequences.RepeatMismatch(other);

    public override Value RMul(Value other) => Sequences.TryRepeat(other, out long n) ? Repeated(n) : Value.NotImplemented;

    /// <summary>A list that has one value so many times.</summary>
    internal static PyList OfSame(Value v, long times)
    {
        int total = Sequences.RepeatLength(1, Math.Max(times, 0));
        return new PyList(total == 0 ? NoItems : ListStore.OfSame(v, total), total);
    }

    private Value Repeated(long n)
    {
        var s = Snapshot(out int m);
        int total = Sequences.RepeatLength(m, n);
        return new Value(new PyList(ListStore.Repeat(s, m, total), total));
    }

    public override Value IMul(Value other)
    {
        if (!Sequences.TryRepeat(other, out long n)) throw Sequences.RepeatMismatch(other);
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            int total = Sequences.RepeatLength(count, n);
            Become(ListStore.Repeat(Store, count, total), total);
        }
        finally
        {
            if (locked) gate.Exit();
        }
        return new Value(this);
    }

    public override Value Repr()
    {
        if (count == 0) return Value.Str("[]");
        if (!ReprGuard.Enter(this)) return Value.Str("[...]");
        try
        {
            var sb = new StringBuilder("[");
            for (int i = 0; TryGetFast(i, out var v); i++)
            {
                if (i > 0) sb.Append(", ");
                if (v.IsInt) sb.Append(v.Bits);
                else Sequences.AppendRepr(sb, v);
            }
            sb.Append(']');
            return Sequences.Text(sb);
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }
}
