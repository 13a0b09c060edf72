namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>A character set that an ISO 2022 encoding designates.</summary>
/// <param name="mark">The final byte of its escape sequence, with the high bit when its characters have two bytes.</param>
/// <param name="plane">Where encoding designates it to: G0 or G1.</param>
internal abstract class Iso2022Set(byte mark, int plane)
{
    public const byte TwoBytes = 0x80;

    public byte Mark { get; } = mark;

    public int Plane { get; } = plane;

    public int Width => (Mark & TwoBytes) != 0 ? 2 : 1;

    /// <summary>The code of a code point; 0 when the set hasn't got it.</summary>
    public abstract int Encode(int c);

    /// <summary>The code point of a character's bytes, or two; 0 or less when there is none.</summary>
    public abstract int Decode(ReadOnlySpan<byte> bytes, out int second);

    public virtual bool BeginsPair(int c) => false;

    public virtual bool TryEncodePair(int first, int second, out int code)
    {
        code = 0;
        return false;
    }
}

/// <summary>A set of 94 by 94 characters.</summary>
internal sealed class Iso2022TableSet(char mark, string table, int plane = 0) : Iso2022Set((byte)(mark | TwoBytes), plane)
{
    private const int HighBits = 0x8080;
    private readonly MultibyteTable table = MultibyteTable.Load(table);

    public override int Encode(int c) => table.Encode(c) & ~HighBits;

    public override int Decode(ReadOnlySpan<byte> bytes, out int second) => table.Decode(0, bytes[0] | 0x80, bytes[1] ^ 0x80, out second);

    public override bool BeginsPair(int c) => table.BeginsPair(c);

    public override bool TryEncodePair(int first, int second, out int code)
    {
        bool found = table.TryEncodePair(first, second, out code);
        code &= ~HighBits;
        return found;
    }
}

/// <summary>JIS X 0201's Latin letters: ASCII but for the yen sign and the overline. ASCII itself is never encoded by it.</summary>
internal sealed class JisLatinSet() : Iso2022Set((byte)'J', 0)
{
    public override int Encode(int c) => c switch
    {
        0xA5 => '\\',
        0x203E => '~',
        _ => 0,
    };

    public override int Decode(ReadOnlySpan<byte> bytes, out int second)
    {
        second = 0;
        return bytes[0] switch
        {
            (byte)'\\' => 0xA5,
            (byte)'~' => 0x203E,
            var b => b,
        };
    }
}

/// <summary>JIS X 0201's half-width katakana.</summary>
internal sealed class JisKatakanaSet() : Iso2022Set((byte)'I', 0)
{
    private const int First = 0xFF61, Last = 0xFF9F, FirstByte = 0x21;

    public override int Encode(int c) => c is >= First and <= Last ? c - First + FirstByte : 0;

    public override int Decode(ReadOnlySpan<byte> bytes, out int second)
    {
        second = 0;
        int c = bytes[0] - FirstByte + First;
        return c is >= First and <= Last ? c : 0;
    }
}

/// <summary>A set that is only used one character at a time, through G2 (the upper halves of ISO 8859-1 and -7).</summary>
internal sealed class SingleShiftSet(char mark) : Iso2022Set((byte)mark, 2)
{
    public const byte Latin1 = (byte)'A', Greek = (byte)'F';

    public override int Encode(int c) => 0;

    public override int Decode(ReadOnlySpan<byte> bytes, out int second)
    {
        second = 0;
        return 0;
    }

    /// <summary>The character that a byte means after a single shift; -1 when there is none.</summary>
    public static int DecodeShifted(byte set, byte b) => set switch
    {
        Latin1 => b < 0x80 ? b + 0x80 : -1,
        Greek => GreekOf(b ^ 0x80),
        _ => b < 0x80 ? b : -1,
    };

    /// <summary>ISO 8859-7 of 1987.</summary>
    private static int GreekOf(int b) => b switch
    {
        < 0xA0 => b,
        0xA1 => 0x2018,
        0xA2 => 0x2019,
        0xAF => 0x2015,
        0xA4 or 0xA5 or 0xAA or 0xAE or 0xD2 or 0xFF => -1,
        0xB7 or 0xBB or 0xBD => b,
        >= 0xB4 => b + 0x2D0,
        _ => b,
    };
}
