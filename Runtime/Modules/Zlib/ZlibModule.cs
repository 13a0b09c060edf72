using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Zlib;

/// <summary>zlib, over the system's libz.</summary>
[PyModule("zlib", Doc = "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.")]
internal static partial class ZlibModule
{
    public static readonly PyType Error = MakeError();

    [PyConstant("MAX_WBITS")] private static long MaxWBits => 15;
    [PyConstant("DEFLATED")] private static long Deflated => 8;
    [PyConstant("DEF_MEM_LEVEL")] private static long DefMemLevel => 8;
    [PyConstant("DEF_BUF_SIZE")] private static long DefBufSize => 16384;

    private static readonly (string Name, int Number)[] Constants =
    [
        ("Z_NO_COMPRESSION", 0), ("Z_BEST_SPEED", 1), ("Z_BEST_COMPRESSION", 9), ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_FILTERED", 1), ("Z_HUFFMAN_ONLY", 2), ("Z_RLE", 3), ("Z_FIXED", 4), ("Z_DEFAULT_STRATEGY", 0),
        ("Z_NO_FLUSH", 0), ("Z_PARTIAL_FLUSH", 1), ("Z_SYNC_FLUSH", 2), ("Z_FULL_FLUSH", 3), ("Z_FINISH", 4), ("Z_BLOCK", 5), ("Z_TREES", 6),
    ];

    private static PyType MakeError()
    {
        var t = ExcTypes.Plain("error", ExcTypes.Exception, "");
        t.Module = "zlib";
        return t;
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        SystemLibrary.Require(SystemLibrary.Zlib, m.Name);
        m.Dict.Set(PyStr.Intern("__version__"), Value.Str("1.0"));
        m.Dict.Set(PyStr.Intern("ZLIB_VERSION"), Value.Str(ZStream.Version));
        m.Dict.Set(PyStr.Intern("ZLIB_RUNTIME_VERSION"), Value.Str(ZStream.Version));
        m.Dict.Set(PyStr.Intern("error"), new Value(Error));
        m.Dict.Set(PyStr.Intern("_ZlibDecompressor"), new Value(PyZlibDecompressor.TypeObject));
        foreach (var (name, number) in Constants) m.Dict.Set(PyStr.Intern(name), Value.Int(number));
    }

    public static PyException Fail(string message) => Err.Make(Error, message);

    public static PyException Fail(int status, string what, string? message)
    {
        message ??= status switch
        {
            ZStream.BufferError => "incomplete or truncated stream",
            ZStream.StreamError => "inconsistent stream state",
            ZStream.DataError => "invalid input data",
            _ => null,
        };
        return Fail(message == null ? $"Error {status} {what}" : $"Error {status} {what}: {message}");
    }

    /// <summary>The dictionary given to a decompressor, which asks for it when it comes to it.</summary>
    public static byte[]? Dictionary(Value zdict)
    {
        if (zdict.IsMissing) return null;
        return Buffers.Has(zdict) ? Buffers.ToArray(zdict) : throw Err.TypeError("zdict argument must support the buffer protocol");
    }

    [PyFunction("adler32", Doc = "Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer.")]
    private static long Adler32(Value data, [Opt(Show = "1")] Value value) =>
        Checksums.Adler32(value.IsMissing ? 1 : (uint)(Objects.Arguments.Args.Big(value) & uint.MaxValue), Buffers.Get(data));

    [PyFunction("crc32", Doc = "Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer.")]
    private static long Crc32(Value data, [Opt(Show = "0")] Value value) =>
        Checksums.Crc32(value.IsMissing ? 0 : (uint)(Objects.Arguments.Args.Big(value) & uint.MaxValue), Buffers.Get(data));

    [PyFunction("compress", Doc = "Returns a bytes object containing compressed data.")]
    private static Value Compress(Value data, [Kw] int level = -1, [Kw] int wbits = 15)
    {
        var bytes = Buffers.Get(data);
        if (level is < -1 or > 9) throw Fail("Bad compression level");
        using var s = ZStream.Deflate(level, 8, wbits, 8, 0);
        var output = new List<byte[]>();
        int status = s.Run(bytes, output, ZStream.Finish, long.MaxValue, out _);
        return status == ZStream.StreamEnd ? new Value(PyBytes.Make(ZStream.Join(output))) : throw Fail(status, "while compressing data", s.Message);
    }

    [PyFunction("decompress", Doc = "Returns a bytes object containing the uncompressed data.")]
    private static Value Decompress(Value data, [Kw] int wbits = 15, [Kw] long bufsize = 16384)
    {
        var bytes = Buffers.Get(data);
        if (bufsize < 0) throw Err.ValueError("bufsize must be non-negative");
        using var s = ZStream.Inflate(wbits);
        var output = new List<byte[]>();
        int status = s.Run(bytes, output, ZStream.SyncFlush, long.MaxValue, out _);
        if (status == ZStream.StreamEnd) return new Value(PyBytes.Make(ZStream.Join(output)));
        throw Fail(status is ZStream.Ok ? ZStream.BufferError : status, "while decompressing data", status is ZStream.Ok or ZStream.BufferError ? null : s.Message);
    }

    [PyFunction("compressobj", Doc = "Return a compressor object.")]
    private static Value CompressObj([Kw] int level = -1, [Kw] int method = 8, [Kw] int wbits = 15, [Kw("memLevel")] int memLevel = 8, [Kw] int strategy = 0, [Opt(Show = "None"), Kw] Value zdict = default)
    {
        var dictionary = zdict.IsMissing ? null : Buffers.Get(zdict).ToArray();
        return new Value(new PyCompress(ZStream.Deflate(level, method, wbits, memLevel, strategy, dictionary)));
    }

    [PyFunction("decompressobj", Doc = "Return a decompressor object.")]
    private static Value DecompressObj([Kw] int wbits = 15, [Opt(Show = "b''"), Kw] Value zdict = default) => new(new PyDecompress(ZStream.Inflate(wbits, Dictionary(zdict))));
}
