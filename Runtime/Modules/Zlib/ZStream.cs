using System.Runtime.InteropServices;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Zlib;

/// <summary>A stream of the system's libz, one way.</summary>
internal sealed unsafe partial class ZStream : IDisposable
{
    public const int Ok = 0, StreamEnd = 1, NeedDictionary = 2, StreamError = -2, DataError = -3, MemoryError = -4, BufferError = -5;
    public const int NoFlush = 0, SyncFlush = 2, Finish = 4;

    private const string Library = SystemLibrary.Zlib;
    private const int Chunk = 1 << 14;

    private readonly bool inflating;
    private Native* native;

    private ZStream(bool inflating)
    {
        this.inflating = inflating;
        native = (Native*)NativeMemory.AllocZeroed((nuint)sizeof(Native));
    }

    ~ZStream() => Free();

    /// <summary>z_stream.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Native
    {
        public byte* NextIn;
        public uint AvailableIn;
        public CULong TotalIn;
        public byte* NextOut;
        public uint AvailableOut;
        public CULong TotalOut;
        public byte* Message;
        public void* State;
        public void* Allocate;
        public void* Free;
        public void* Opaque;
        public int DataType;
        public CULong Checksum;
        public CULong Reserved;
    }

    /// <summary>The version of the library.</summary>
    public static string Version => Marshal.PtrToStringAnsi((nint)zlibVersion())!;

    public static ZStream Deflate(int level, int method, int wbits, int memLevel, int strategy, byte[]? dictionary = null)
    {
        var s = new ZStream(false);
        int status = deflateInit2_(s.native, level, method, wbits, memLevel, strategy, zlibVersion(), sizeof(Native));
        if (status == Ok)
        {
            if (dictionary == null) return s;
            status = s.SetDictionary(dictionary);
            if (status == Ok) return s;
            s.Dispose();
            throw Err.ValueError(status == StreamError ? "Invalid dictionary" : "deflateSetDictionary() failed");
        }
        s.Free(ended: true);
        throw status == StreamError ? Err.ValueError("Invalid initialization option") : ZlibModule.Fail(status, "while creating compression object", null);
    }

    public static ZStream Inflate(int wbits, byte[]? dictionary = null)
    {
        var s = new ZStream(true) { Dictionary = dictionary };
        int status = inflateInit2_(s.native, wbits, zlibVersion(), sizeof(Native));
        if (status == Ok)
        {
            if (dictionary == null || wbits >= 0) return s;
            s.UseDictionary();
            return s;
        }
        s.Free(ended: true);
        throw status == StreamError ? Err.ValueError("Invalid initialization option") : ZlibModule.Fail(status, "while creating decompression object", null);
    }

    /// <summary>What a stream that is decompressed may ask for.</summary>
    public byte[]? Dictionary { get; private init; }

    private void UseDictionary()
    {
        int status = SetDictionary(Dictionary);
        if (status != Ok) throw ZlibModule.Fail(status, "while setting zdict", Message);
    }

    private int SetDictionary(ReadOnlySpan<byte> dictionary)
    {
        fixed (byte* p = dictionary)
        {
            byte none = 0;
            var bytes = p == null ? &none : p;
            return inflating ? inflateSetDictionary(native, bytes, (uint)dictionary.Length) : deflateSetDictionary(native, bytes, (uint)dictionary.Length);
        }
    }

    /// <summary>A stream that goes on from where this one is.</summary>
    public ZStream Copy()
    {
        var s = new ZStream(inflating) { Dictionary = Dictionary };
        int status = native == null ? StreamError : inflating ? inflateCopy(s.native, native) : deflateCopy(s.native, native);
        if (status == Ok) return s;
        s.Free(ended: true);
        if (status == StreamError) throw Err.ValueError("Inconsistent stream state");
        string what = inflating ? "decompression" : "compression";
        throw status == MemoryError ? Err.MemoryError($"Can't allocate memory for {what} object") : ZlibModule.Fail(status, $"while copying {what} object", Message);
    }

    /// <summary>zlib's own words for the last error.</summary>
    public string? Message => native == null || native->Message == null ? null : Marshal.PtrToStringAnsi((nint)native->Message);

    /// <summary>
    /// Works through the input until it is used up, the stream ends, or <paramref name="limit"/> bytes of output are made; tells how much
    /// input was used.
    /// </summary>
    public int Run(ReadOnlySpan<byte> input, List<byte[]> output, int flush, long limit, out int used)
    {
        used = 0;
        if (native == null) return StreamError;
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
                    status = inflating ? inflate(native, flush) : deflate(native, flush);
                }
                int n = buffer.Length - (int)native->AvailableOut;
                made += n;
                if (n == buffer.Length) output.Add(buffer);
                else if (n > 0) output.Add(buffer[..n]);
                if (status == NeedDictionary && Dictionary != null)
                {
                    UseDictionary();
                    continue;
                }
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
        if (!ended) _ = inflating ? inflateEnd(native) : deflateEnd(native);
        NativeMemory.Free(native);
        native = null;
    }

    [LibraryImport(Library)] private static partial byte* zlibVersion();
    [LibraryImport(Library)] private static partial int deflateInit2_(Native* stream, int level, int method, int windowBits, int memLevel, int strategy, byte* version, int size);
    [LibraryImport(Library)] private static partial int deflateSetDictionary(Native* stream, byte* dictionary, uint length);
    [LibraryImport(Library)] private static partial int deflateCopy(Native* to, Native* from);
    [LibraryImport(Library)] private static partial int deflate(Native* stream, int flush);
    [LibraryImport(Library)] private static partial int deflateEnd(Native* stream);
    [LibraryImport(Library)] private static partial int inflateInit2_(Native* stream, int windowBits, byte* version, int size);
    [LibraryImport(Library)] private static partial int inflateSetDictionary(Native* stream, byte* dictionary, uint length);
    [LibraryImport(Library)] private static partial int inflateCopy(Native* to, Native* from);
    [LibraryImport(Library)] private static partial int inflate(Native* stream, int flush);
    [LibraryImport(Library)] private static partial int inflateEnd(Native* stream);
}
