using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Compression;

/// <summary>_bz2: what the library's bz2.py stands on, over the system's libbz2.</summary>
[PyModule("_bz2", Types = [typeof(PyBz2Compressor), typeof(PyBz2Decompressor)])]
internal static partial class Bz2Module
{
    [PyModuleInit]
    private static void Init(PyModule m) => SystemLibrary.Require(SystemLibrary.Bzip2, m.Name);
}

/// <summary>_bz2.BZ2Compressor.</summary>
[PyType("_bz2.BZ2Compressor", Subclassable = false,
    Doc = "Create a compressor object for compressing data incrementally.\n\n  compresslevel\n    Compression level, as a number between 1 and 9.\n\nFor one-shot compression, use the compress() function instead.")]
internal sealed partial class PyBz2Compressor : PyObject
{
    private readonly Bz2Stream stream;
    private bool flushed;

    private PyBz2Compressor(Bz2Stream stream) : base(TypeObject.RootShape) => this.stream = stream;

    [PyNew]
    private static Value New(PyType cls, int compresslevel = 9) => compresslevel is >= 1 and <= 9
        ? new Value(new PyBz2Compressor(Bz2Stream.Compressor(compresslevel)))
        : throw Err.ValueError("compresslevel must be between 1 and 9");

    [PyMethod("compress", Doc = CompressionDocs.Compress)]
    private PyBytes Compress(Value data)
    {
        var bytes = Buffers.Get(data);
        lock (stream)
        {
            return flushed ? throw Err.ValueError("Compressor has been flushed") : stream.Compress(bytes, Bz2Stream.ActionRun);
        }
    }

    [PyMethod("flush", Doc = CompressionDocs.Flush)]
    private PyBytes Flush()
    {
        lock (stream)
        {
            if (flushed) throw Err.ValueError("Repeated call to flush()");
            flushed = true;
            return stream.Compress(default, Bz2Stream.ActionFinish);
        }
    }
}

/// <summary>_bz2.BZ2Decompressor.</summary>
[PyType("_bz2.BZ2Decompressor", Subclassable = false,
    Doc = "Create a decompressor object for decompressing data incrementally.\n\nFor one-shot decompression, use the decompress() function instead.")]
internal sealed partial class PyBz2Decompressor : PyObject
{
    private readonly Bz2Stream stream;

    /// <summary>Input that was given and not used.</summary>
    private byte[] pending = [];

    private PyBz2Decompressor(Bz2Stream stream) : base(TypeObject.RootShape) => this.stream = stream;

    [PyMember("eof", Doc = CompressionDocs.Eof)] private bool Eof { get; set; }
    [PyMember("unused_data", Doc = CompressionDocs.UnusedData)] private PyBytes UnusedData { get; set; } = PyBytes.Empty;
    [PyMember("needs_input", Doc = CompressionDocs.NeedsInput)] private bool NeedsInput { get; set; } = true;

    [PyNew(Signature = "()"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int named = kw?.Length ?? 0;
        if (args.Length > named) throw Err.TypeError("BZ2Decompressor() takes no positional arguments");
        if (named > 0) throw Err.TypeError("BZ2Decompressor() takes no keyword arguments");
        return new Value(new PyBz2Decompressor(Bz2Stream.Decompressor()));
    }

    [PyMethod("decompress", Doc = CompressionDocs.Decompress)]
    private PyBytes Decompress([Kw] Value data, [Kw("max_length")] long maxLength = -1)
    {
        var given = Buffers.Get(data);
        lock (stream)
        {
            if (Eof) throw Err.EOFError("End of stream already reached");
            if (pending.Length > 0) given = (byte[])[.. pending, .. given];
            pending = [];
            var made = stream.Decompress(given, maxLength, out int left, out bool ended);
            var rest = given[^left..].ToArray();
            Eof = ended;
            NeedsInput = !ended && left == 0;
            if (!ended) pending = rest;
            else if (left > 0) UnusedData = PyBytes.Make(rest);
            return made;
        }
    }
}
