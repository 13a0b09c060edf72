namespace TieredPy.Runtime.Modules;

/// <summary>Bytes to text with error handlers. A subclass reads one character, or says what is wrong.</summary>
internal abstract class Decoder(string name, byte[] input, string? errors, bool final)
{
    protected byte[] Input = input;
    protected readonly PyStrBuilder Output = new(input.Length);

    /// <summary>What <see cref="Read"/> found.</summary>
    protected enum Found
    {
        Character,
        Error,

        /// <summary>The input ends inside a character that may be valid.</summary>
        Incomplete,
    }

    /// <summary>Where the name of the encoding in errors differs from the codec's.</summary>
    protected string Name { get; set; } = name;

    protected int At { get; set; }

    /// <summary>Reads a character at <see cref="At"/>: its length in bytes, or that of the faulty bytes with the reason.</summary>
    protected abstract Found Read(out int c, out int length, out string reason);

    /// <summary>What the input's end inside a character is called.</summary>
    protected virtual string TruncatedReason => "unexpected end of data";

    /// <summary>Reads a lone surrogate that the encoding doesn't allow ("surrogatepass").</summary>
    protected virtual bool TryReadSurrogate(out int c, out int length)
    {
        c = length = 0;
        return false;
    }

    /// <summary>The text and how many bytes were used.</summary>
    public (PyStr Text, int Consumed) Run()
    {
        string mode = errors ?? "strict";
        while (At < Input.Length)
        {
            switch (Read(out int c, out int length, out string reason))
            {
                case Found.Character:
                    Output.Append(c);
                    At += length;
                    break;
                case Found.Incomplete:
                    if (!final) return (Output.ToStr(), At);
                    Handle(mode, At, At + length, TruncatedReason);
                    break;
                default:
                    Handle(mode, At, At + length, reason);
                    break;
            }
        }
        return (Output.ToStr(), At);
    }

    private void Handle(string mode, int start, int end, string reason)
    {
        if (ErrorHandlers.IsBuiltIn(mode))
        {
            switch (mode)
            {
                case "ignore":
                    At = end;
                    return;
                case "replace":
                    Output.Append(0xFFFD);
                    At = end;
                    return;
                case "backslashreplace":
                    for (int i = start; i < end; i++) Output.Append($"\\x{Input[i]:x2}");
                    At = end;
                    return;
                case "surrogateescape":
                    int k = start;
                    while (k < end && Input[k] >= 0x80) Output.Append(0xDC00 + Input[k++]);
                    if (k == start) break;
                    At = k;
                    return;
                case "surrogatepass" when TryReadSurrogate(out int c, out int length):
                    Output.Append(c);
                    At += length;
                    return;
                case "xmlcharrefreplace" or "namereplace":
                    throw Err.TypeError("don't know how to handle UnicodeDecodeError in error callback");
            }
            throw Err.UnicodeDecodeError(Name, new PyBytes(Input), start, end, reason);
        }
        var (replacement, next) = ErrorHandlers.CallDecode(mode, Name, ref Input, start, end, reason);
        Output.Append(replacement);
        At = next;
    }
}

/// <summary>UTF-8, with errors over the maximal valid prefix of a character (Unicode Standard, 3.9).</summary>
internal sealed class Utf8Decoder(byte[] input, string? errors, bool final) : Decoder("utf-8", input, errors, final)
{
    protected override Found Read(out int c, out int length, out string reason)
    {
        var b = Input;
        int i = At, left = b.Length - i;
        c = b[i];
        length = 1;
        reason = "invalid start byte";
        if (c < 0x80) return Found.Character;
        if (c is < 0xC2 or > 0xF4) return Found.Error;
        int size = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        reason = "invalid continuation byte";
        // The second byte has a narrower range after some first ones.
        int low = c switch { 0xE0 => 0xA0, 0xF0 => 0x90, _ => 0x80 };
        int high = c switch { 0xED => 0x9F, 0xF4 => 0x8F, _ => 0xBF };
        int value = c & (0x7F >> size);
        for (int k = 1; k < size; k++)
        {
            if (k >= left)
            {
                length = k;
                return Found.Incomplete;
            }
            if (b[i + k] < low || b[i + k] > high)
            {
                length = k;
                return Found.Error;
            }
            low = 0x80;
            high = 0xBF;
            value = value << 6 | b[i + k] & 0x3F;
        }
        c = value;
        length = size;
        return Found.Character;
    }

