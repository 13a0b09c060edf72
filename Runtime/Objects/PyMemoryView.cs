namespace TieredPy.Runtime.Objects;

/// <summary>A view of an object's memory (PEP 3118): items of one format in any number of dimensions.</summary>
[PyType("memoryview", Subclassable = false, Weakrefable = true, Match = "sequence", Doc = "Create a new memoryview object which references the given object.")]
public sealed partial class PyMemoryView : PyObject, IPyBuffer, IBufferView
{
    private const int MaxDimensions = 64;

    private readonly Export export;
    private readonly string format;
    private readonly int itemSize;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly long offset;
    private readonly bool readOnly;
    private bool released;

    /// <summary>
    /// The array that the items are numbers of, from the <see cref="first"/> on, counted in numbers, one behind the other; null when they are something else or lie
    /// otherwise, or when the view was released. The format, an <see cref="ElementFormat"/>, is known as long as the view isn't collected.
    /// </summary>
    private byte[]? elements;
    private int first, count;
    internal int elementFormat;
    private int exports;
    private long hash;

    /// <summary>A view of an exporter's whole buffer.</summary>
    internal PyMemoryView(PyObject exporter) : base(TypeObject.RootShape)
    {
        var info = Buffers.Acquire(new Value(exporter));
        export = new Export(info);
        format = info.Format;
        itemSize = info.ItemSize;
        shape = MemoryLayout.ShapeOf(info);
        strides = MemoryLayout.StridesOf(info);
        offset = info.Offset;
        readOnly = info.ReadOnly;
        FindElements();
    }

    /// <summary>A view of memory that C# code provides.</summary>
    internal PyMemoryView(BufferInfo info) : base(TypeObject.RootShape)
    {
        export = new Export(info);
        format = info.Format;
        itemSize = info.ItemSize;
        shape = MemoryLayout.ShapeOf(info);
        strides = MemoryLayout.StridesOf(info);
        offset = info.Offset;
        readOnly = info.ReadOnly;
        FindElements();
    }

    private PyMemoryView(PyMemoryView from, string format, int itemSize, long[] shape, long[] strides, long offset, bool readOnly) : base(TypeObject.RootShape)
    {
        export = from.export;
        export.Open();
        this.format = format;
        this.itemSize = itemSize;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.readOnly = readOnly;
        FindElements();
    }

    /// <summary>Notes where the items are, when they are numbers that lie one behind the other.</summary>
    private void FindElements()
    {
        var f = ElementFormats.Of(MemoryItems.Single(format));
        if (f == ElementFormat.None || shape.Length != 1 || shape[0] > 1 && strides[0] != itemSize || ElementFormats.SizeOf(f) != itemSize) return;
        if (!MemoryMarshal.TryGetArray((ReadOnlyMemory<byte>)export.Info.Memory, out var segment) || segment.Array == null) return;
        long start = segment.Offset + offset;
        if (start % itemSize != 0 || start + shape[0] * itemSize > segment.Array.Length) return;
        (first, count, elementFormat) = ((int)(start / itemSize), (int)shape[0], (int)f);
        elements = segment.Array;
    }

    /// <summary>The underlying buffer, shared by the views made of one another; released with the last.</summary>
    private sealed class Export(BufferInfo info)
    {
        private int views = 1;

        public BufferInfo Info => info;

        public void Open() => Interlocked.Increment(ref views);

        public void Close()
        {
            if (Interlocked.Decrement(ref views) == 0) info.Release();
        }

        ~Export()
        {
            try
            {
                info.Release();
            }
            catch (PyException)
            {
                // Nobody is there to hear of it.
            }
        }
    }

    [PyNew]
    private static Value New(PyType cls, [Kw] Value @object)
    {
        if (@object.Ref is PyMemoryView v)
        {
            v.Check();
            return new Value(new PyMemoryView(v, v.format, v.itemSize, v.shape, v.strides, v.offset, v.readOnly));
        }
        if (!Buffers.Has(@object)) throw Err.TypeError($"memoryview: a bytes-like object is required, not '{Ops.TypeName(@object)}'");
        return new Value(new PyMemoryView(@object.Ref!));
    }

    [PyClassMethod("_from_flags", Doc = "Create a new memoryview object which references the given object.")]
    private static Value FromFlags(PyType cls, [Kw] Value @object, [Kw] int flags) => New(cls, @object);

    private void Check()
    {
        if (released) throw Err.ValueError("operation forbidden on released memoryview object");
    }

    /// <inheritdoc/>
    public bool IsOf(PyObject exporter) => !released && export.Info.Owner == exporter;

