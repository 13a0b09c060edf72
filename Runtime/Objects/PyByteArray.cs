namespace TieredPy.Runtime.Objects;

/// <summary>Mutable bytes. While memoryviews of it are open it cannot change its size.</summary>
[PyType("bytearray", MatchSelf = true, Doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer")]
public partial class PyByteArray : PyBytesBase, IPyBuffer
{
    private readonly Lock gate = new();
    private byte[] data = [];

    /// <summary>Where the content starts in the storage: deleting at the front only moves it.</summary>
    private int head;
    private int count;
    private int exports;

    /// <summary>How many running methods need the content to stay.</summary>
    private int pins;

    /// <summary>Counts how often exports were given up: what they release then is nobody's business any more.</summary>
    private int exportAge;

    internal PyByteArray(Shape shape) : base(shape) { }

    /// <summary>Takes the array over.</summary>
    public PyByteArray(byte[] data) : base(TypeObject.RootShape)
    {
        this.data = data;
        count = data.Length;
    }

    public override ReadOnlySpan<byte> AsSpan() => data.AsSpan(head, Math.Min(count, data.Length - head));

    /// <summary>The content, for writing in place.</summary>
    public Span<byte> Writable => data.AsSpan(head, Math.Min(count, data.Length - head));

    internal override Value Wrap(byte[] bytes) => new(new PyByteArray(bytes));

    internal override Value WrapSame() => Wrap(AsSpan().ToArray());

    private protected override string IndexErrorText => "bytearray index out of range";

    private protected override string IndexTypeName => "bytearray";

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "($self, /, *args, **kwargs)", Doc = "Initialize self.  See help(type(self)) for accurate signature.")]
    internal void Initialize([Opt, Kw("source")] Value source, [Opt, Kw("encoding")] Value encoding, [Opt, Kw("errors")] Value errors)
    {
        lock (gate)
        {
            if (count > 0) Resize(0);
        }
        if (encoding.IsMissing && errors.IsMissing && !Buffers.Has(source) && !Ops.HasIndex(source) && source.Ref is not PyStr && Ops.Has(source, Slot.Iter))
        {
            // Item by item: the iterable may look at what is there already.
            foreach (var x in Ops.Iterate(source)) AppendBytes([BytesConversion.Byte(x)]);
            return;
        }
        var bytes = BytesConversion.From(source, encoding, errors, false);
        lock (gate)
        {
            CheckResizable();
            data = bytes;
            head = 0;
            count = bytes.Length;
        }
    }

    public override Value Repr() => Value.Str($"{Type.Name}({BytesRepr.Of(AsSpan(), true)})");

    public override Value Iter() => new(new PyByteArrayIterator(this));

    public override Value Mod(Value other) => Wrap(PercentFormat.Format(AsSpan().ToArray(), other));

    public override Value RMod(Value other) => other.Ref is PyByteArray b ? b.Mod(new Value(this)) : Value.NotImplemented;

    public override Value IAdd(Value other)
    {
        if (!Buffers.TryGet(other, out var b)) throw Err.TypeError($"can't concat {Ops.TypeName(other)} to {Type.FullName}");
        AppendBytes(other.Ref == (PyObject)this ? b.ToArray() : b);
        return new Value(this);
    }

    public override Value IMul(Value other)
    {
        if (!Ops.HasIndex(other)) return Value.NotImplemented;
        long n = Ops.AsSize(other);
        if (n == 1) return new Value(this);
        var r = Repeated(AsSpan(), n);
        lock (gate) ReplaceAll(r);
        return new Value(this);
    }

    public override void SetItem(Value key, Value value)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            byte b = BytesConversion.Byte(value);
            if (i < 0) i += count;
            if ((ulong)i >= (ulong)count) throw Err.IndexError("bytearray index out of range");
            data[head + (int)i] = b;
            return;
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError($"bytearray indices must be integers or slices, not {Ops.TypeName(key)}");
        byte[] items;
        if (Buffers.TryGet(value, out var bytes)) items = bytes.ToArray();
        else if (value.IsInt || value.IsFloat || value.Ref is PyStr || !Ops.Has(value, Slot.Iter))
            throw Err.TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        else items = BytesConversion.FromItems(value, "bytearray");
        SetSlice(slice, items);
    }

    public override void DelItem(Value key)
    {
        if (Sequences.TryIndex(key, out long i))
        {
            lock (gate)
            {
                if (i < 0) i += count;
                if ((ulong)i >= (ulong)count) throw Err.IndexError("bytearray index out of range");
                Splice((int)i, 1, []);
            }
            return;
        }
        if (key.Ref is not PySlice slice) throw Err.TypeError($"bytearray indices must be integers or slices, not {Ops.TypeName(key)}");
        SetSlice(slice, []);
    }

    private void SetSlice(PySlice slice, byte[] items)
    {
        slice.Unpack(out long start, out long stop, out long step);
        lock (gate)
        {
            PySlice.Adjust(count, ref start, ref stop, step, out long n);
            if (step == 1)
            {
                Splice((int)start, (int)n, items);
                return;
            }
            if (items.Length == 0)
            {
                DeleteStepped(start, step, n);
                return;
            }
            if (items.Length != n) throw Err.ValueError($"attempt to assign bytes of size {items.Length} to extended slice of size {n}");
            for (int k = 0; k < n; k++, start += step) data[head + (int)start] = items[k];
        }
    }

    private void DeleteStepped(long start, long step, long n)
    {
        if (n == 0) return;
        CheckResizable();
        if (step < 0)
        {
            start += step * (n - 1);
            step = -step;
        }
        var kept = new byte[count - n];
        int to = 0;
        for (int k = 0; k < count; k++)
            if (k < start || (k - start) % step != 0 || (k - start) / step >= n) kept[to++] = data[head + k];
        ReplaceAll(kept);
    }

    /// <summary>Replaces a run of bytes by others.</summary>
    private void Splice(int at, int remove, ReadOnlySpan<byte> insert)
    {
        int grow = insert.Length - remove;
        if (grow != 0) CheckResizable();
        if (grow < 0 && at == 0)
        {
            head -= grow;
            count += grow;
        }
        else if (grow != 0)
        {
            int tail = count - at - remove;
            if (grow > 0) EnsureRoom(grow);
            Array.Copy(data, head + at + remove, data, head + at + insert.Length, tail);
            count += grow;
        }
        insert.CopyTo(data.AsSpan(head + at));
    }

    private void EnsureRoom(int more)
    {
        long need = (long)count + more;
        if (need > Array.MaxLength) throw Err.MemoryError();
        if (head + need <= data.Length) return;
        var next = new byte[(int)Math.Min(Array.MaxLength, need + (need >> 3) + (need < 9 ? 3 : 6))];
        data.AsSpan(head, count).CopyTo(next);
        data = next;
        head = 0;
    }

    private void CheckResizable()
    {
        if (exports == 0 && pins == 0) return;
        if (pins > 0 || HeldViews.Any(this)) throw Err.BufferError("Existing exports of data: object cannot be re-sized");
        // Views that nobody holds any more keep what they have.
        data = AsSpan().ToArray();
        head = 0;
        exports = 0;
        exportAge++;
    }

    private void Resize(int n)
    {
        if (n == count) return;
        CheckResizable();
        if (n > count)
        {
            EnsureRoom(n - count);
            data.AsSpan(head + count, n - count).Clear();
        }
        count = n;
    }

    private void ReplaceAll(byte[] bytes)
    {
        if (bytes.Length != count) CheckResizable();
        if (exports > 0)
        {
            bytes.CopyTo(Writable);
            return;
        }
        data = bytes;
        head = 0;
        count = bytes.Length;
    }

    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return;
        lock (gate)
        {
            CheckResizable();
            EnsureRoom(bytes.Length);
            bytes.CopyTo(data.AsSpan(head + count));
            count += bytes.Length;
        }
    }

    [PyMethod("append", Doc = "Append a single item to the end of the bytearray.\n\n  item\n    The item to be appended.")]
    private void Append(Value item)
    {
        byte b = BytesConversion.Byte(item);
        if (!PyThread.MultiThreaded) Put(b);
        else
            lock (gate) Put(b);
    }

    private void Put(byte b)
    {
        CheckResizable();
        EnsureRoom(1);
        data[head + count++] = b;
    }

    [PyMethod("extend", Doc = "Append all the items from the iterator or sequence to the end of the bytearray.\n\n  iterable_of_ints\n    The iterable of items to append.")]
    private void Extend(Value iterableOfInts)
    {
        if (Buffers.TryGet(iterableOfInts, out var b))
        {
            AppendBytes(iterableOfInts.Ref == (PyObject)this ? b.ToArray() : b);
            return;
        }
        if (!Ops.Has(iterableOfInts, Slot.Iter) && !Ops.Has(iterableOfInts, Slot.GetItem))
            throw Err.TypeError($"can't extend bytearray with {Ops.TypeName(iterableOfInts)}");
        if (iterableOfInts.Ref is PyStr) throw Err.TypeError("expected iterable of integers; got: 'str'");
        var items = new List<byte>();
        if (iterableOfInts.Type.IsHeap) Ops.LengthHint(iterableOfInts, 32);
        foreach (var x in Ops.Iterate(iterableOfInts)) items.Add(BytesConversion.Byte(x));
        AppendBytes(CollectionsMarshal.AsSpan(items));
    }

    [PyMethod("insert", Doc = "Insert a single item into the bytearray before the given index.\n\n  index\n    The index where the value is to be inserted.\n  item\n    The item to be inserted.")]
    private void Insert(long index, Value item)
    {
        byte b = BytesConversion.Byte(item);
        lock (gate)
        {
            if (index < 0) index = Math.Max(0, index + count);
            Splice((int)Math.Min(index, count), 0, [b]);
        }
    }

    [PyMethod("pop", Doc = "Remove and return a single item from B.\n\n  index\n    The index from where to remove the item.\n    -1 (the default value) means remove the last item.\n\nIf no index argument is given, will pop the last item.")]
    private long Pop(long index = -1)
    {
        lock (gate)
        {
            if (count == 0) throw Err.IndexError("pop from empty bytearray");
            if (index < 0) index += count;
            if ((ulong)index >= (ulong)count) throw Err.IndexError("pop index out of range");
            CheckResizable();
            byte b = data[head + (int)index];
            Splice((int)index, 1, []);
            return b;
        }
    }

    [PyMethod("remove", Doc = "Remove the first occurrence of a value in the bytearray.\n\n  value\n    The value to remove.")]
    private void Remove(Value value)
    {
        byte b = BytesConversion.Byte(value);
        lock (gate)
        {
            int i = AsSpan().IndexOf(b);
            if (i < 0) throw Err.ValueError("value not found in bytearray");
            Splice(i, 1, []);
        }
    }

    [PyMethod("clear", Doc = "Remove all items from the bytearray.")]
    private void Clear()
    {
        lock (gate)
        {
            if (count > 0) CheckResizable();
            if (exports > 0) return;
            data = [];
            head = count = 0;
        }
    }

    [PyMethod("reverse", Doc = "Reverse the order of the values in B in place.")]
    private void Reverse() => Writable.Reverse();

    [PyMethod("copy", Doc = "Return a copy of B.")]
    private Value Copy() => WrapSame();

    [PyMethod("__alloc__", Doc = "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated.")]
    private long Alloc() => data.Length == 0 ? 0 : data.Length + 1;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private Value Reduce() => ReduceTo(2);

    [PyMethod("__reduce_ex__", Doc = "Return state information for pickling.")]
    private Value ReduceEx(int proto = 0) => ReduceTo(proto);

    private Value ReduceTo(int proto)
    {
        var state = ObjectReducer.State(new Value(this), false);
        var args = proto < 3
            ? new PyTuple(count == 0 ? [] : [Value.Str(System.Text.Encoding.Latin1.GetString(AsSpan())), Value.Str("latin-1")])
            : new PyTuple(count == 0 ? [] : [new Value(new PyBytes(AsSpan()))]);
        return new Value(new PyTuple([new Value(Type), new Value(args), state]));
    }

    [PyMethod("hex", Doc = "Create a string of hexadecimal numbers from a bytearray object.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = bytearray([0xb9, 0x01, 0xef])\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'")]
    private string HexMethod([Opt, Kw] Value sep, [Kw("bytes_per_sep")] long bytesPerSep = 1) => Hex(sep, bytesPerSep);

    [PyClassMethod("fromhex", Doc = "Create a bytearray object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytearray.fromhex('B9 01EF') -> bytearray(b'\\\\xb9\\\\x01\\\\xef')")]
    private static Value FromHex(PyType cls, PyStr @string)
    {
        var bytes = BytesConversion.FromHex(@string);
        return cls == TypeObject ? new Value(new PyByteArray(bytes)) : Ops.Call(new Value(cls), new Value(new PyBytes(bytes)));
    }

    [PyMethod("__buffer__", Doc = "Return a buffer object that exposes the underlying memory of the object.")]
    internal Value BufferMethod(long flags) => new(new PyMemoryView(this));

    [PyMethod("__release_buffer__", Doc = "Release the buffer object that exposes the underlying memory of the object.")]
    internal void ReleaseBufferMethod(PyMemoryView buffer) => buffer.Release();

    /// <summary>What makes the items must not change the size of the separator.</summary>
    private protected override Value[] ItemsToJoin(Value iterable)
    {
        Interlocked.Increment(ref pins);
        try
        {
            return base.ItemsToJoin(iterable);
        }
        finally
        {
            Interlocked.Decrement(ref pins);
        }
    }

    public BufferInfo GetBuffer()
    {
        lock (gate)
        {
            exports++;
            int age = exportAge;
            return new BufferInfo { Memory = data.AsMemory(head, count), Owner = this, OnRelease = () => ReleaseBuffer(age) };
        }
    }

    public void ReleaseBuffer() => ReleaseBuffer(exportAge);

    private void ReleaseBuffer(int age)
    {
        lock (gate)
            if (age == exportAge) exports--;
    }
}

/// <summary>Iterates over a bytearray, which may change meanwhile.</summary>
[PyType("bytearray_iterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyByteArrayIterator : PyObject
{
    internal PyByteArray? bytes;
    internal int at;

    internal PyByteArrayIterator(PyByteArray bytes) : base(TypeObject.RootShape) => this.bytes = bytes;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (bytes == null) return Value.Done;
        var a = bytes.AsSpan();
        if (at < a.Length) return Value.Int(a[at++]);
        bytes = null;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => bytes == null ? 0 : Math.Max(0, bytes.Count - at);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private Value Reduce()
    {
        var iter = Modules.BuiltinsModule.Get("iter");
        return bytes == null
            ? new Value(new PyTuple([iter, new Value(new PyTuple([new Value(PyTuple.Empty)]))]))
            : new Value(new PyTuple([iter, new Value(new PyTuple([new Value(bytes)])), Value.Int(at)]));
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (bytes != null) at = (int)Math.Clamp(state, 0, bytes.Count);
    }
}
