using static TieredPy.Runtime.Modules.Compression.LzmaNative;

namespace TieredPy.Runtime.Modules.Compression;

/// <summary>A stream of liblzma, one way.</summary>
internal sealed unsafe class LzmaStream
{
    private LzmaNative.Stream* native;

    private LzmaStream() => native = (LzmaNative.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(LzmaNative.Stream));

    ~LzmaStream()
    {
        if (native == null) return;
        lzma_end(native);
        NativeMemory.Free(native);
        native = null;
    }

    public static LzmaStream XzEncoder(uint preset, LzmaFilters? filters, int check)
    {
        var s = new LzmaStream();
        LzmaModule.Check(filters == null ? lzma_easy_encoder(s.native, preset, check) : lzma_stream_encoder(s.native, filters.Chain, check));
        return s;
    }

    public static LzmaStream AloneEncoder(uint preset, LzmaFilters? filters)
    {
        var s = new LzmaStream();
        LzmaOptions options = default;
        if (filters == null && lzma_lzma_preset(&options, preset) != 0) throw Err.Make(LzmaModule.Error, $"Invalid compression preset: {preset}");
        if (filters is { IsSingleLzma1: false })
            throw Err.ValueError("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
        LzmaModule.Check(lzma_alone_encoder(s.native, filters == null ? &options : (LzmaOptions*)filters.Chain->Options));
        return s;
    }

    public static LzmaStream RawEncoder(LzmaFilters filters)
    {
        var s = new LzmaStream();
        LzmaModule.Check(lzma_raw_encoder(s.native, filters.Chain));
        return s;
    }

    public static LzmaStream RawDecoder(LzmaFilters filters)
    {
        var s = new LzmaStream();
        LzmaModule.Check(lzma_raw_decoder(s.native, filters.Chain));
        return s;
    }

    /// <summary>A decoder of what has a container: of .xz, of .lzma, or of either.</summary>
    public static LzmaStream Decoder(int format, ulong memoryLimit)
    {
        const uint Flags = TellAnyCheck | TellNoCheck;
        var s = new LzmaStream();
        LzmaModule.Check(format switch
        {
            LzmaModule.FormatXz => lzma_stream_decoder(s.native, memoryLimit, Flags),
            LzmaModule.FormatAlone => lzma_alone_decoder(s.native, memoryLimit),
            _ => lzma_auto_decoder(s.native, memoryLimit, Flags),
        });
        return s;
    }

    /// <summary>Gives all of the input to the compressor; what it put out meanwhile. To be called with the stream locked.</summary>
    public PyBytes Compress(ReadOnlySpan<byte> input, int action)
    {
        var output = new OutputBlocks(-1);
        fixed (byte* from = input)
        {
            native->NextIn = from;
            native->AvailableIn = (nuint)input.Length;
            native->AvailableOut = (nuint)output.Block.Length;
            while (true)
            {
                int status = Step(output, action);
                // Nothing to do is an error to liblzma only.
                if (status == BufferError && input.IsEmpty && native->AvailableOut > 0) status = Ok;
                LzmaModule.Check(status);
                if (action == ActionRun ? native->AvailableIn == 0 : status == StreamEnd) break;
                if (native->AvailableOut == 0) Grow(output);
            }
        }
        return output.Finish((long)native->AvailableOut);
    }

    /// <summary>Decompresses up to <paramref name="limit"/> bytes (negative: all it can). To be called with the stream locked.</summary>
    /// <param name="check">Set when the stream tells which check it uses.</param>
    /// <param name="left">How many bytes at the input's end were not used.</param>
    /// <param name="full">True when the output stopped at the limit, so that there may be more.</param>
    /// <param name="ended">True when the compressed stream ended.</param>
    public PyBytes Decompress(ReadOnlySpan<byte> input, long limit, ref int check, out int left, out bool full, out bool ended)
    {
        var output = new OutputBlocks(limit);
        fixed (byte* from = input)
        {
            native->NextIn = from;
            native->AvailableIn = (nuint)input.Length;
            native->AvailableOut = (nuint)output.Block.Length;
            while (true)
            {
                int status = Step(output, ActionRun);
                if (status == BufferError && native->AvailableIn == 0 && native->AvailableOut > 0) status = Ok;
                LzmaModule.Check(status);
                if (status is GetCheck or NoCheck) check = lzma_get_check(native);
                ended = status == StreamEnd;
                if (ended) break;
                if (native->AvailableOut == 0)
                {
                    // liblzma may hold output although all input is used.
                    if (output.IsFull(0)) break;
                    Grow(output);
                }
                else if (native->AvailableIn == 0)
                {
                    break;
                }
            }
        }
        left = (int)native->AvailableIn;
        full = native->AvailableOut == 0;
        return output.Finish((long)native->AvailableOut);
    }

    private int Step(OutputBlocks output, int action)
    {
        fixed (byte* to = output.Block)
        {
            native->NextOut = to + (output.Block.Length - (int)native->AvailableOut);
            return lzma_code(native, action);
        }
    }

    private void Grow(OutputBlocks output)
    {
        output.Grow();
        native->AvailableOut = (nuint)output.Block.Length;
    }
}
