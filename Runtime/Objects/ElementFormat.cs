namespace TieredPy.Runtime.Objects;

/// <summary>How a number is stored in a run of bytes, in the machine's own byte order; or a character in a string.</summary>
internal enum ElementFormat : byte
{
    /// <summary>No number of these formats.</summary>
    None,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float32,
    Float64,

    /// <summary>A character of a .NET string, which is only read.</summary>
    Char,
}

/// <summary>What is known of each format.</summary>
internal static class ElementFormats
{
    /// <summary>The format of a type code of array.array, or of a native format of the struct module.</summary>
    public static ElementFormat Of(char code) => code switch
    {
        'b' => ElementFormat.Int8,
        'B' => ElementFormat.UInt8,
        'h' => ElementFormat.Int16,
        'H' => ElementFormat.UInt16,
        'i' => ElementFormat.Int32,
        'I' => ElementFormat.UInt32,
        'l' or 'q' or 'n' => ElementFormat.Int64,
        'L' or 'Q' or 'N' => ElementFormat.UInt64,
        'f' => ElementFormat.Float32,
        'd' => ElementFormat.Float64,
        _ => ElementFormat.None,
    };

    /// <summary>Bytes of an element.</summary>
    public static int SizeOf(ElementFormat f) => f switch
    {
        ElementFormat.Int8 or ElementFormat.UInt8 => 1,
        ElementFormat.Int16 or ElementFormat.UInt16 or ElementFormat.Char => 2,
        ElementFormat.Int32 or ElementFormat.UInt32 or ElementFormat.Float32 => 4,
        _ => 8,
    };

    public static bool IsFloat(ElementFormat f) => f is ElementFormat.Float32 or ElementFormat.Float64;

    /// <summary>The least and greatest int of a format, of those that fit 64 signed bits.</summary>
    public static (long Low, long High) RangeOf(ElementFormat f) => f switch
    {
        ElementFormat.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementFormat.UInt8 => (0, byte.MaxValue),
        ElementFormat.Int16 => (short.MinValue, short.MaxValue),
        ElementFormat.UInt16 or ElementFormat.Char => (0, ushort.MaxValue),
        ElementFormat.Int32 => (int.MinValue, int.MaxValue),
        ElementFormat.UInt32 => (0, uint.MaxValue),
        ElementFormat.UInt64 => (0, long.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