    protected override bool TryReadSurrogate(out int c, out int length)
    {
        var b = Input.AsSpan(At);
        length = 3;
        c = 0;
        if (b.Length < 3 || b[0] != 0xED || b[1] is < 0xA0 or > 0xBF || b[2] is < 0x80 or > 0xBF) return false;
        c = 0xD000 | (b[1] & 0x3F) << 6 | b[2] & 0x3F;
        return true;
    }
}

/// <summary>ASCII.</summary>
internal sealed class AsciiDecoder(byte[] input, string? errors) : Decoder("ascii", input, errors, true)
{
    protected override Found Read(out int c, out int length, out string reason)
    {
        c = Input[At];
        length = 1;
        reason = "ordinal not in range(128)";
        return c < 0x80 ? Found.Character : Found.Error;
    }
}

/// <summary>UTF-16 and UTF-32 in either order.</summary>
internal sealed class UtfDecoder : Decoder
{
    private readonly int unit;
    private bool bigEndian;

    /// <summary>Order -1 is little-endian, 1 big-endian, 0 what the byte order mark says.</summary>
    public UtfDecoder(string name, int unit, int order, byte[] input, string? errors, bool final) : base(name, input, errors, final)
    {
        this.unit = unit;
        bigEndian = order > 0;
        if (order == 0 && input.Length >= unit)
        {
            int mark = Unit(0);
            bool swapped = unit == 2 ? mark == 0xFFFE : mark == unchecked((int)0xFFFE0000);
            bigEndian = swapped;
            if (swapped || mark == 0xFEFF)
            {
                At = unit;
                Order = swapped ? 1 : -1;
            }
        }
        else Order = order;
        Name = (unit == 2 ? "utf-16" : "utf-32") + (order == 0 ? "" : bigEndian ? "-be" : "-le");
    }

    /// <summary>The order found: -1, 1, or 0 while there is no mark.</summary>
    public int Order { get; private set; }

    protected override string TruncatedReason => "truncated data";

    protected override Found Read(out int c, out int length, out string reason)
    {
        int left = Input.Length - At;
        reason = "";
        c = 0;
        length = Math.Min(unit, left);
        if (left < unit) return Found.Incomplete;
        c = Unit(At);
        if (unit == 4)
        {
            if ((uint)c > 0x10FFFF)
            {
                reason = "code point not in range(0x110000)";
                return Found.Error;
            }
            if (c is < 0xD800 or > 0xDFFF) return Found.Character;
            reason = "code point in surrogate code point range(0xd800, 0xe000)";
            return Found.Error;
        }
        if (c is < 0xD800 or > 0xDFFF) return Found.Character;
        if (c >= 0xDC00)
        {
            reason = "illegal encoding";
            return Found.Error;
        }
        if (left < 4)
        {
            length = left;
            return Found.Incomplete;
        }
        int second = Unit(At + 2);
        if (second is < 0xDC00 or > 0xDFFF)
        {
            reason = "illegal UTF-16 surrogate";
            return Found.Error;
        }
        c = 0x10000 + ((c - 0xD800) << 10) + (second - 0xDC00);
        length = 4;
        return Found.Character;
    }

    protected override bool TryReadSurrogate(out int c, out int length)
    {
        c = 0;
        length = unit;
        if (Input.Length - At < unit) return false;
        c = Unit(At);
        return c is >= 0xD800 and <= 0xDFFF;
    }

    private int Unit(int i) => unit == 2
        ? bigEndian ? Input[i] << 8 | Input[i + 1] : Input[i + 1] << 8 | Input[i]
        : bigEndian ? Input[i] << 24 | Input[i + 1] << 16 | Input[i + 2] << 8 | Input[i + 3] : Input[i + 3] << 24 | Input[i + 2] << 16 | Input[i + 1] << 8 | Input[i];
}
