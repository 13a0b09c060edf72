using System.Runtime.InteropServices;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Zlib;

/// <summary>The sums that zlib streams end with.</summary>
internal static unsafe partial class Checksums
{
    public static uint Adler32(uint sum, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return sum;
        fixed (byte* p = data) return (uint)adler32(new CULong(sum), p, (uint)data.Length).Value;
    }

    /// <summary>By the zlib that .NET carries, which uses what the processor has for it.</summary>
    public static uint Crc32(uint crc, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return crc;
        fixed (byte* p = data) return Crc(crc, p, data.Length);
    }

    [LibraryImport(SystemLibrary.Zlib)] private static partial CULong adler32(CULong adler, byte* bytes, uint length);

    [LibraryImport("libSystem.IO.Compression.Native", EntryPoint = "CompressionNative_Crc32")]
    private static partial uint Crc(uint crc, byte* buffer, int length);
}
