namespace TieredPy.Runtime.Modules.Compression;

/// <summary>Doc strings that _bz2 and _lzma share.</summary>
internal static class CompressionDocs
{
    public const string Compress =
        "Provide data to the compressor object.\n\nReturns a chunk of compressed data if possible, or b'' otherwise.\n\n" +
        "When you have finished providing data to the compressor, call the\nflush() method to finish the compression process.";

    public const string Flush =
        "Finish the compression process.\n\nReturns the compressed data left in internal buffers.\n\n" +
        "The compressor object may not be used after this method is called.";

    public const string Decompress =
        "Decompress *data*, returning uncompressed data as bytes.\n\n" +
        "If *max_length* is nonnegative, returns at most *max_length* bytes of\n" +
        "decompressed data. If this limit is reached and further output can be\n" +
        "produced, *self.needs_input* will be set to ``False``. In this case, the next\n" +
        "call to *decompress()* may provide *data* as b'' to obtain more of the output.\n\n" +
        "If all of the input data was decompressed and returned (either because this\n" +
        "was less than *max_length* bytes, or because *max_length* was negative),\n" +
        "*self.needs_input* will be set to True.\n\n" +
        "Attempting to decompress data after the end of stream is reached raises an\n" +
        "EOFError.  Any data found after the end of the stream is ignored and saved in\n" +
        "the unused_data attribute.";

    public const string Eof = "True if the end-of-stream marker has been reached.";
    public const string NeedsInput = "True if more input is needed before more decompressed data can be produced.";
    public const string UnusedData = "Data found after the end of the compressed stream.";
}
