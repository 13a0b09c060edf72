using System.Text;

namespace TieredPy.Runtime.Modules.Arrays;

/// <summary>array.array: items of one machine type in one block of memory. This part is the storage and the special methods.</summary>
[PyType("array.array", Weakrefable = true, Match = "sequence", Doc = """
    array(typecode [, initializer]) -> array

    Return a new array whose items are restricted by typecode, and
    initialized from the optional initializer value, which must be a list,
    string or iterable over elements of the appropriate type.

    Arrays represent basic values and behave very much like lists, except
    the type of objects stored in them is constrained.
    """)]
internal partial class PyArray : PyObject, IPyBuffer
{
    private ArrayCode code = ArrayCode.All[0];
    private byte[] data = [];
    private int count;

    /// <summary>The <see cref="ElementFormat"/> of the items, which stays what it is once the array is in use.</summary>
    internal int format;
    private int exports;

    internal PyArray(Shape shape) : base(shape) { }

    private PyArray(ArrayCode code, byte[] data, int count) : base(TypeObject.RootShape)
    {
        this.code = code;
        format = (int)code.Format;
        this.data = data;
        this.count = count;
    }

    internal ArrayCode Code => code;

    internal int Count => count;

    /// <summary>The item at an index from 0; false when there is none (any more).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGet(long i, out Value v)
    {
        var d = data;
        var c = code;
        if ((ulong)i < (ulong)count && (i + 1) * c.Size <= d.Length)
        {
            v = c.Get(d, (int)i * c.Size);
            return true;
        }
        v = default;
        return false;
    }

    private Value At(long i) => TryGet(i, out var v) ? v : throw Err.IndexError("array index out of range");

    private Span<byte> Bytes => data.AsSpan(0, count * code.Size);

    private void CheckResizable()
    {
        if (exports > 0) throw Err.BufferError("cannot resize an array that is exporting buffers");
    }

    /// <summary>Replaces items by bytes of the same layout.</summary>
    private void Splice(int start, int removed, ReadOnlySpan<byte> items)
    {
        int size = code.Size;
        int added = items.Length / size;
        if (added != removed) CheckResizable();
        int total = Sequences.CheckLength((long)count - removed + added);
        bool locked = false;
        if (PyThread.MultiThreaded) Monitor.Enter(this, ref locked);
        try
        {
            var target = data;
            long needed = (long)total * size;
            if (needed > Array.MaxLength) throw Err.Make(ExcTypes.MemoryError);
            var copy = items.Overlaps(data) ? items.ToArray() : items;
            if (needed > target.Length) target = new byte[total > count && count > 0 ? Math.Min(Array.MaxLength, (int)Math.Min(needed + needed / 8 + 32, Array.MaxLength)) : (int)needed];
            int tail = (count - start - removed) * size;
            if (!ReferenceEquals(target, data)) data.AsSpan(0, start * size).CopyTo(target);
            if (tail > 0) data.AsSpan((start + removed) * size, tail).CopyTo(target.AsSpan((start + added) * size));
            copy.CopyTo(target.AsSpan(start * size));
            data = target;
            count = total;
        }
        finally
        {
            if (locked) Monitor.Exit(this);
        }
    }

    private void Insert(int at, Value v)
    {
        Span<byte> item = stackalloc byte[8];
        MemoryMarshal.Write(item, code.Encode(v));
        if (at > count) at = count;
        Splice(at, 0, item[..code.Size]);
    }

