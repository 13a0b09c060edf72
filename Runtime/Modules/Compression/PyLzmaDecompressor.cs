namespace TieredPy.Runtime.Modules.Compression;

/// <summary>_lzma.LZMADecompressor.</summary>
[PyType("_lzma.LZMADecompressor", Subclassable = false, Doc = ClassDoc)]
internal sealed partial class PyLzmaDecompressor : PyObject
{
    private const string ClassDoc =
        "Create a decompressor object for decompressing data incrementally.\n\n" +
        "  format\n" +
        "    Specifies the container format of the input stream.  If this is\n" +
        "    FORMAT_AUTO (the default), the decompressor will automatically detect\n" +
        "    whether the input is FORMAT_XZ or FORMAT_ALONE.  Streams created with\n" +
        "    FORMAT_RAW cannot be autodetected.\n" +
        "  memlimit\n" +
        "    Limit the amount of memory used by the decompressor.  This will cause\n" +
        "    decompression to fail if the input cannot be decompressed within the\n" +
        "    given limit.\n" +
        "  filters\n" +
        "    A custom filter chain.  This argument is required for FORMAT_RAW, and\n" +
        "    not accepted with any other format.  When provided, this should be a\n" +
        "    sequence of dicts, each indicating the ID and options for a single\n" +
        "    filter.\n\n" +
        "For one-shot decompression, use the decompress() function instead.";

    private readonly LzmaStream stream;

    /// <summary>Input that was given and not used.</summary>
    private byte[] pending = [];
    private int check;

    private PyLzmaDecompressor(LzmaStream stream, int check) : base(TypeObject.RootShape)
    {
        this.stream = stream;
        this.check = check;
    }

    [PyMember("check", Doc = "ID of the integrity check used by the input stream.")] private int CheckId => check;
    [PyMember("eof", Doc = CompressionDocs.Eof)] private bool Eof { get; set; }
    [PyMember("needs_input", Doc = CompressionDocs.NeedsInput)] private bool NeedsInput { get; set; } = true;
    [PyMember("unused_data", Doc = CompressionDocs.UnusedData)] private PyBytes UnusedData { get; set; } = PyBytes.Empty;

    [PyNew(Signature = "(format=FORMAT_AUTO, memlimit=None, filters=None)")]
    private static Value New(PyType cls, [Kw] int format = LzmaModule.FormatAuto, [OptNone, Kw] Value memlimit = default, [OptNone, Kw] Value filters = default)
    {
        bool raw = format == LzmaModule.FormatRaw;
        ulong limit = ulong.MaxValue;
        if (!memlimit.IsNone) limit = raw ? throw Err.ValueError("Cannot specify memory limit with FORMAT_RAW") : LzmaFilters.Unsigned(memlimit);
        if (raw && filters.IsNone) throw Err.ValueError("Must specify filters for FORMAT_RAW");
        if (!raw && !filters.IsNone) throw Err.ValueError("Cannot specify filters except with FORMAT_RAW");
        if (format is < LzmaModule.FormatAuto or > LzmaModule.FormatRaw) throw Err.ValueError($"Invalid container format: {format}");
        using var chain = raw ? LzmaFilters.Parse(filters) : null;
        var stream = raw ? LzmaStream.RawDecoder(chain!) : LzmaStream.Decoder(format, limit);
        int check = format is LzmaModule.FormatAuto or LzmaModule.FormatXz ? LzmaModule.CheckUnknown : LzmaModule.CheckNone;
        return new Value(new PyLzmaDecompressor(stream, check));
    }

    [PyMethod("decompress", Doc = CompressionDocs.Decompress)]
    private PyBytes Decompress([Kw] Value data, [Kw("max_length")] long maxLength = -1)
    {
        var given = Buffers.Get(data);
        lock (stream)
        {
            if (Eof) throw Err.EOFError("Already at end of stream");
            if (pending.Length > 0) given = (byte[])[.. pending, .. given];
            pending = [];
            var made = stream.Decompress(given, maxLength, ref check, out int left, out bool full, out bool ended);
            var rest = given[^left..].ToArray();
            Eof = ended;
            NeedsInput = !ended && left == 0 && !full;
            if (!ended) pending = rest;
            else if (left > 0) UnusedData = PyBytes.Make(rest);
            return made;
        }
    }
}
