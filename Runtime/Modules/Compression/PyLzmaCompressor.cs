namespace TieredPy.Runtime.Modules.Compression;

/// <summary>_lzma.LZMACompressor.</summary>
[PyType("_lzma.LZMACompressor", Subclassable = false, Doc = ClassDoc)]
internal sealed partial class PyLzmaCompressor : PyObject
{
    private const string ClassDoc =
        "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\n" +
        "Create a compressor object for compressing data incrementally.\n\n" +
        "format specifies the container format to use for the output. This can\n" +
        "be FORMAT_XZ (default), FORMAT_ALONE, or FORMAT_RAW.\n\n" +
        "check specifies the integrity check to use. For FORMAT_XZ, the default\n" +
        "is CHECK_CRC64. FORMAT_ALONE and FORMAT_RAW do not support integrity\n" +
        "checks; for these formats, check must be omitted, or be CHECK_NONE.\n\n" +
        "The settings used by the compressor can be specified either as a\n" +
        "preset compression level (with the 'preset' argument), or in detail\n" +
        "as a custom filter chain (with the 'filters' argument). For FORMAT_XZ\n" +
        "and FORMAT_ALONE, the default is to use the PRESET_DEFAULT preset\n" +
        "level. For FORMAT_RAW, the caller must always specify a filter chain;\n" +
        "the raw compressor does not support preset compression levels.\n\n" +
        "preset (if provided) should be an integer in the range 0-9, optionally\n" +
        "OR-ed with the constant PRESET_EXTREME.\n\n" +
        "filters (if provided) should be a sequence of dicts. Each dict should\n" +
        "have an entry for \"id\" indicating the ID of the filter, plus\n" +
        "additional entries for options to the filter.\n\n" +
        "For one-shot compression, use the compress() function instead.\n";

    private readonly LzmaStream stream;
    private bool flushed;

    private PyLzmaCompressor(LzmaStream stream) : base(TypeObject.RootShape) => this.stream = stream;

    [PyNew(Signature = "")]
    private static Value New(PyType cls, [Kw] int format = LzmaModule.FormatXz, [Kw] int check = -1, [OptNone, Kw] Value preset = default, [OptNone, Kw] Value filters = default)
    {
        if (format != LzmaModule.FormatXz && check is not (-1 or LzmaModule.CheckNone)) throw Err.ValueError("Integrity checks are only supported by FORMAT_XZ");
        if (!preset.IsNone && !filters.IsNone) throw Err.ValueError("Cannot specify both preset and filter chain");
        uint level = preset.IsNone ? LzmaModule.DefaultPreset : LzmaFilters.Unsigned32(preset);
        if (format is not (LzmaModule.FormatXz or LzmaModule.FormatAlone or LzmaModule.FormatRaw)) throw Err.ValueError($"Invalid container format: {format}");
        if (format == LzmaModule.FormatRaw && filters.IsNone) throw Err.ValueError("Must specify filters for FORMAT_RAW");
        using var chain = filters.IsNone ? null : LzmaFilters.Parse(filters);
        return new Value(new PyLzmaCompressor(format switch
        {
            LzmaModule.FormatXz => LzmaStream.XzEncoder(level, chain, check == -1 ? LzmaModule.CheckCrc64 : check),
            LzmaModule.FormatAlone => LzmaStream.AloneEncoder(level, chain),
            _ => LzmaStream.RawEncoder(chain!),
        }));
    }

    [PyMethod("compress", Doc = CompressionDocs.Compress)]
    private PyBytes Compress(Value data)
    {
        var bytes = Buffers.Get(data);
        lock (stream)
        {
            return flushed ? throw Err.ValueError("Compressor has been flushed") : stream.Compress(bytes, LzmaNative.ActionRun);
        }
    }

    [PyMethod("flush", Doc = CompressionDocs.Flush)]
    private PyBytes Flush()
    {
        lock (stream)
        {
            if (flushed) throw Err.ValueError("Repeated call to flush()");
            flushed = true;
            return stream.Compress(default, LzmaNative.ActionFinish);
        }
    }
}
