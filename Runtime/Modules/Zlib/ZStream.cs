using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Modules.Zlib;

/// <summary>A zlib stream, of the zlib that .NET carries (libSystem.IO.Compression.Native).</summary>
internal sealed unsafe class ZStream : IDisposable
{
    public const int Ok = 0, StreamEnd = 1, NeedDictionary = 2, StreamError = -2, DataError = -3, MemoryError = -4, BufferError = -5;
    public const int NoFlush = 0, SyncFlush = 2, Finish = 4;

    private const string Library = "libSystem.IO.Compression.Native";
    private const int Chunk = 1 << 14;

    private readonly bool inflating;
    private Native* native;

    private ZStream(bool inflating)
    {
        this.inflating = inflating;
        native = (Native*)NativeMemory.AllocZeroed((nuint)sizeof(Native));
    }

    ~ZStream() => Free();

    /// <summary>The native library's own layout of a stream.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Native
    {
        public byte* NextIn;
        public byte* NextOut;
        public byte* Message;
        public void* State;
        public uint AvailableIn;
        public uint AvailableOut;
    }

    public static ZStream Deflate(int level, int method, int wbits, int memLevel, int strategy)
    {
        var s = new ZStream(false);
        int status = DeflateInit(s.native, level, method, wbits, memLevel, strategy);
        if (status == Ok) return s;
        s.Free(ended: true);
        throw status == StreamError ? Err.ValueError("Invalid initialization option") : ZlibModule.Fail(status, "while creating compression object", null);
    }

    public static ZStream Inflate(int wbits)
    {
        var s = new ZStream(true);
        int status = InflateInit(s.native, wbits);
        if (status == Ok) return s;
        s.Free(ended: true);
        throw status == StreamError ? Err.ValueError("Invalid initialization option") : ZlibModule.Fail(status, "while creating decompression object", null);
    }

    /// <summary>zlib's own words for the last error.</summary>
    public string? Message => native->Message == null ? null : Marshal.PtrToStringAnsi((nint)native->Message);

    /// <summary>
    /// Works through the input until it is used up, the stream ends, or <paramref name="limit"/> bytes of output are made; tells how much
    /// input was used.
    /// </summary>
    public int Run(ReadOnlySpan<byte> input, List<byte[]> output, int flush, long limit, out int used)
    {
        int status = Ok;
        long made = 0;
        fixed (byte* from = input)
        {
            byte none = 0;
            native->NextIn = from == null ? &none : from;
            native->AvailableIn = (uint)input.Length;
            while (true)
            {
                var buffer = new byte[Math.Min(limit - made, Math.Clamp(made, Chunk, 1 << 22))];
                uint before = native->AvailableIn;
                fixed (byte* to = buffer)
                {
                    native->NextOut = to;
                    native->AvailableOut = (uint)buffer.Length;
                    status = inflating ? InflateStep(native, flush) : DeflateStep(native, flush);
                }
                int n = buffer.Length - (int)native->AvailableOut;
                made += n;
                if (n == buffer.Length) output.Add(buffer);
                else if (n > 0) output.Add(buffer[..n]);
                if (status is not (Ok or BufferError) || native->AvailableOut != 0 || made >= limit) break;
                if (n == 0 && before == native->AvailableIn) break;
            }
            used = input.Length - (int)native->AvailableIn;
            native->NextIn = null;
        }
        return status;
    }

    public static byte[] Join(List<byte[]> parts)
    {
        if (parts.Count == 1) return parts[0];
        var all = new byte[parts.Sum(static p => (long)p.Length)];
        int at = 0;
        foreach (var p in parts)
        {
            p.CopyTo(all, at);
            at += p.Length;
        }
        return all;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free(bool ended = false)
    {
        if (native == null) return;
        if (!ended) _ = inflating ? InflateEnd(native) : DeflateEnd(native);
        NativeMemory.Free(native);
        native = null;
    }

    public static uint Crc32(uint crc, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return crc;
        fixed (byte* p = data) return Crc(crc, p, data.Length);
    }

    [DllImport(Library, EntryPoint = "CompressionNative_DeflateInit2_")]
    private static extern int DeflateInit(Native* stream, int level, int method, int windowBits, int memLevel, int strategy);

    [DllImport(Library, EntryPoint = "CompressionNative_Deflate")]
    private static extern int DeflateStep(Native* stream, int flush);

    [DllImport(Library, EntryPoint = "CompressionNative_DeflateEnd")]
    private static extern int DeflateEnd(Native* stream);

    [DllImport(Library, EntryPoint = "CompressionNative_InflateInit2_")]
    private static extern int InflateInit(Native* stream, int windowBits);

    [DllImport(Library, EntryPoint = "CompressionNative_Inflate")]
    private static extern int InflateStep(Native* stream, int flush);

    [DllImport(Library, EntryPoint = "CompressionNative_InflateEnd")]
    private static extern int InflateEnd(Native* stream);

    [DllImport(Library, EntryPoint = "CompressionNative_Crc32")]
    private static extern uint Crc(uint crc, byte* buffer, int length);
}
