namespace TieredPy.Runtime.Modules.Zlib;

/// <summary>What zlib.compressobj returns.</summary>
[PyType("zlib.Compress", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyCompress : PyObject
{
    private readonly ZStream stream;
    private bool finished;

    public PyCompress(ZStream stream) : base(TypeObject.RootShape) => this.stream = stream;

    [PyMethod("compress", Doc = "Returns a bytes object containing compressed data.")]
    private Value Compress(Value data) => Run(Buffers.Get(data), ZStream.NoFlush, "while compressing data");

    [PyMethod("flush", Doc = "Return a bytes object containing any remaining compressed data.")]
    private Value Flush(int mode = ZStream.Finish) => mode == ZStream.NoFlush ? new Value(PyBytes.Empty) : Run(default, mode, "while flushing");

    private Value Run(ReadOnlySpan<byte> data, int mode, string what)
    {
        lock (stream)
        {
            if (finished) throw ZlibModule.Fail(ZStream.StreamError, what, null);
            var output = new List<byte[]>();
            int status = stream.Run(data, output, mode, long.MaxValue, out _);
            if (status == ZStream.StreamEnd) finished = true;
            else if (status is not (ZStream.Ok or ZStream.BufferError)) throw ZlibModule.Fail(status, what, stream.Message);
            return new Value(PyBytes.Make(ZStream.Join(output)));
        }
    }

    [PyMethod("copy", Doc = "Return a copy of the compression object.")]
    private Value CopyMethod() => throw Err.NotImplementedError("copying compression objects is not supported");
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
        lock (stream) return new Value(Run(Buffers.Get(data), maxLength == 0 ? long.MaxValue : maxLength, ZStream.SyncFlush, "while decompressing data"));
    }

    [PyMethod("flush", Doc = "Return a bytes object containing any remaining decompressed data.")]
    private Value Flush(long length = 16384)
    {
        if (length <= 0) throw Err.ValueError("length must be greater than zero");
        lock (stream) return new Value(Run(UnconsumedTail.Data, long.MaxValue, ZStream.Finish, "while flushing"));
    }

    private PyBytes Run(ReadOnlySpan<byte> data, long limit, int flush, string what)
    {
        if (Eof)
        {
            UnusedData = PyBytes.Make([.. UnusedData.Data, .. data]);
            return PyBytes.Empty;
        }
        var output = new List<byte[]>();
        int status = stream.Run(data, output, flush, limit, out int used);
        if (status is not (ZStream.Ok or ZStream.StreamEnd or ZStream.BufferError)) throw ZlibModule.Fail(status, what, stream.Message);
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
    private Value CopyMethod() => throw Err.NotImplementedError("copying decompression objects is not supported");
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
        ZlibModule.NoDictionary(zdict);
        var d = Allocate(cls);
        d.stream = ZStream.Inflate(wbits);
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
