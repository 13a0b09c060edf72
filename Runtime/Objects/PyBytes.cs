namespace TieredPy.Runtime.Objects;

/// <summary>Immutable bytes.</summary>
[PyType("bytes", MatchSelf = true, Doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer")]
public partial class PyBytes : PyBytesBase, IPyBuffer
{
    private byte[] data;
    private long hash;

    internal PyBytes(Shape shape) : base(shape) => data = [];

    /// <summary>Takes the array over: it must not change any more.</summary>
    public PyBytes(byte[] data) : base(TypeObject.RootShape) => this.data = data;

    public PyBytes(ReadOnlySpan<byte> data) : base(TypeObject.RootShape) => this.data = data.ToArray();

    public static PyBytes Empty => Statics.Empty;

    /// <summary>The storage; not to be written.</summary>
    public byte[] Data => data;

    public override ReadOnlySpan<byte> AsSpan() => data;

    internal override Value Wrap(byte[] bytes) => new(Make(bytes));

    internal override Value WrapSame() => new(GetType() == typeof(PyBytes) ? this : new PyBytes(data));

    private protected override string IndexErrorText => "index out of range";

    private protected override string IndexTypeName => "byte";

    [PyNew(Signature = "")]
    private static Value New(PyType cls, [Opt(Show = "b''"), Kw("source")] Value source, [Opt, Kw("encoding")] Value encoding, [Opt, Kw("errors")] Value errors)
    {
        if (cls == TypeObject && source.Ref is PyBytes same && same.Type == TypeObject && encoding.IsMissing && errors.IsMissing) return source;
        if (cls == TypeObject && encoding.IsMissing && errors.IsMissing && source.Ref is { } o && o.Type.IsHeap && BytesConversion.TryBytesMethod(source, out PyBytes? made))
            return new Value(made);
        return new Value(Make(cls, BytesConversion.From(source, encoding, errors, true)));
    }

    /// <summary>The bytes of what <c>bytes(v)</c> makes of an object, counts excluded (PyObject_Bytes).</summary>
    internal static byte[] FromObject(Value v) => BytesConversion.FromObject(v);

    /// <summary>Exact bytes, shared when short.</summary>
    internal static PyBytes Make(byte[] data) => data.Length == 0 ? Empty : data.Length == 1 ? OfByte(data[0]) : new PyBytes(data);

    /// <summary>An instance of bytes or a Python subclass.</summary>
    internal static PyBytes Make(PyType cls, byte[] data)
    {
        if (cls == TypeObject) return Make(data);
        var b = Allocate(cls);
        b.data = data;
        return b;
    }

    /// <summary>The shared bytes of length one.</summary>
    public static PyBytes OfByte(byte b) => Statics.Singles[b];

    public override int GetHashCode() => Hash().GetHashCode();

    public override bool Equals(object? obj) => obj is PyBytes b && AsSpan().SequenceEqual(b.AsSpan());

    public override long Hash() => hash != 0 ? hash : hash = StringHash.OfText(data);

    public override Value Repr() => Value.Str(BytesRepr.Of(data));

    public override Value Iter() => new(new PyBytesIterator(this));

    public override Value Mod(Value other) => Wrap(PercentFormat.Format(data, other));

    public override Value RMod(Value other) => other.Ref is PyBytes b ? b.Mod(new Value(this)) : Value.NotImplemented;

    public BufferInfo GetBuffer() => new() { Memory = data, Owner = this, ReadOnly = true };

    public void ReleaseBuffer()
    {
    }

    [PyMethod("__buffer__", Doc = "Return a buffer object that exposes the underlying memory of the object.")]
    internal Value BufferMethod(long flags) => new(new PyMemoryView(this));

    [PyMethod("__bytes__", Doc = "Convert this value to exact type bytes.")]
    private Value ToBytes() => WrapSame();

    [PyMethod("__getnewargs__")]
    private Value GetNewArgs() => new(new PyTuple([new Value(new PyBytes(data))]));

    [PyMethod("hex", Doc = "Create a string of hexadecimal numbers from a bytes object.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = b'\\xb9\\x01\\xef'\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'")]
    private string HexMethod([Opt, Kw] Value sep, [Kw("bytes_per_sep")] long bytesPerSep = 1) => Hex(sep, bytesPerSep);

    [PyClassMethod("fromhex", Doc = "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'.")]
    private static Value FromHex(PyType cls, PyStr @string)
    {
        var made = new Value(Make(BytesConversion.FromHex(@string)));
        return cls == TypeObject ? made : Ops.Call(new Value(cls), made);
    }

    private static class Statics
    {
        public static readonly PyBytes Empty = new([]);
        public static readonly PyBytes[] Singles = MakeSingles();

        private static PyBytes[] MakeSingles()
        {
            var a = new PyBytes[256];
            for (int i = 0; i < 256; i++) a[i] = new PyBytes([(byte)i]);
            return a;
        }
    }
}

/// <summary>Iterates over bytes or a bytearray.</summary>
[PyType("bytes_iterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyBytesIterator : PyObject
{
    internal PyBytes? bytes;
    internal int at;

    internal PyBytesIterator(PyBytes bytes) : base(TypeObject.RootShape) => this.bytes = bytes;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (bytes == null) return Value.Done;
        if (at < bytes.Data.Length) return Value.Int(bytes.Data[at++]);
        bytes = null;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => bytes == null ? 0 : bytes.Data.Length - at;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private Value Reduce()
    {
        var iter = Modules.BuiltinsModule.Get("iter");
        return bytes == null
            ? new Value(new PyTuple([iter, new Value(new PyTuple([new Value(PyBytes.Empty)]))]))
            : new Value(new PyTuple([iter, new Value(new PyTuple([new Value(bytes)])), Value.Int(at)]));
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (bytes != null) at = (int)Math.Clamp(state, 0, bytes.Data.Length);
    }
}
