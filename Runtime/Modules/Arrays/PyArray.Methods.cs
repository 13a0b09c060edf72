namespace TieredPy.Runtime.Modules.Arrays;

/// <summary>The methods of array.</summary>
internal partial class PyArray
{
    [PyGetter("typecode", Doc = "the typecode character used to create the array")] private string TypeCode => code.Code.ToString();

    [PyGetter("itemsize", Doc = "the size, in bytes, of one array item")] private long ItemSize => code.Size;

    [PyMethod("append", Doc = "Append new value v to the end of the array.")] private void AppendMethod(Value v) => AppendItem(v);

    [PyMethod("extend", Doc = "Append items to the end of the array.")]
    private void Extend(Value bb)
    {
        if (bb.Ref is PyArray o) ExtendArray(o);
        else
            foreach (var v in Ops.Iterate(bb)) AppendItem(v);
    }

    [PyMethod("insert", Doc = "Insert a new item v into the array before position i.")]
    private void InsertMethod(long i, Value v)
    {
        if (i < 0) i = Math.Max(0, i + count);
        Insert((int)Math.Min(i, count), v);
    }

    [PyMethod("pop", Doc = "Return the i-th element and delete it from the array.\n\ni defaults to -1.")]
    private Value Pop(long i = -1)
    {
        if (count == 0) throw Err.IndexError("pop from empty array");
        i = Sequences.Wrap(i, count);
        if (i < 0) throw Err.IndexError("pop index out of range");
        var v = At(i);
        Splice((int)i, 1, default);
        return v;
    }

    [PyMethod("clear", Doc = "Remove all items from the array.")] private void Clear() => Splice(0, count, default);

    [PyMethod("remove", Doc = "Remove the first occurrence of v in the array.")]
    private void Remove(Value v)
    {
        for (long i = 0; TryGet(i, out var x); i++)
        {
            if (!Same(x, v)) continue;
            Splice((int)i, 1, default);
            return;
        }
        throw Err.ValueError("array.remove(x): x not in array");
    }

    [PyMethod("index", Signature = "($self, v, start=0, stop=sys.maxsize, /)", Doc = """
        Return index of first occurrence of v in the array.

        Raise ValueError if the value is not present.
        """)]
    private long IndexOf(Value v, [Opt] Value start, [Opt] Value stop)
    {
        long from = Sequences.SearchBound(start, count, 0);
        long to = Sequences.SearchBound(stop, count, long.MaxValue);
        for (long i = from; i < to && TryGet(i, out var x); i++)
            if (Same(x, v)) return i;
        throw Err.ValueError("array.index(x): x not in array");
    }

    [PyMethod("count", Doc = "Return number of occurrences of v in the array.")]
    private long CountOf(Value v)
    {
        long n = 0;
        for (long i = 0; TryGet(i, out var x); i++)
            if (Same(x, v)) n++;
        return n;
    }

    [PyMethod("reverse", Doc = "Reverse the order of the items in the array.")]
    private void Reverse()
    {
        var bytes = Bytes;
        bytes.Reverse();
        code.Swap(bytes);
    }

    [PyMethod("byteswap", Doc = """
        Byteswap all items of the array.

        If the items in the array are not 1, 2, 4, or 8 bytes in size, RuntimeError is
        raised.
        """)]
    private void ByteSwap() => code.Swap(Bytes);

    [PyMethod("buffer_info", Doc = """
        Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.

        The length should be multiplied by the itemsize attribute to calculate
        the buffer length in bytes.
        """)]
    private unsafe PyTuple BufferInfoMethod()
    {
        fixed (byte* p = data) return new PyTuple(Value.Int((long)p), Value.Int(count));
    }

    [PyMethod("tolist", Doc = "Convert array to an ordinary list with the same items.")]
    private PyList ToListMethod()
    {
        var list = new PyList();
        for (long i = 0; TryGet(i, out var v); i++) list.Append(v);
        return list;
    }

    [PyMethod("fromlist", Doc = "Append items to array from list.")]
    private void FromList(Value list)
    {
        if (list.Ref is not PyList l) throw Err.TypeError("arg must be list");
        int before = count;
        int n = l.Count;
        try
        {
            for (int i = 0; i < n; i++)
            {
                AppendItem(l[i]);
                if (l.Count != n) throw Err.RuntimeError("list changed size during iteration");
            }
        }
        catch (PyException)
        {
            count = Math.Min(count, before);
            throw;
        }
    }

