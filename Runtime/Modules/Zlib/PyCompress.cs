namespace TieredPy.Runtime.Modules.Zlib;

/// <summary>What zlib.compressobj returns.</summary>
[PyType("zlib.Compress", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyCompress : PyObject
{
    private readonly ZStream stream;

    public PyCompress(ZStream stream) : base(TypeObject.RootShape) => this.stream = stream;

    [PyMethod("compress", Doc = "Returns a bytes object containing compressed data.")]
    private Value Compress(Value data) => Run(Buffers.Get(data), ZStream.NoFlush, "while compressing data");

    [PyMethod("flush", Doc = "Return a bytes object containing any remaining compressed data.")]
    private Value Flush(int mode = ZStream.Finish) => mode == ZStream.NoFlush ? new Value(PyBytes.Empty) : Run(default, mode, "while flushing");

    private Value Run(ReadOnlySpan<byte> data, int mode, string what)
    {
        lock (stream)
        {
            var output = new List<byte[]>();
            int status = stream.Run(data, output, mode, long.MaxValue, out _);
            if (status == ZStream.StreamEnd) stream.Dispose();
            else if (status is not (ZStream.Ok or ZStream.BufferError)) throw ZlibModule.Fail(status, what, stream.Message);
            return new Value(PyBytes.Make(ZStream.Join(output)));
        }
    }

    [PyMethod("copy", Doc = "Return a copy of the compression object.")]
    private Value Copy()
    {
        lock (stream) return new Value(new PyCompress(stream.Copy()));
    }

    [PyMethod("__copy__")] private Value ShallowCopy() => Copy();

    [PyMethod("__deepcopy__")] private Value DeepCopy(Value memo) => Copy();
}

/// <summary>What zlib.decompressobj returns.</summary>
[PyType("zlib.Decompress", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyDecompress : PyObject
{
    private readonly ZStream stream;

    public PyDecompress(ZStream stream) : base(TypeObject.RootShape) => this.stream = stream;

    [PyMember("unused_data")] private PyBytes UnusedData { get; set; } = PyBytes.Empty;
    [PyMember("unconsumed_tail")] private PyBytes UnconsumedTail { get; set; } = PyBytes.Empty;
    [PyMember("eof")] private bool Eof { get; set; }

    [PyMethod("decompress", Doc = "Return a bytes object containing the decompressed version of the data.")]
    private Value Decompress(Value data, [Kw("max_length")] long maxLength = 0)
    {
        if (maxLength < 0) throw Err.ValueError("max_length must be non-negative");
        lock (stream) return new Value(Run(Buffers.Get(data), maxLength == 0 ? long.MaxValue : maxLength));
    }

    [PyMethod("flush", Doc = "Return a bytes object containing any remaining decompressed data.")]
    private Value Flush(long length = 16384)
    {
        if (length <= 0) throw Err.ValueError("length must be greater than zero");
        lock (stream)
        {
            var made = Step(UnconsumedTail.Data, long.MaxValue, ZStream.Finish, out int status);
            if (status == ZStream.StreamEnd) stream.Dispose();
            return new Value(made);
        }
    }

    private PyBytes Run(ReadOnlySpan<byte> data, long limit)
    {
        var made = Step(data, limit, ZStream.SyncFlush, out int status);
        return status is ZStream.Ok or ZStream.StreamEnd or ZStream.BufferError ? made : throw ZlibModule.Fail(status, "while decompressing data", stream.Message);
    }

    /// <summary>Decompresses, and keeps the input that was not used.</summary>
    private PyBytes Step(ReadOnlySpan<byte> data, long limit, int flush, out int status)
    {
        var output = new List<byte[]>();
        status = stream.Run(data, output, flush, limit, out int used);
        var rest = data[used..];
        if (status == ZStream.StreamEnd)
        {
            Eof = true;
            UnusedData = PyBytes.Make([.. UnusedData.Data, .. rest]);
            rest = default;
        }
        UnconsumedTail = PyBytes.Make(rest.ToArray());
        return PyBytes.Make(ZStream.Join(output));
    }

    [PyMethod("copy", Doc = "Return a copy of the decompression object.")]
    private Value Copy()
    {
        lock (stream) return new Value(new PyDecompress(stream.Copy()) { UnusedData = UnusedData, UnconsumedTail = UnconsumedTail, Eof = Eof });
    }

    [PyMethod("__copy__")] private Value ShallowCopy() => Copy();

    [PyMethod("__deepcopy__")] private Value DeepCopy(Value memo) => Copy();
}

/// <summary>zlib._ZlibDecompressor: keeps what it did not get to, as bz2's and lzma's decompressors do.</summary>
[PyType("zlib._ZlibDecompressor", Doc = "Create a decompressor object for decompressing data incrementally.")]
internal partial class PyZlibDecompressor : PyObject
{
    private ZStream stream = null!;
    private byte[] pending = [];

    internal PyZlibDecompressor(Shape shape) : base(shape) { }

    [PyMember("unused_data", Doc = "Data found after the end of the compressed stream.")] private PyBytes UnusedData { get; set; } = PyBytes.Empty;
    [PyMember("eof", Doc = "True if the end-of-stream marker has been reached.")] private bool Eof { get; set; }
    [PyMember("needs_input", Doc = "True if more input is needed before more decompressed data can be produced.")] private bool NeedsInput { get; set; } = true;

    [PyNew]
    private static Value New(PyType cls, [Kw] int wbits = 15, [Opt(Show = "b''"), Kw] Value zdict = default)
    {
        var d = Allocate(cls);
        d.stream = ZStream.Inflate(wbits, ZlibModule.Dictionary(zdict));
        return new Value(d);
    }

    [PyMethod("decompress", Doc = "Decompress *data*, returning uncompressed data as bytes.")]
    private Value Decompress([Kw] Value data, [Kw("max_length")] long maxLength = -1)
    {
        var given = Buffers.Get(data);
        lock (stream)
        {
            if (Eof) throw Err.EOFError("End of stream already reached");
            if (pending.Length > 0) given = (byte[])[.. pending, .. given];
            var output = new List<byte[]>();
            if (maxLength == 0)
            {
                pending = given.ToArray();
                NeedsInput = pending.Length == 0;
                return new Value(PyBytes.Empty);
            }
            long limit = maxLength < 0 ? long.MaxValue : maxLength;
            int status = stream.Run(given, output, ZStream.SyncFlush, limit, out int used);
            if (status is not (ZStream.Ok or ZStream.StreamEnd or ZStream.BufferError)) throw ZlibModule.Fail(status, "while decompressing data", stream.Message);
            var rest = given[used..].ToArray();
            var made = ZStream.Join(output);
            if (status == ZStream.StreamEnd)
            {
                Eof = true;
                NeedsInput = false;
                UnusedData = PyBytes.Make(rest);
                pending = [];
            }
            else
            {
                pending = rest;
                NeedsInput = rest.Length == 0 && made.Length < limit;
            }
            return new Value(PyBytes.Make(made));
        }
    }
}