    internal void AppendItem(Value v)
    {
        if (exports == 0 && !PyThread.MultiThreaded && (count + 1) * code.Size <= data.Length)
        {
            ulong bits = code.Encode(v);
            if ((count + 1) * code.Size <= data.Length)
            {
                Span<byte> item = stackalloc byte[8];
                MemoryMarshal.Write(item, bits);
                item[..code.Size].CopyTo(data.AsSpan(count * code.Size));
                count++;
                return;
            }
        }
        Insert(count, v);
    }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 })
        {
            if (cls == TypeObject) throw Err.TypeError("array.array() takes no keyword arguments");
            args = args[..^kw.Length];
        }
        if (args.Length == 0) throw Err.TypeError("array() takes at least 1 argument (0 given)");
        if (args.Length > 2) throw Err.TypeError($"array() takes at most 2 arguments ({args.Length} given)");
        if (args[0].Ref is not PyStr { Length: 1 } letter) throw Err.TypeError($"array() argument 1 must be a unicode character, not {args[0].Type.FullName}");
        var initial = args.Length == 2 ? args[1] : Value.Missing;
        if (letter[0] == 'u') Warnings.Deprecation("The 'u' type code is deprecated and will be removed in Python 3.16");
        var found = ArrayCode.Find(letter[0]);
        if (initial.Ref is PyStr && !(letter[0] is 'u' or 'w')) throw Err.TypeError($"cannot use a str to initialize an array with typecode '{letter}'");
        if (initial.Ref is PyArray { code.IsText: true } && !(letter[0] is 'u' or 'w')) throw Err.TypeError($"cannot use a unicode array to initialize an array with typecode '{letter}'");
        var a = Allocate(cls);
        a.code = found ?? throw Err.ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
        a.format = (int)a.code.Format;
        if (!initial.IsMissing) a.Fill(initial);
        return new Value(a);
    }

    private void Fill(Value initial)
    {
        switch (initial.Ref)
        {
            case PyStr s:
                AddText(s);
                return;
            case PyBytes or PyByteArray:
                FromBytes(initial);
                return;
            case PyArray other when other.code == code:
                Splice(0, 0, other.Bytes);
                return;
        }
        foreach (var v in Ops.Iterate(initial)) AppendItem(v);
    }

    private void AddText(PyStr s) => Splice(count, 0, MemoryMarshal.AsBytes<int>(s.ToCodePoints()));

    public override long Len() => count;


    public override Value GetItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            i = Sequences.Wrap(i, count);
            return i >= 0 && TryGet(i, out var v) ? v : Err.Pend(Err.IndexError("array index out of range"));
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError("array indices must be integers");
        slice.Indices(count, out long start, out _, out long step, out long n);
        return new Value(new PyArray(code, Gather(start, step, (int)n), (int)n));
    }

    private byte[] Gather(long start, long step, int n)
    {
        int size = code.Size;
        var part = new byte[n * size];
        if (step == 1) data.AsSpan((int)start * size, n * size).CopyTo(part);
        else
            for (int k = 0; k < n; k++) data.AsSpan((int)(start + k * step) * size, size).CopyTo(part.AsSpan(k * size));
        return part;
    }

    public override void SetItem(Value key, Value value)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            i = Sequences.Wrap(i, count);
            if (i < 0) throw Err.IndexError("array assignment index out of range");
            if (!(value.IsInt || value.IsFloat))
            {
                // Encoding may run Python code that resizes the array.
                code.Encode(value);
                if (i >= count) throw Err.IndexError("array assignment index out of range");
            }
            code.Set(data, (int)i * code.Size, value);
            return;
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError("array indices must be integers");
        if (value.Ref is not PyArray other) throw Err.TypeError($"can only assign array (not \"{value.Type.FullName}\") to array slice");
        if (other.code != code) throw Err.TypeError("bad argument type for built-in operation");
        var items = ReferenceEquals(other, this) ? other.Bytes.ToArray() : other.Bytes;
        int size = code.Size;
        int added = items.Length / size;
        slice.Indices(count, out long start, out long stop, out long step, out long n);
        if (step == 1)
        {
            Splice((int)start, (int)Math.Max(0, stop - start), items);
            return;
        }
        if (added != n) throw Err.ValueError($"attempt to assign array of size {added} to extended slice of size {n}");
        for (int k = 0; k < n; k++) items.Slice(k * size, size).CopyTo(data.AsSpan((int)(start + k * step) * size));
    }

    public override void DelItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            i = Sequences.Wrap(i, count);
            if (i < 0) throw Err.IndexError("array assignment index out of range");
            Splice((int)i, 1, default);
            return;
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError("array indices must be integers");
        slice.Indices(count, out long start, out _, out long step, out long n);
        if (n == 0) return;
        CheckResizable();
        if (step < 0)
        {
            start += (n - 1) * step;
            step = -step;
        }
        if (step == 1)
        {
            Splice((int)start, (int)n, default);
            return;
        }
        int size = code.Size, to = 0;
        var kept = new byte[(count - (int)n) * size];
        for (int k = 0; k < count; k++)
        {
            if (k >= start && (k - start) % step == 0 && (k - start) / step < n) continue;
            data.AsSpan(k * size, size).CopyTo(kept.AsSpan(to));
            to += size;
        }
        data = kept;
        count -= (int)n;
    }

    public override bool Contains(Value item)
    {
        for (long i = 0; TryGet(i, out var v); i++)
            if (Same(v, item)) return true;
        return false;
    }

    /// <summary>Equality of items, which have no identity: a NaN is not even itself.</summary>
    private static bool Same(Value a, Value b) => a.IsFloat && b.IsFloat ? a.AsFloat == b.AsFloat : Ops.Eq(a, b);

    public override Value Iter() => new(new PyArrayIterator(this));

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyArray o) return Value.NotImplemented;
        if (count != o.count && op is CmpOp.Eq or CmpOp.Ne && count != o.count) return Value.Bool(op == CmpOp.Ne);
        if (o.code == code && code.Code is not ('f' or 'd') && op is CmpOp.Eq or CmpOp.Ne && o.code == code && code.Code is not ('f' or 'd'))
            return Value.Bool(Bytes.SequenceEqual(o.Bytes) == (op == CmpOp.Eq));
        int n = Math.Min(count, o.count);
        for (int i = 0; i < n; i++)
        {
            var a = At(i);
            var b = o.At(i);
            if (Same(a, b)) continue;
            if (op == CmpOp.Eq) return Value.False;
            return op == CmpOp.Ne ? Value.True : Ops.Compare(op, a, b);
        }
        return Value.Bool(op.Of(count.CompareTo(o.count)));
    }

    internal override bool HasSequenceSlots => true;

    public override Value Add(Value other) => other.Ref is PyArray o ? Concat(o) : throw Err.TypeError($"can only append array (not \"{other.Type.FullName}\") to array");

    private Value Concat(PyArray o)
    {
        if (o.code != code) throw Err.TypeError("bad argument type for built-in operation");
        var joined = new byte[Sequences.CheckLength((long)Bytes.Length + o.Bytes.Length)];
        Bytes.CopyTo(joined);
        o.Bytes.CopyTo(joined.AsSpan(Bytes.Length));
        return new Value(new PyArray(code, joined, count + o.count));
    }

    public override Value IAdd(Value other)
    {
        if (other.Ref is not PyArray) throw Err.TypeError($"can only extend array with array (not \"{other.Type.FullName}\")");
        ExtendArray((PyArray)other.Ref);
        return new Value(this);
    }

    private void ExtendArray(PyArray o)
    {
        if (o.code != code) throw Err.TypeError("can only extend with array of same kind");
        Splice(count, 0, ReferenceEquals(o, this) ? o.Bytes.ToArray() : o.Bytes);
    }

    public override Value Mul(Value other)
    {
        if (!Sequences.TryRepeat(other, out long n)) throw Sequences.RepeatMismatch(other);
        return new Value(new PyArray(code, Repeated(n), (int)(count * n)));
    }

    private byte[] Repeated(long n)
    {
        var result = new byte[Sequences.RepeatLength(Bytes.Length, n)];
        for (int at = 0; at < result.Length; at += Bytes.Length) Bytes.CopyTo(result.AsSpan(at));
        return result;
    }

    public override Value RMul(Value other) => Ops.HasIndex(other) ? Mul(other) : Value.NotImplemented;

    public override Value IMul(Value other)
    {
        if (!Sequences.TryRepeat(other, out long n)) throw Sequences.RepeatMismatch(other);
        Splice(0, count, Repeated(n));
        return new Value(this);
    }

    public override Value Repr()
    {
        if (count == 0) return new Value(PyStr.Of($"{Type.Name}('{code.Code}')"));
        var shown = code.IsText ? ToText() : ToListMethod();
        return new Value(PyStr.Of(new StringBuilder(Type.Name).Append("('").Append(code.Code).Append("', ").Append(Ops.Repr(new Value(shown))).Append(')').ToString()));
    }

    private PyObject ToText()
    {
        var points = MemoryMarshal.Cast<byte, int>(Bytes);
        foreach (int c in points)
            if ((uint)c > 0x10FFFF) throw Err.ValueError($"character U+{c:x} is not in range [U+0000; U+10ffff]");
        return PyStr.FromCodePoints(points);
    }

    BufferInfo IPyBuffer.GetBuffer()
    {
        Interlocked.Increment(ref exports);
        return new BufferInfo { Memory = data.AsMemory(0, count * code.Size), Owner = this, Format = code.Code is 'u' or 'w' ? "w" : code.Code.ToString(), ItemSize = code.Size };
    }

    void IPyBuffer.ReleaseBuffer() => Interlocked.Decrement(ref exports);
}
