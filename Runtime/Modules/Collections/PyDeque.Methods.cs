using System.Text;

namespace TieredPy.Runtime.Modules.Collections;

/// <summary>The Python side of deque.</summary>
internal partial class PyDeque
{
    [PyNew(MakesOnly = true), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int keywords = kw?.Length ?? 0;
        int given = args.Length - keywords;
        if (given > 2) throw Err.TypeError($"deque() takes at most 2 arguments ({args.Length} given)");
        var iterable = given > 0 ? args[0] : Value.Missing;
        var limit = given > 1 ? args[1] : Value.Missing;
        for (int i = 0; i < keywords; i++)
        {
            switch (kw![i].ToString())
            {
                case "iterable" when iterable.IsMissing:
                    iterable = args[given + i];
                    break;
                case "maxlen" when limit.IsMissing:
                    limit = args[given + i];
                    break;
                case "iterable" or "maxlen":
                    throw Err.TypeError($"argument for deque() given by name ('{kw[i]}') and position ({(kw[i].ToString() == "iterable" ? 1 : 2)})");
                default:
                    throw Err.TypeError($"deque() got an unexpected keyword argument '{kw[i]}'");
            }
        }
        long max = -1;
        if (!limit.IsMissingOrNone)
        {
            if (!IntOps.IsInt(limit)) throw Err.TypeError("an integer is required");
            max = Ops.AsLong(limit);
            if (max < 0) throw Err.ValueError("maxlen must be non-negative");
        }
        using (Locked())
        {
            maxLength = max;
            if (count > 0) RemoveAll();
        }
        if (!iterable.IsMissing) ExtendLast(iterable);
    }

    public override long Len() => count;


    private static long Place(Value key)
    {
        if (!Sequences.TryIndex(key, out long i)) throw Err.TypeError($"sequence index must be integer, not '{key.Type.FullName}'");
        return i;
    }

    public override Value GetItem(Value key)
    {
        long i = Place(key);
        return TryGet(i, out var v) ? v : Err.Pend(Err.IndexError("deque index out of range"));
    }

    public override void SetItem(Value key, Value value)
    {
        long i = Place(key);
        using var hold = Locked();
        if (i < 0) i += count;
        if ((ulong)i >= (ulong)count) throw Err.IndexError("deque index out of range");
        Slot((int)i) = value;
    }

    public override void DelItem(Value key)
    {
        long i = Place(key);
        using var hold = Locked();
        if (i < 0) i += count;
        if ((ulong)i >= (ulong)count) throw Err.IndexError("deque index out of range");
        RemoveAt((int)i);
    }

    public override bool Contains(Value item)
    {
        if (PyThread.MultiThreaded) return Array.Exists(ToArray(), v => Ops.Eq(v, item));
        long start = state;
        for (long i = 0; TryGet(i, out var v); i++)
        {
            bool equal = Ops.Eq(v, item);
            if (equal) return true;
            if (start != state) throw Err.RuntimeError("deque mutated during iteration");
        }
        return false;
    }

    public override Value Iter() => new(new PyDequeIterator(this));

    internal override bool TryAppendAll(PyList list)
    {
        int first = Math.Min(count, ring.Length - head);
        list.AppendSpan(ring.AsSpan(head, first));
        list.AppendSpan(ring.AsSpan(0, count - first));
        return true;
    }

