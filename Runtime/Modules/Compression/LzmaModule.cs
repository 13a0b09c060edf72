using TieredPy.Runtime.Modules.Posix;
using static TieredPy.Runtime.Modules.Compression.LzmaNative;

namespace TieredPy.Runtime.Modules.Compression;

/// <summary>_lzma: what the library's lzma.py stands on, over the system's liblzma.</summary>
[PyModule("_lzma", Types = [typeof(PyLzmaCompressor), typeof(PyLzmaDecompressor)])]
internal static unsafe partial class LzmaModule
{
    public const int FormatAuto = 0, FormatXz = 1, FormatAlone = 2, FormatRaw = 3;
    public const int CheckNone = 0, CheckCrc64 = 4, CheckUnknown = 16;
    public const uint DefaultPreset = 6;

    public static readonly PyType Error = MakeError();

    private static readonly (string Name, long Number)[] Constants =
    [
        ("FORMAT_AUTO", FormatAuto), ("FORMAT_XZ", FormatXz), ("FORMAT_ALONE", FormatAlone), ("FORMAT_RAW", FormatRaw),
        ("CHECK_NONE", CheckNone), ("CHECK_CRC32", 1), ("CHECK_CRC64", CheckCrc64), ("CHECK_SHA256", 10), ("CHECK_ID_MAX", 15), ("CHECK_UNKNOWN", CheckUnknown),
        ("FILTER_LZMA1", (long)LzmaFilters.Lzma1), ("FILTER_LZMA2", (long)LzmaFilters.Lzma2), ("FILTER_DELTA", (long)LzmaFilters.Delta),
        ("FILTER_X86", (long)LzmaFilters.X86), ("FILTER_IA64", 6), ("FILTER_ARM", 7), ("FILTER_ARMTHUMB", 8), ("FILTER_SPARC", (long)LzmaFilters.Sparc), ("FILTER_POWERPC", 5),
        ("MF_HC3", 3), ("MF_HC4", 4), ("MF_BT2", 0x12), ("MF_BT3", 0x13), ("MF_BT4", 0x14),
        ("MODE_FAST", 1), ("MODE_NORMAL", 2), ("PRESET_DEFAULT", DefaultPreset), ("PRESET_EXTREME", 1L << 31),
    ];

    private static PyType MakeError()
    {
        var t = ExcTypes.Plain("LZMAError", ExcTypes.Exception, "Call to liblzma failed.");
        t.Module = "_lzma";
        return t;
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        SystemLibrary.Require(SystemLibrary.Xz, m.Name);
        foreach (var (name, number) in Constants) m.Dict.Set(PyStr.Intern(name), Value.Int(number));
        m.Dict.Set(PyStr.Intern("LZMAError"), new Value(Error));
    }

    /// <summary>Raises what a status of liblzma means.</summary>
    public static void Check(int status)
    {
        if (status is Ok or GetCheck or NoCheck or StreamEnd) return;
        throw status == MemoryError ? Err.MemoryError() : Err.Make(Error, status switch
        {
            UnsupportedCheck => "Unsupported integrity check",
            MemoryLimitError => "Memory usage limit exceeded",
            FormatError => "Input format not supported by decoder",
            OptionsError => "Invalid or unsupported options",
            DataError => "Corrupt input data",
            BufferError => "Insufficient buffer space",
            ProgramError => "Internal error",
            _ => $"Unrecognized error from liblzma: {status}",
        });
    }

    [PyFunction("is_check_supported", Doc = "Test whether the given integrity check is supported.\n\nAlways returns True for CHECK_NONE and CHECK_CRC32.", Signature = "($module, check_id, /)")]
    private static bool IsCheckSupported(int checkId) => lzma_check_is_supported(checkId) != 0;

    [PyFunction("_encode_filter_properties", Doc = "Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict).\n\nThe result does not include the filter ID itself, only the options.")]
    private static PyBytes EncodeFilterProperties(Value filter)
    {
        using var filters = LzmaFilters.Single(filter);
        uint size;
        Check(lzma_properties_size(&size, filters.Chain));
        var properties = new byte[size];
        fixed (byte* to = properties) Check(lzma_properties_encode(filters.Chain, to));
        return PyBytes.Make(properties);
    }

    [PyFunction("_decode_filter_properties", Doc = "Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict).\n\nThe result does not include the filter ID itself, only the options.", Signature = "($module, filter_id, encoded_props, /)")]
    private static PyDict DecodeFilterProperties(Value filterId, Value encodedProps)
    {
        var f = new Filter { Id = LzmaFilters.Unsigned(filterId) };
        var properties = Buffers.Get(encodedProps);
        fixed (byte* from = properties) Check(lzma_properties_decode(&f, null, from, (nuint)properties.Length));
        try
        {
            return Describe(f);
        }
        finally
        {
            NativeMemory.Free(f.Options);
        }
    }

    /// <summary>The dict that describes a filter, with those options that its properties tell.</summary>
    private static PyDict Describe(in Filter f)
    {
        var d = new PyDict();
        void Set(string name, ulong number) => d.Set(PyStr.Intern(name), Value.Big(number));
        Set("id", f.Id);
        var lzma = (LzmaOptions*)f.Options;
        if (f.Id == LzmaFilters.Lzma1)
        {
            Set("lc", lzma->Lc);
            Set("lp", lzma->Lp);
            Set("pb", lzma->Pb);
        }
        if (f.Id is LzmaFilters.Lzma1 or LzmaFilters.Lzma2) Set("dict_size", lzma->DictSize);
        else if (f.Id == LzmaFilters.Delta) Set("dist", ((DeltaOptions*)f.Options)->Dist);
        else if (!LzmaFilters.IsBcj(f.Id)) throw Err.ValueError($"Invalid filter ID: {f.Id}");
        // A filter of machine code may have no properties.
        else if (f.Options != null) Set("start_offset", ((BcjOptions*)f.Options)->StartOffset);
        return d;
    }
}