    private Span<byte> Memory => export.Info.Memory.Span;

    private bool IsContiguous => MemoryLayout.IsC(shape, strides, itemSize);

    private long Items => MemoryLayout.Product(shape);

    internal BufferInfo Info => new()
    {
        Memory = export.Info.Memory,
        Owner = this,
        ReadOnly = readOnly,
        Format = format,
        ItemSize = itemSize,
        Shape = shape,
        Strides = strides,
        Offset = offset,
    };

    public BufferInfo GetBuffer()
    {
        Check();
        exports++;
        return Info;
    }

    public void ReleaseBuffer() => exports--;

    [PyMethod("__buffer__", Doc = "Return a buffer object that exposes the underlying memory of the object.")]
    internal Value BufferMethod(long flags) => New(TypeObject, new Value(this));

    [PyMethod("__release_buffer__", Doc = "Release the buffer object that exposes the underlying memory of the object.")]
    internal void ReleaseBufferMethod(PyMemoryView buffer) => buffer.Release();

    [PyMethod("release", Doc = "Release the underlying buffer exposed by the memoryview object.")]
    internal void Release()
    {
        if (released) return;
        if (exports > 0) throw Err.BufferError($"memoryview has {exports} exported buffer{(exports == 1 ? "" : "s")}");
        released = true;
        elements = null;
        export.Close();
    }

    [PyMethod("__enter__")]
    private Value Enter()
    {
        Check();
        return new Value(this);
    }

    [PyMethod("__exit__", Doc = "Release the underlying buffer exposed by the memoryview object.")]
    private void Exit([StarArgs] ReadOnlySpan<Value> args) => Release();

    [PyGetter("obj", Doc = "The underlying object of the memoryview.")]
    private Value Obj
    {
        get
        {
            Check();
            return new Value(export.Info.Owner);
        }
    }

    [PyGetter("nbytes", Doc = "The amount of space in bytes that the array would use in\n a contiguous representation.")]
    private Value NBytes => Value.Int(Checked().Items * itemSize);

    [PyGetter("itemsize", Doc = "The size in bytes of each element of the memoryview.")]
    private Value ItemSizeValue => Value.Int(Checked().itemSize);

    [PyGetter("format", Doc = "A string containing the format (in struct module style)\n for each element in the view.")]
    private Value FormatValue => Value.Str(Checked().format);

    [PyGetter("ndim", Doc = "An integer indicating how many dimensions of a multi-dimensional\n array the memory represents.")]
    private Value NDim => Value.Int(Checked().shape.Length);

    [PyGetter("shape", Doc = "A tuple of ndim integers giving the shape of the memory\n as an N-dimensional array.")]
    private Value ShapeValue => Tuple(Checked().shape);

    [PyGetter("strides", Doc = "A tuple of ndim integers giving the size in bytes to access\n each element for each dimension of the array.")]
    private Value StridesValue => Tuple(Checked().strides);

    [PyGetter("suboffsets", Doc = "A tuple of integers used internally for PIL-style arrays.")]
    private Value SubOffsets => new(Checked() == null ? PyTuple.Empty : PyTuple.Empty);

    [PyGetter("readonly", Doc = "A bool indicating whether the memory is read only.")]
    private Value ReadOnlyValue => Value.Bool(Checked().readOnly);

    [PyGetter("c_contiguous", Doc = "A bool indicating whether the memory is C contiguous.")]
    private Value CContiguous => Value.Bool(Checked().IsContiguous);

    [PyGetter("f_contiguous", Doc = "A bool indicating whether the memory is Fortran contiguous.")]
    private Value FContiguous => Value.Bool(MemoryLayout.IsFortran(Checked().shape, strides, itemSize));

    [PyGetter("contiguous", Doc = "A bool indicating whether the memory is contiguous.")]
    private Value Contiguous => Value.Bool(Checked().IsContiguous || MemoryLayout.IsFortran(shape, strides, itemSize));

    private PyMemoryView Checked()
    {
        Check();
        return this;
    }

    private static Value Tuple(long[] numbers)
    {
        var items = new Value[numbers.Length];
        for (int i = 0; i < items.Length; i++) items[i] = Value.Int(numbers[i]);
        return new Value(new PyTuple(items));
    }

    public override Value Repr() => Value.Str(released ? $"<released memory at {Addresses.Text(new Value(this))}>" : $"<memory at {Addresses.Text(new Value(this))}>");

    public override long Len()
    {
        Check();
        return shape.Length == 0 ? throw Err.TypeError("0-dim memory has no length") : shape[0];
    }

