namespace TieredPy.Runtime.Modules;

/// <summary>_struct: values packed as C structs.</summary>
[PyModule("_struct", Doc = "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.", Types = [typeof(PyStruct)])]
internal static partial class StructModule
{
    private const int CacheSize = 100;
    private static readonly Dictionary<string, StructFormat> Cache = [];

    /// <summary>struct.error.</summary>
    public static readonly PyType Error = MakeError();

    private static PyType MakeError()
    {
        var t = ExcTypes.Plain("error", ExcTypes.Exception, "");
        t.Module = "struct";
        return t;
    }

    public static PyException Fail(string message) => Err.Make(Error, message);

    [PyModuleInit]
    private static void Init(PyModule m) => m.Dict.Set(PyStr.Intern("error"), new Value(Error));

    [PyFunction("_clearcache", Doc = "Clear the internal cache.")]
    private static void ClearCache()
    {
        lock (Cache) Cache.Clear();
    }

    /// <summary>The format that a str or bytes argument spells.</summary>
    public static StructFormat Of(Value format)
    {
        string text = format.Ref switch
        {
            PyStr s => s.ToString(),
            PyBytes b => System.Text.Encoding.Latin1.GetString(b.Data),
            _ => throw Err.TypeError($"Struct() argument 1 must be a str or bytes object, not {Ops.TypeName(format)}"),
        };
        lock (Cache)
        {
            if (Cache.TryGetValue(text, out var known)) return known;
        }
        var made = StructFormat.Parse(text);
        lock (Cache)
        {
            if (Cache.Count >= CacheSize) Cache.Clear();
            Cache[text] = made;
        }
        return made;
    }

    [PyFunction("calcsize", Doc = "Return size in bytes of the struct described by the format string.")]
    private static long CalcSize(Value format) => Of(format).Size;

    [PyFunction("pack", Doc = "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values v1, v2, ... packed according\nto the format string.  See help(struct) for more on format strings."), RawCall]
    private static Value Pack(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw != null) throw Err.TypeError("_struct.pack() takes no keyword arguments");
        if (args.Length == 0) throw Err.TypeError("missing format argument");
        return Pack(Of(args[0]), args[1..]);
    }

    public static Value Pack(StructFormat f, ReadOnlySpan<Value> values)
    {
        if (values.Length != f.Count) throw Fail($"pack expected {f.Count} items for packing (got {values.Length})");
        var bytes = new byte[f.Size];
        f.Pack(values, bytes);
        return new Value(PyBytes.Make(bytes));
    }

    [PyFunction("pack_into", Doc = "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string and write\nthe packed bytes into the writable buffer buf starting at offset.  Note\nthat the offset is a required argument.  See help(struct) for more\non format strings."), RawCall]
    private static Value PackInto(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw != null) throw Err.TypeError("_struct.pack_into() takes no keyword arguments");
        if (args.Length == 0) throw Err.TypeError("missing format argument");
        return PackInto(Of(args[0]), args[1..]);
    }

    public static Value PackInto(StructFormat f, ReadOnlySpan<Value> args)
    {
        if (args.Length == 0) throw Fail("pack_into expected buffer argument");
        if (args.Length == 1) throw Fail("pack_into expected offset argument");
        if (args.Length - 2 != f.Count) throw Fail($"pack_into expected {f.Count} items for packing (got {args.Length - 2})");
        if (!Buffers.Has(args[0])) throw Err.TypeError($"argument must be read-write bytes-like object, not {Ops.TypeName(args[0])}");
        var buffer = Buffers.Acquire(args[0]);
        try
        {
            if (buffer.ReadOnly || !MemoryLayout.IsContiguous(buffer)) throw Err.TypeError($"argument must be read-write bytes-like object, not {Ops.TypeName(args[0])}");
            var memory = MemoryLayout.Span(buffer);
            long offset = Ops.AsIndex(args[1]);
            if (offset < 0)
            {
                if (offset + f.Size > 0) throw Fail($"no space to pack {f.Size} bytes at offset {offset}");
                if (offset + memory.Length < 0) throw Fail($"offset {offset} out of range for {memory.Length}-byte buffer");
                offset += memory.Length;
            }
            if (memory.Length - offset < f.Size)
                throw Fail($"pack_into requires a buffer of at least {(ulong)offset + (ulong)f.Size} bytes for packing {f.Size} bytes at offset {offset} (actual buffer size is {memory.Length})");
            f.Pack(args[2..], memory[(int)offset..]);
            return Value.None;
        }
        finally
        {
            buffer.Release();
        }
    }

    [PyFunction("unpack", Doc = "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size in bytes must be calcsize(format).\n\nSee help(struct) for more on format strings.")]
    private static PyTuple Unpack(Value format, Value buffer) => Unpack(Of(format), buffer);

    public static PyTuple Unpack(StructFormat f, Value buffer)
    {
        var b = Buffers.Get(buffer);
        return b.Length == f.Size ? f.Unpack(b) : throw Fail($"unpack requires a buffer of {f.Size} bytes");
    }

    [PyFunction("unpack_from", Doc = "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size, minus offset, must be at least calcsize(format).\n\nSee help(struct) for more on format strings.")]
    private static PyTuple UnpackFrom(Value format, [Kw] Value buffer, [Kw] long offset = 0) => UnpackFrom(Of(format), buffer, offset);

    public static PyTuple UnpackFrom(StructFormat f, Value buffer, long offset)
    {
        var b = Buffers.Get(buffer);
        if (offset < 0)
        {
            if (offset + f.Size > 0) throw Fail($"not enough data to unpack {f.Size} bytes at offset {offset}");
            if (offset + b.Length < 0) throw Fail($"offset {offset} out of range for {b.Length}-byte buffer");
            offset += b.Length;
        }
        if (b.Length - offset < f.Size)
            throw Fail($"unpack_from requires a buffer of at least {(ulong)offset + (ulong)f.Size} bytes for unpacking {f.Size} bytes at offset {offset} (actual buffer size is {b.Length})");
        return f.Unpack(b[(int)offset..]);
    }

    [PyFunction("iter_unpack", Doc = "Return an iterator yielding tuples unpacked from the given bytes.\n\nThe bytes are unpacked according to the format string, like\na repeated invocation of unpack_from().\n\nRequires that the bytes length be a multiple of the struct size.")]
    private static Value IterUnpack(Value format, Value buffer) => IterUnpack(Of(format), buffer);

    public static Value IterUnpack(StructFormat f, Value buffer)
    {
        if (f.Size == 0) throw Fail("cannot iteratively unpack with a struct of length 0");
        var b = Buffers.ToArray(buffer);
        if (b.Length % f.Size != 0) throw Fail($"iterative unpacking requires a buffer of a multiple of {f.Size} bytes");
        return new Value(new PyUnpackIterator(f, b));
    }
}

