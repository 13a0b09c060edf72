using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Compression;

/// <summary>The parts of liblzma's C interface that _lzma stands on.</summary>
internal static unsafe partial class LzmaNative
{
    private const string Library = SystemLibrary.Xz;

    public const int Ok = 0, StreamEnd = 1, NoCheck = 2, UnsupportedCheck = 3, GetCheck = 4, MemoryError = 5, MemoryLimitError = 6,
        FormatError = 7, OptionsError = 8, DataError = 9, BufferError = 10, ProgramError = 11;

    public const int ActionRun = 0, ActionFinish = 3;
    public const uint TellNoCheck = 1, TellAnyCheck = 4;

    /// <summary>lzma_stream.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Stream
    {
        public byte* NextIn;
        public nuint AvailableIn;
        public ulong TotalIn;
        public byte* NextOut;
        public nuint AvailableOut;
        public ulong TotalOut;
        public void* Allocator;
        public void* Internal;
        public fixed ulong Reserved[9];
    }

    /// <summary>lzma_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Filter
    {
        public ulong Id;
        public void* Options;
    }

    /// <summary>lzma_options_lzma.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LzmaOptions
    {
        public uint DictSize;
        public byte* PresetDict;
        public uint PresetDictSize;
        public uint Lc;
        public uint Lp;
        public uint Pb;
        public uint Mode;
        public uint NiceLen;
        public uint Mf;
        public uint Depth;
        public fixed uint Reserved[12];
        public fixed ulong ReservedPointers[2];
    }

    /// <summary>lzma_options_delta.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DeltaOptions
    {
        public uint Type;
        public uint Dist;
        public fixed ulong Reserved[4];
    }

    /// <summary>lzma_options_bcj.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BcjOptions
    {
        public uint StartOffset;
    }

    [LibraryImport(Library)] public static partial int lzma_code(Stream* stream, int action);
    [LibraryImport(Library)] public static partial void lzma_end(Stream* stream);
    [LibraryImport(Library)] public static partial int lzma_get_check(Stream* stream);
    [LibraryImport(Library)] public static partial byte lzma_check_is_supported(int check);
    [LibraryImport(Library)] public static partial byte lzma_lzma_preset(LzmaOptions* options, uint preset);
    [LibraryImport(Library)] public static partial int lzma_easy_encoder(Stream* stream, uint preset, int check);
    [LibraryImport(Library)] public static partial int lzma_stream_encoder(Stream* stream, Filter* filters, int check);
    [LibraryImport(Library)] public static partial int lzma_alone_encoder(Stream* stream, LzmaOptions* options);
    [LibraryImport(Library)] public static partial int lzma_raw_encoder(Stream* stream, Filter* filters);
    [LibraryImport(Library)] public static partial int lzma_auto_decoder(Stream* stream, ulong memoryLimit, uint flags);
    [LibraryImport(Library)] public static partial int lzma_stream_decoder(Stream* stream, ulong memoryLimit, uint flags);
    [LibraryImport(Library)] public static partial int lzma_alone_decoder(Stream* stream, ulong memoryLimit);
    [LibraryImport(Library)] public static partial int lzma_raw_decoder(Stream* stream, Filter* filters);
    [LibraryImport(Library)] public static partial int lzma_properties_size(uint* size, Filter* filter);
    [LibraryImport(Library)] public static partial int lzma_properties_encode(Filter* filter, byte* to);
    [LibraryImport(Library)] public static partial int lzma_properties_decode(Filter* filter, void* allocator, byte* from, nuint length);
}