    public override long Hash()
    {
        if (hash != 0) return hash;
        Check();
        if (!readOnly) throw Err.ValueError("cannot hash writable memoryview object");
        if (MemoryItems.Single(format) is not ('B' or 'b' or 'c')) throw Err.ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        _ = Ops.Hash(new Value(export.Info.Owner));
        return hash = StringHash.OfText(MemoryLayout.ToArray(Info));
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        if (other.Ref == (PyObject)this) return Value.Bool(op == CmpOp.Eq);
        if (released || other.Ref is PyMemoryView { released: true }) return Value.Bool(op == CmpOp.Ne);
        if (!Buffers.Has(other)) return Value.NotImplemented;
        var b = Buffers.Acquire(other);
        try
        {
            return Value.Bool(SameItems(Info, b) == (op == CmpOp.Eq));
        }
        finally
        {
            b.Release();
        }
    }

    private static bool SameItems(BufferInfo a, BufferInfo b)
    {
        if (!MemoryLayout.ShapeOf(a).AsSpan().SequenceEqual(MemoryLayout.ShapeOf(b))) return false;
        char f = MemoryItems.Single(a.Format), g = MemoryItems.Single(b.Format);
        var x = MemoryLayout.ToArray(a);
        var y = MemoryLayout.ToArray(b);
        if (f != '\0' && f == g && f is not ('f' or 'd' or 'e' or '?')) return x.AsSpan().SequenceEqual(y);
        long n = MemoryLayout.Product(MemoryLayout.ShapeOf(a));
        if (f == '\0' || g == '\0')
        {
            // Structured items: by what the struct module makes of them.
            if (!Modules.StructFormat.TryParse(a.Format, out var p) || !Modules.StructFormat.TryParse(b.Format, out var q)) return false;
            for (int i = 0; i < n; i++)
                if (!Ops.Eq(new Value(p.Unpack(x.AsSpan(i * a.ItemSize, a.ItemSize))), new Value(q.Unpack(y.AsSpan(i * b.ItemSize, b.ItemSize))))) return false;
            return true;
        }
        for (int i = 0; i < n; i++)
        {
            var u = MemoryItems.Read(f, x.AsSpan(i * a.ItemSize));
            var v = MemoryItems.Read(g, y.AsSpan(i * b.ItemSize));
            if (!Ops.CompareBool(CmpOp.Eq, u, v)) return false;
        }
        return true;
    }

    private char SingleFormat()
    {
        char f = MemoryItems.Single(format);
        return f != '\0' ? f : throw Err.NotImplementedError($"memoryview: unsupported format {format}");
    }

    public override Value GetItem(Value key)
    {
        Check();
        if (shape.Length == 0)
        {
            if (key.Ref is PyTuple { Count: 0 }) return MemoryItems.Read(SingleFormat(), Memory[(int)offset..]);
            if (key.Ref is PyEllipsis) return new Value(this);
            throw Err.TypeError("invalid indexing of 0-dim memory");
        }
        if (key.Ref is PyEllipsis) return new Value(this);
        if (Sequences.TryIndex(key, out long i))
        {
            Check();
            if (shape.Length > 1) throw Err.NotImplementedError("multi-dimensional sub-views are not implemented");
            char f = SingleFormat();
            return MemoryItems.Read(f, Memory[(int)At(offset, 0, i)..]);
        }
        if (key.Ref is PySlice slice) return new Value(Sliced(slice));
        if (key.Ref is PyTuple t && IsIndices(t)) return MemoryItems.Read(SingleFormat(), Memory[(int)At(t)..]);
        if (key.Ref is PyTuple slices && AreSlices(slices)) throw Err.NotImplementedError("multi-dimensional slicing is not implemented");
        throw Err.TypeError("memoryview: invalid slice key");
    }

    public override void SetItem(Value key, Value value)
    {
        Check();
        char f = MemoryItems.Single(format);
        if (readOnly) throw Err.TypeError("cannot modify read-only memory");
        if (f == '\0') throw Err.NotImplementedError($"memoryview: unsupported format {format}");
        if (shape.Length == 0)
        {
            if (key.Ref is not (PyEllipsis or PyTuple { Count: 0 })) throw Err.TypeError("invalid indexing of 0-dim memory");
            Store(f, offset, value);
            return;
        }
        if (Sequences.TryIndex(key, out long i))
        {
            if (shape.Length > 1) throw Err.NotImplementedError("sub-views are not implemented");
            Store(f, At(offset, 0, i), value);
        }
        else if (key.Ref is PySlice slice && shape.Length == 1)
        {
            var part = Sliced(slice);
            if (released) part.Release();
            Check();
            Assign(part, value);
        }
        else if (key.Ref is PyTuple t && IsIndices(t)) Store(f, At(t), value);
        else if (key.Ref is PySlice || (key.Ref is PyTuple slices && AreSlices(slices))) throw Err.NotImplementedError("memoryview slice assignments are currently restricted to ndim = 1");
        else throw Err.TypeError("memoryview: invalid slice key");
    }