    [PyMethod("__reversed__", Doc = "Return a reverse iterator over the deque.")] private PyDequeReverseIterator Reversed() => new(this);

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyDeque o) return Value.NotImplemented;
        if (ReferenceEquals(o, this)) return Value.Bool(op is CmpOp.Eq or CmpOp.Le or CmpOp.Ge);
        if (count != o.count && op is CmpOp.Eq or CmpOp.Ne && count != o.count) return Value.Bool(op == CmpOp.Ne);
        return new PyTuple(ToArray()).Compare(op, new Value(new PyTuple(o.ToArray())));
    }

    public override Value Repr()
    {
        if (!ReprGuard.Enter(this)) return Value.Str("[...]");
        try
        {
            var sb = new StringBuilder(Type.Name).Append("([");
            bool more = false;
            foreach (var v in ToArray())
            {
                if (more) sb.Append(", ");
                more = true;
                Sequences.AppendRepr(sb, v);
            }
            sb.Append(maxLength >= 0 ? $"], maxlen={maxLength})" : "])");
            return Sequences.Text(sb);
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    internal override bool HasSequenceSlots => true;

    public override Value Add(Value other)
    {
        if (other.Ref is not PyDeque) throw Sequences.ConcatMismatch(other, "deque");
        var copy = CopyMethod();
        Ops.CallMethod(copy, "extend", other);
        return copy;
    }

    public override Value IAdd(Value other)
    {
        ExtendLast(other);
        return new Value(this);
    }

    public override Value Mul(Value other)
    {
        if (!Sequences.TryRepeat(other, out long n)) throw Sequences.RepeatMismatch(other);
        var copy = CopyMethod();
        return copy.Ref is PyDeque d ? d.RepeatInPlace(n) : Ops.IMul(copy, Value.Int(n));
    }

    public override Value RMul(Value other) => Ops.HasIndex(other) ? Mul(other) : Value.NotImplemented;

    public override Value IMul(Value other)
    {
        if (!Sequences.TryRepeat(other, out long n)) throw Sequences.RepeatMismatch(other);
        return RepeatInPlace(n);
    }

    private Value RepeatInPlace(long n)
    {
        var items = ToArray();
        using var hold = Locked();
        if (items.Length == 0 || n == 1) return new Value(this);
        if (n == 0)
        {
            RemoveAll();
            return new Value(this);
        }
        if (maxLength < 0) Sequences.RepeatLength(items.Length, n);
        else n = Math.Min(n, maxLength / items.Length + 2);
        for (long k = 1; k < n; k++)
            foreach (var v in items) PutLast(v);
        return new Value(this);
    }

    [PyMethod("append", Doc = "Add an element to the right side of the deque.", Signature = "($self, item, /)")]
    private void AppendMethod(Value item) => Append(item);

    [PyMethod("appendleft", Doc = "Add an element to the left side of the deque.", Signature = "($self, item, /)")]
    internal void AppendLeft(Value item)
    {
        using var hold = Locked();
        PutFirst(item);
    }

    [PyMethod("pop", Doc = "Remove and return the rightmost element.")]
    private Value Pop()
    {
        using var hold = Locked();
        return count == 0 ? Err.Pend(Err.IndexError("pop from an empty deque")) : TakeLast();
    }

    [PyMethod("popleft", Doc = "Remove and return the leftmost element.")]
    private Value PopLeft()
    {
        using var hold = Locked();
        return count == 0 ? Err.Pend(Err.IndexError("pop from an empty deque")) : TakeFirst();
    }

    [PyMethod("clear", Doc = "Remove all elements from the deque.")]
    private void Clear()
    {
        using var hold = Locked();
        if (count > 0) RemoveAll();
    }

    [PyMethod("extend", Doc = "Extend the right side of the deque with elements from the iterable.")]
    private void Extend(Value iterable) => ExtendLast(iterable);

    [PyMethod("extendleft", Doc = "Extend the left side of the deque with elements from the iterable.")]
    private void ExtendLeft(Value iterable)
    {
        if (ReferenceEquals(iterable.Ref, this)) iterable = new Value(new PyTuple(ToArray()));
        foreach (var v in Ops.Iterate(iterable)) AppendLeft(v);
    }

    [PyMethod("copy", Doc = "Return a shallow copy of a deque.")]
    [PyMethod("__copy__", Doc = "Return a shallow copy of a deque.")]
    private Value CopyMethod()
    {
        if (GetType() == typeof(PyDeque))
        {
            var copy = new PyDeque { maxLength = maxLength };
            foreach (var v in ToArray()) copy.PutLast(v);
            return new Value(copy);
        }
        return maxLength < 0 ? Ops.Call(new Value(Type), new Value(this)) : Ops.Call(new Value(Type), new Value(this), Value.Int(maxLength));
    }

    [PyMethod("count", Doc = "Return number of occurrences of value.")]
    private long CountOf(Value value)
    {
        if (PyThread.MultiThreaded) return ToArray().LongCount(v => Ops.Eq(v, value));
        long start = state, n = 0;
        for (long i = 0; TryGet(i, out var v); i++)
        {
            if (Ops.Eq(v, value)) n++;
            if (start != state) throw Err.RuntimeError("deque mutated during iteration");
        }
        return n;
    }

    [PyMethod("index", Doc = "Return first index of value.\n\nRaises ValueError if the value is not present.", Signature = "($self, value, [start, [stop]])")]
    private long IndexOf(Value value, [Opt] Value start, [Opt] Value stop)
    {
        long begin = state;
        long from = Sequences.SearchBound(start, count, 0);
        long to = Math.Min(Sequences.SearchBound(stop, count, long.MaxValue), count);
        if (PyThread.MultiThreaded)
        {
            var items = ToArray();
            int at = from >= items.Length ? -1 : Array.FindIndex(items, (int)from, (int)Math.Max(0, Math.Min(to, items.Length) - from), v => Ops.Eq(v, value));
            return at >= 0 ? at : throw Err.ValueError($"{Ops.Repr(value)} is not in deque");
        }
        for (long i = from; i < to && TryGet(i, out var v); i++)
        {
            if (Ops.Eq(v, value)) return i;
            if (begin != state) throw Err.RuntimeError("deque mutated during iteration");
        }
        throw Err.ValueError($"{Ops.Repr(value)} is not in deque");
    }

    [PyMethod("insert", Doc = "Insert value before index.", Signature = "($self, index, value, /)")]
    private void Insert(long index, Value value)
    {
        using var hold = Locked();
        if (maxLength == count) throw Err.IndexError("deque already at its maximum size");
        if (index >= count) PutLast(value);
        else
        {
            if (index < 0) index = Math.Max(0, index + count);
            InsertAt((int)index, value);
        }
    }

    [PyMethod("remove", Doc = "Remove first occurrence of value.")]
    private void Remove(Value value)
    {
        if (PyThread.MultiThreaded)
        {
            RemoveShared(value);
            return;
        }
        long start = state;
        for (long i = 0; i < count; i++)
        {
            bool equal = Ops.Eq(Slot((int)i), value);
            if (start != state) throw Err.IndexError("deque mutated during remove().");
            if (!equal) continue;
            RemoveAt((int)i);
            return;
        }
        throw Err.ValueError($"{Ops.Repr(value)} is not in deque");
    }

    // Searches what the deque is at one moment; when it is no longer that at the removal, the item may be elsewhere or gone.
    private void RemoveShared(Value value)
    {
        while (true)
        {
            Value[] items;
            long start;
            using (Locked())
            {
                items = ToArray();
                start = state;
            }
            int i = Array.FindIndex(items, v => Ops.Eq(v, value));
            using var hold = Locked();
            if (i < 0) throw Err.ValueError($"{Ops.Repr(value)} is not in deque");
            if (start != state && !(i < count && Slot(i).Is(items[i]))) continue;
            RemoveAt(i);
            return;
        }
    }

    [PyMethod("reverse", Doc = "Reverse *IN PLACE*.")]
    private void Reverse()
    {
        using var hold = Locked();
        for (int i = 0, j = count - 1; i < j; i++, j--) (Slot(i), Slot(j)) = (Slot(j), Slot(i));
    }

    [PyMethod("rotate", Doc = "Rotate the deque n steps to the right.  If n is negative, rotates left.", Signature = "($self, n=1, /)")]
    private void Rotate(long n = 1)
    {
        using var hold = Locked();
        if (count <= 1) return;
        long steps = n % count;
        if (steps < 0) steps += count;
        if (steps > count / 2) steps -= count;
        for (; steps > 0; steps--)
        {
            var v = TakeLast();
            head = (head - 1) & (ring.Length - 1);
            count++;
            Slot(0) = v;
        }
        for (; steps < 0; steps++)
        {
            var v = TakeFirst();
            count++;
            Slot(count - 1) = v;
        }
        state++;
    }

    [PyGetter("maxlen", Doc = "maximum size of a deque or None if unbounded")]
    private Value MaxLen => maxLength < 0 ? Value.None : Value.Int(maxLength);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        var args = maxLength < 0 ? PyTuple.Empty : new PyTuple(new Value(PyTuple.Empty), Value.Int(maxLength));
        return new PyTuple(new Value(Type), new Value(args), Ops.CallMethod(new Value(this), "__getstate__"), Ops.Iter(new Value(this)));
    }

    [PyMethod("__sizeof__", Doc = "Return the size of the deque in memory, in bytes.")]
    private long SizeOf() => 56 + 16L * ring.Length;

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

/// <summary>Iterator over a deque.</summary>
[PyType("collections._deque_iterator", Subclassable = false)]
internal sealed partial class PyDequeIterator : PyObject
{
    private readonly PyDeque deque;
    private readonly long state;
    private long index;
    private bool ended;

    internal PyDequeIterator(PyDeque deque) : base(TypeObject.RootShape)
    {
        this.deque = deque;
        state = deque.State;
    }

    [PyNew]
    private static Value New(PyType cls, PyDeque deque, long index = 0)
    {
        var it = new PyDequeIterator(deque);
        it.index = Math.Max(0, index);
        return new Value(it);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (ended) return Value.Done;
        if (deque.State != state)
        {
            ended = true;
            return Err.Pend(Err.RuntimeError("deque mutated during iteration"));
        }
        if (deque.TryGet(index, out var v))
        {
            index++;
            return v;
        }
        ended = true;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => ended ? 0 : Math.Max(0, deque.Count - index);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(new Value(deque), Value.Int(ended ? deque.Count : index))));
}

/// <summary>Iterator over a deque from its end.</summary>
[PyType("collections._deque_reverse_iterator", Subclassable = false)]
internal sealed partial class PyDequeReverseIterator : PyObject
{
    private readonly PyDeque deque;
    private readonly long state;
    private long index;

    internal PyDequeReverseIterator(PyDeque deque) : base(TypeObject.RootShape)
    {
        this.deque = deque;
        state = deque.State;
        index = deque.Count - 1;
    }

    [PyNew]
    private static Value New(PyType cls, PyDeque deque, long index = 0)
    {
        var it = new PyDequeReverseIterator(deque);
        it.index -= Math.Max(0, index);
        return new Value(it);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (index < 0) return Value.Done;
        if (deque.State != state)
        {
            index = -1;
            return Err.Pend(Err.RuntimeError("deque mutated during iteration"));
        }
        if (deque.TryGet(index, out var v))
        {
            index--;
            return v;
        }
        index = -1;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => Math.Max(0, index + 1);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(new Value(deque), Value.Int(deque.Count - 1 - index))));
}