/// <summary>A compiled format.</summary>
[PyType("_struct.Struct", Weakrefable = true, Doc = "Struct(fmt) --> compiled struct object")]
internal partial class PyStruct : PyObject
{
    private StructFormat? format;

    internal PyStruct(Shape shape) : base(shape) { }

    private StructFormat Checked => format ?? throw Err.RuntimeError("Struct object is not initialized");

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Doc = "Create a compiled struct object.")]
    internal void Initialize([Kw] Value format) => this.format = StructModule.Of(format);

    [PyGetter("format", Doc = "struct format string")] private string Format => Checked.Format;

    [PyGetter("size", Doc = "struct size in bytes")] private long Size => Checked.Size;

    public override Value Repr() => new(PyStr.Of($"{Type.Name}({Ops.Repr(new Value(PyStr.Of(Checked.Format)))})"));

    [PyMethod("pack", Doc = "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, ... packed according\nto the format string S.format.  See help(struct) for more on format\nstrings.")]
    private Value Pack([StarArgs] ReadOnlySpan<Value> values) => StructModule.Pack(Checked, values);

    [PyMethod("pack_into", Doc = "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string S.format\nand write the packed bytes into the writable buffer buf starting at\noffset.  Note that the offset is a required argument.  See\nhelp(struct) for more on format strings.")]
    private Value PackInto([StarArgs] ReadOnlySpan<Value> values) => StructModule.PackInto(Checked, values);

    [PyMethod("unpack", Doc = "Return a tuple containing unpacked values.\n\nUnpack according to the format string Struct.format. The buffer's size in bytes\nmust be Struct.size.\n\nSee help(struct) for more on format strings.")]
    private PyTuple Unpack(Value buffer) => StructModule.Unpack(Checked, buffer);

    [PyMethod("unpack_from", Doc = "Return a tuple containing unpacked values.\n\nValues are unpacked according to the format string Struct.format.\n\nThe buffer's size in bytes, starting at position offset, must be\nat least Struct.size.\n\nSee help(struct) for more on format strings.")]
    private PyTuple UnpackFrom([Kw] Value buffer, [Kw] long offset = 0) => StructModule.UnpackFrom(Checked, buffer, offset);

    [PyMethod("iter_unpack", Doc = "Return an iterator yielding tuples.\n\nTuples are unpacked from the given bytes source, like a repeated\ninvocation of unpack_from().\n\nRequires that the bytes length be a multiple of the struct size.")]
    private Value IterUnpack(Value buffer) => StructModule.IterUnpack(Checked, buffer);
}

/// <summary>What iter_unpack returns.</summary>
[PyType("_struct.unpack_iterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyUnpackIterator : PyObject
{
    private readonly StructFormat format;
    private readonly byte[] data;
    private int at;

    internal PyUnpackIterator(StructFormat format, byte[] data) : base(TypeObject.RootShape)
    {
        this.format = format;
        this.data = data;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (at >= data.Length) return Value.Done;
        var t = format.Unpack(data.AsSpan(at));
        at += format.Size;
        return new Value(t);
    }

    [PyMethod("__length_hint__")]
    private long LengthHint() => (data.Length - at) / format.Size;
}