    [PyMethod("tobytes", Doc = "Convert the array to an array of machine values and return the bytes representation.")]
    private PyBytes ToBytes() => new(Bytes.ToArray());

    [PyMethod("frombytes", Doc = "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.")]
    private void FromBytes(Value buffer)
    {
        var bytes = Buffers.Get(buffer);
        if (bytes.Length % code.Size != 0) throw Err.ValueError("bytes length not a multiple of item size");
        Splice(count, 0, bytes);
    }

    [PyMethod("fromunicode", Doc = """
        Extends this array with data from the unicode string ustr.

        The array must be a unicode type array; otherwise a ValueError is raised.
        Use array.frombytes(ustr.encode(...)) to append Unicode data to an array of
        some other type.
        """)]
    private void FromUnicode(PyStr ustr)
    {
        if (!code.IsText) throw Err.ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
        AddText(ustr);
    }

    [PyMethod("tounicode", Doc = """
        Extends this array with data from the unicode string ustr.

        Convert the array to a unicode string.  The array must be a unicode type array;
        otherwise a ValueError is raised.  Use array.tobytes().decode() to obtain a
        unicode string from an array of some other type.
        """)]
    private PyObject ToUnicode() =>
        code.IsText ? ToText() : throw Err.ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')");

    [PyMethod("fromfile", Doc = "Read n objects from the file object f and append them to the end of the array.")]
    private void FromFile(Value f, long n)
    {
        if (n < 0) throw Err.ValueError("negative count");
        var read = Ops.CallMethod(f, "read", Ops.Mul(Value.Int(n), Value.Int(code.Size)));
        if (read.Ref is not PyBytes bytes) throw Err.TypeError("read() didn't return bytes");
        FromBytes(read);
        if (bytes.AsSpan().Length != n * code.Size) throw Err.EOFError("read() didn't return enough bytes");
    }

    [PyMethod("tofile", Doc = "Write all items (as machine values) to the file object f.")]
    private void ToFile(Value f)
    {
        const int block = 64 * 1024;
        for (int at = 0; at < count * code.Size; at += block)
            Ops.CallMethod(f, "write", new Value(new PyBytes(Bytes.Slice(at, Math.Min(block, count * code.Size - at)).ToArray())));
    }

    [PyMethod("__copy__", Doc = "Return a copy of the array.")] private PyArray Copy() => new(code, Bytes.ToArray(), count);

    [PyMethod("__deepcopy__", Doc = "Return a copy of the array.")] private PyArray DeepCopy(Value unused) => Copy();

    [PyMethod("__sizeof__", Doc = "Size of the array in memory, in bytes.")] private long SizeOf() => 64 + data.Length;

    [PyMethod("__reduce_ex__", Doc = "Return state information for pickling.")]
    private PyTuple ReduceEx(long value)
    {
        var state = Ops.TryGetAttr(new Value(this), "__dict__", out var d) ? d : Value.None;
        if (value < 3)
        {
            var items = code.IsText ? ToText() : ToListMethod();
            return new PyTuple(new Value(Type), new Value(new PyTuple(TypeCodeValue, new Value(items))), state);
        }
        var reconstructor = Ops.GetAttr(Importing.Importer.Import(PyStr.Intern("array"), Value.None, Value.None, 0), "_array_reconstructor");
        return new PyTuple(reconstructor, new Value(new PyTuple(new Value(Type), TypeCodeValue, Value.Int(code.MachineFormat), new Value(ToBytes()))), state);
    }

    private Value TypeCodeValue => Value.Str(code.Code.ToString());

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}

/// <summary>Iterator over an array.</summary>
[PyType("array.arrayiterator", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyArrayIterator : PyObject
{
    internal PyArray? array;
    internal long index;

    internal PyArrayIterator(PyArray array) : base(TypeObject.RootShape) => this.array = array;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var a = array;
        if (a == null) return Value.Done;
        if (a.TryGet(index, out var v))
        {
            index++;
            return v;
        }
        array = null;
        return Value.Done;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => array == null ? IteratorPickle.Sequence(PyTuple.Empty, -1) : IteratorPickle.Sequence(array, index);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (array != null) index = Math.Clamp(state, 0, array.Count);
    }
}
