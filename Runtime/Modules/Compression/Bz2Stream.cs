using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Compression;

/// <summary>A stream of libbz2, one way.</summary>
internal sealed unsafe partial class Bz2Stream
{
    public const int ActionRun = 0, ActionFinish = 2;

    private const string Library = SystemLibrary.Bzip2;
    private const int StreamEnd = 4;

    private readonly bool compressing;
    private Native* native;

    private Bz2Stream(bool compressing)
    {
        this.compressing = compressing;
        native = (Native*)NativeMemory.AllocZeroed((nuint)sizeof(Native));
    }

    ~Bz2Stream()
    {
        if (native == null) return;
        // Of a stream that was never started this does nothing.
        _ = compressing ? BZ2_bzCompressEnd(native) : BZ2_bzDecompressEnd(native);
        NativeMemory.Free(native);
        native = null;
    }

    /// <summary>bz_stream.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Native
    {
        public byte* NextIn;
        public uint AvailableIn;
        public uint TotalInLow;
        public uint TotalInHigh;
        public byte* NextOut;
        public uint AvailableOut;
        public uint TotalOutLow;
        public uint TotalOutHigh;
        public void* State;
        public void* Allocate;
        public void* Free;
        public void* Opaque;
    }

    public static Bz2Stream Compressor(int level)
    {
        var s = new Bz2Stream(true);
        Check(BZ2_bzCompressInit(s.native, level, 0, 0));
        return s;
    }

    public static Bz2Stream Decompressor()
    {
        var s = new Bz2Stream(false);
        Check(BZ2_bzDecompressInit(s.native, 0, 0));
        return s;
    }

    /// <summary>Gives all of the input to the compressor; what it put out meanwhile. To be called with the stream locked.</summary>
    public PyBytes Compress(ReadOnlySpan<byte> input, int action)
    {
        var output = new OutputBlocks(-1);
        fixed (byte* from = input)
        {
            native->NextIn = from;
            native->AvailableIn = (uint)input.Length;
            native->AvailableOut = (uint)output.Block.Length;
            while (action != ActionRun || native->AvailableIn != 0)
            {
                if (native->AvailableOut == 0)
                {
                    output.Grow();
                    native->AvailableOut = (uint)output.Block.Length;
                }
                int status;
                fixed (byte* to = output.Block)
                {
                    native->NextOut = to + (output.Block.Length - native->AvailableOut);
                    status = BZ2_bzCompress(native, action);
                }
                Check(status);
                if (action == ActionFinish && status == StreamEnd) break;
            }
        }
        return output.Finish(native->AvailableOut);
    }

    /// <summary>Decompresses up to <paramref name="limit"/> bytes (negative: all it can). To be called with the stream locked.</summary>
    /// <param name="left">How many bytes at the input's end were not used.</param>
    /// <param name="ended">True when the compressed stream ended.</param>
    public PyBytes Decompress(ReadOnlySpan<byte> input, long limit, out int left, out bool ended)
    {
        var output = new OutputBlocks(limit);
        fixed (byte* from = input)
        {
            native->NextIn = from;
            native->AvailableIn = (uint)input.Length;
            native->AvailableOut = (uint)output.Block.Length;
            while (true)
            {
                int status;
                fixed (byte* to = output.Block)
                {
                    native->NextOut = to + (output.Block.Length - native->AvailableOut);
                    status = BZ2_bzDecompress(native);
                }
                Check(status);
                ended = status == StreamEnd;
                if (ended || native->AvailableIn == 0) break;
                if (native->AvailableOut != 0) continue;
                if (output.IsFull(0)) break;
                output.Grow();
                native->AvailableOut = (uint)output.Block.Length;
            }
        }
        left = (int)native->AvailableIn;
        return output.Finish(native->AvailableOut);
    }

    private static void Check(int status)
    {
        if (status >= 0) return;
        throw status switch
        {
            -1 => Err.RuntimeError("Internal error - Invalid sequence of commands sent to libbzip2"),
            -2 => Err.ValueError("Internal error - invalid parameters passed to libbzip2"),
            -3 => Err.MemoryError(),
            -4 or -5 => Err.OSError("Invalid data stream"),
            -6 => Err.OSError("Unknown I/O error"),
            -7 => Err.EOFError("Compressed file ended before the logical end-of-stream was detected"),
            -9 => Err.SystemError("libbzip2 was not compiled correctly"),
            _ => Err.OSError($"Unrecognized error from libbzip2: {status}"),
        };
    }

    [LibraryImport(Library)] private static partial int BZ2_bzCompressInit(Native* stream, int blockSize, int verbosity, int workFactor);
    [LibraryImport(Library)] private static partial int BZ2_bzCompress(Native* stream, int action);
    [LibraryImport(Library)] private static partial int BZ2_bzCompressEnd(Native* stream);
    [LibraryImport(Library)] private static partial int BZ2_bzDecompressInit(Native* stream, int verbosity, int small);
    [LibraryImport(Library)] private static partial int BZ2_bzDecompress(Native* stream);
    [LibraryImport(Library)] private static partial int BZ2_bzDecompressEnd(Native* stream);
}