    public override void DelItem(Value key)
    {
        Check();
        throw Err.TypeError(readOnly ? "cannot modify read-only memory" : "cannot delete memory");
    }

    private void Store(char f, long at, Value value)
    {
        Span<byte> item = stackalloc byte[8];
        MemoryItems.Write(f, item, value);
        Check();
        item[..itemSize].CopyTo(Memory[(int)at..]);
    }

    private static void Assign(PyMemoryView to, Value value)
    {
        var from = Buffers.Acquire(value);
        try
        {
            if (!MemoryLayout.ShapeOf(from).AsSpan().SequenceEqual(to.shape) || from.Format.TrimStart('@') != to.format.TrimStart('@'))
                throw Err.ValueError("memoryview assignment: lvalue and rvalue have different structures");
            var items = MemoryLayout.ToArray(from);
            long at = to.offset;
            for (int i = 0; i < to.shape[0]; i++, at += to.strides[0]) items.AsSpan(i * to.itemSize, to.itemSize).CopyTo(to.Memory[(int)at..]);
        }
        finally
        {
            from.Release();
            to.Release();
        }
    }

    private static bool AreSlices(PyTuple t)
    {
        foreach (var x in t.AsSpan())
            if (x.Ref is not PySlice) return false;
        return t.Count > 0;
    }

    private static bool IsIndices(PyTuple t)
    {
        foreach (var x in t.AsSpan())
            if (!Ops.HasIndex(x)) return false;
        return true;
    }

    private long At(PyTuple indices)
    {
        if (indices.Count < shape.Length) throw Err.NotImplementedError("sub-views are not implemented");
        if (indices.Count > shape.Length) throw Err.TypeError($"cannot index {shape.Length}-dimension view with {indices.Count}-element tuple");
        long at = offset;
        for (int d = 0; d < shape.Length; d++) at = At(at, d, Ops.AsIndex(indices[d]));
        Check();
        return at;
    }

    private long At(long from, int dimension, long i)
    {
        if (i < 0) i += shape[dimension];
        if ((ulong)i >= (ulong)shape[dimension]) throw Err.IndexError($"index out of bounds on dimension {dimension + 1}");
        return from + i * strides[dimension];
    }

    private PyMemoryView Sliced(PySlice slice)
    {
        // Converting the indices may run code that releases this view: the new one holds the memory before that.
        var held = export;
        held.Open();
        try
        {
            slice.Indices(shape[0], out long start, out _, out long step, out long count);
            var s = (long[])shape.Clone();
            var t = (long[])strides.Clone();
            s[0] = count;
            t[0] = strides[0] * step;
            return new PyMemoryView(this, format, itemSize, s, t, count == 0 ? offset : offset + start * strides[0], readOnly);
        }
        finally
        {
            held.Close();
        }
    }

    public override Value Iter()
    {
        Check();
        if (shape.Length == 0) throw Err.TypeError("invalid indexing of 0-dim memory");
        if (shape.Length > 1) throw Err.NotImplementedError("multi-dimensional sub-views are not implemented");
        SingleFormat();
        return new Value(new PyMemoryIterator(this));
    }

    [PyMethod("tolist", Doc = "Return the data in the buffer as a list of elements.")]
    private Value ToList()
    {
        Check();
        return ListOf(SingleFormat(), 0, offset);
    }

    private Value ListOf(char f, int dimension, long at)
    {
        if (dimension == shape.Length) return MemoryItems.Read(f, Memory[(int)at..]);
        var items = new Value[shape[dimension]];
        for (int i = 0; i < items.Length; i++) items[i] = ListOf(f, dimension + 1, at + i * strides[dimension]);
        return new Value(new PyList(items));
    }

