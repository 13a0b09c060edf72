namespace TieredPy.Runtime.Objects;

/// <summary>Immutable bytes.</summary>
[PyType("bytes", MatchSelf = true, Doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer")]
public partial class PyBytes : PyObject, IPyBuffer
{
    private byte[] data;
    private long hash;

    internal PyBytes(Shape shape) : base(shape) => data = [];

    /// <summary>Takes the array over: it must not change any more.</summary>
    public PyBytes(byte[] data) : base(TypeObject.RootShape) => this.data = data;

    public PyBytes(ReadOnlySpan<byte> data) : base(TypeObject.RootShape) => this.data = data.ToArray();

    public static PyBytes Empty => Statics.Empty;

    public int Count => data.Length;

    /// <summary>The storage; not to be written.</summary>
    public byte[] Data => data;

    public ReadOnlySpan<byte> AsSpan() => data;

    internal bool IsExact => GetType() == typeof(PyBytes);

    /// <summary>An instance of bytes or a Python subclass.</summary>
    internal static PyBytes Make(PyType cls, byte[] data)
    {
        if (cls == TypeObject) return data.Length == 0 ? Empty : data.Length == 1 ? OfByte(data[0]) : new PyBytes(data);
        var b = Allocate(cls);
        b.data = data;
        return b;
    }

    /// <summary>The shared bytes of length one.</summary>
    public static PyBytes OfByte(byte b) => Statics.Singles[b];

    public override int GetHashCode() => Hash().GetHashCode();

    public override bool Equals(object? obj) => obj is PyBytes b && AsSpan().SequenceEqual(b.AsSpan());

    public override long Hash() => hash != 0 ? hash : hash = StringHash.Of(data);

    public override long Len() => data.Length;

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