    [PyMethod("tobytes", Doc = "Return the data in the buffer as a byte string.\n\nOrder can be {'C', 'F', 'A'}. When order is 'C' or 'F', the data of the\noriginal array is converted to C or Fortran order. For contiguous views,\n'A' returns an exact copy of the physical memory. In particular, in-memory\nFortran order is preserved. For non-contiguous views, the data is converted\nto C first. order=None is the same as order='C'.")]
    private Value ToBytes([OptNone, Kw] PyStr? order)
    {
        Check();
        string o = order?.ToString() ?? "C";
        if (o is not ("C" or "F" or "A")) throw Err.ValueError("order must be 'C', 'F' or 'A'");
        bool fortran = o == "F" || (o == "A" && !IsContiguous && MemoryLayout.IsFortran(shape, strides, itemSize));
        if (!fortran) return new Value(PyBytes.Make(MemoryLayout.ToArray(Info)));
        // Column order: read with the dimensions reversed.
        var s = (long[])shape.Clone();
        var t = (long[])strides.Clone();
        Array.Reverse(s);
        Array.Reverse(t);
        return new Value(new PyBytes(MemoryLayout.ToArray(new BufferInfo { Memory = export.Info.Memory, Owner = this, ItemSize = itemSize, Shape = s, Strides = t, Offset = offset })));
    }

    [PyMethod("hex", Doc = "Return the data in the buffer as a str of hexadecimal numbers.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = memoryview(b'\\xb9\\x01\\xef')\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'")]
    private string Hex([Opt, Kw] Value sep, [Kw("bytes_per_sep")] long bytesPerSep = 1)
    {
        Check();
        return BytesHex.Of(MemoryLayout.ToArray(Info), sep, bytesPerSep);
    }

    [PyMethod("toreadonly", Doc = "Return a readonly version of the memoryview.")]
    private Value ToReadOnly()
    {
        Check();
        return new Value(new PyMemoryView(this, format, itemSize, shape, strides, offset, true));
    }

    [PyMethod("cast", Doc = "Cast a memoryview to a new format or shape.")]
    private Value Cast([Kw] string format, [Opt, Kw] Value shape)
    {
        Check();
        if (!IsContiguous) throw Err.TypeError("memoryview: casts are restricted to C-contiguous views");
        bool toShape = !shape.IsMissing;
        if (toShape && shape.Ref is not (PyList or PyTuple)) throw Err.TypeError("shape must be a list or a tuple");
        if (toShape && this.shape.Length != 1 || !toShape && this.shape.Length > 1 && MemoryLayout.Product(this.shape) == 0)
            throw Err.TypeError(toShape ? "memoryview: cast must be 1D -> ND or ND -> 1D" : "memoryview: cannot cast view with zeros in shape or strides");
        char f = MemoryItems.Single(format);
        if (f == '\0') throw Err.ValueError("memoryview: destination format must be a native single character format prefixed with an optional '@'");
        char old = MemoryItems.Single(this.format);
        if (f is not ('b' or 'B' or 'c') && old is not ('b' or 'B' or 'c') && (f != old || old == '\0')) throw Err.TypeError("memoryview: cannot cast between two non-byte formats");
        int size = MemoryItems.Size(f);
        long bytes = Items * itemSize;
        if (bytes % size != 0) throw Err.TypeError("memoryview: length is not a multiple of itemsize");
        long[] dims = toShape ? CastShape(Ops.ToArray(shape), size, bytes) : [bytes / size];
        return new Value(new PyMemoryView(this, format, size, dims, MemoryLayout.CStrides(dims, size), offset, readOnly));
    }

    private static long[] CastShape(Value[] given, int size, long bytes)
    {
        if (given.Length > MaxDimensions) throw Err.ValueError($"memoryview: number of dimensions must not exceed {MaxDimensions}");
        var dims = new long[given.Length];
        long product = size;
        for (int i = 0; i < dims.Length; i++)
        {
            if (!IntOps.IsInt(given[i])) throw Err.TypeError("memoryview.cast(): elements of shape must be integers");
            dims[i] = Ops.AsLong(given[i]);
            if (dims[i] <= 0) throw Err.ValueError("memoryview.cast(): elements of shape must be integers > 0");
            if (product > long.MaxValue / dims[i]) throw Err.ValueError("memoryview.cast(): product(shape) > SSIZE_MAX");
            product *= dims[i];
        }
        if (product != bytes) throw Err.TypeError("memoryview: product(shape) * itemsize != buffer size");
        return dims;
    }

    /// <summary>The item at an index, or Done past the end.</summary>
    internal Value ItemAt(long i)
    {
        if (i >= shape[0]) return Value.Done;
        Check();
        return MemoryItems.Read(SingleFormat(), Memory[(int)(offset + i * strides[0])..]);
    }
}

/// <summary>Iterates over a one-dimensional memoryview.</summary>
[PyType("memory_iterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyMemoryIterator : PyObject
{
    internal PyMemoryView? view;
    internal long at;

    internal PyMemoryIterator(PyMemoryView view) : base(TypeObject.RootShape) => this.view = view;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (view == null) return Value.Done;
        var v = view.ItemAt(at++);
        if (v.IsDone) view = null;
        return v;
    }
}
