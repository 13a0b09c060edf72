namespace TieredPy.Runtime.Objects;

public abstract partial class PyBytesBase
{
    private const int Left = 1;
    private const int Right = 2;

    [PyMethod("strip", Doc = "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading and trailing ASCII whitespace.")]
    internal Value Strip([OptNone] Value bytes) => StripSides(bytes, Left | Right);

    [PyMethod("lstrip", Doc = "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading  ASCII whitespace.")]
    internal Value LStrip([OptNone] Value bytes) => StripSides(bytes, Left);

    [PyMethod("rstrip", Doc = "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII whitespace.")]
    internal Value RStrip([OptNone] Value bytes) => StripSides(bytes, Right);

    private Value StripSides(Value bytes, int sides)
    {
        ReadOnlySpan<byte> set = bytes.IsNone ? " \t\n\r\f\v"u8 : Buffers.Get(bytes);
        var a = AsSpan();
        int start = 0, end = a.Length;
        if ((sides & Left) != 0)
            while (start < end && set.Contains(a[start])) start++;
        if ((sides & Right) != 0)
            while (end > start && set.Contains(a[end - 1])) end--;
        return end - start == a.Length ? WrapSame() : Wrap(a[start..end]);
    }

    [PyMethod("ljust", Doc = "Return a left-justified string of length width.\n\nPadding is done using the specified fill character.")]
    internal Value LJust(long width, [Opt(Show = "b' '")] Value fillchar) => Pad(width, Fill("ljust", fillchar), 0, width - Count);

    [PyMethod("rjust", Doc = "Return a right-justified string of length width.\n\nPadding is done using the specified fill character.")]
    internal Value RJust(long width, [Opt(Show = "b' '")] Value fillchar) => Pad(width, Fill("rjust", fillchar), width - Count, 0);

    [PyMethod("center", Doc = "Return a centered string of length width.\n\nPadding is done using the specified fill character.")]
    internal Value Center(long width, [Opt(Show = "b' '")] Value fillchar)
    {
        byte fill = Fill("center", fillchar);
        long pad = width - Count;
        long left = pad / 2 + (pad & width & 1);
        return Pad(width, fill, left, pad - left);
    }

    private static byte Fill(string method, Value v)
    {
        if (v.IsMissing) return (byte)' ';
        if (v.Ref is PyBytesBase b)
            return b.Count == 1 ? b.AsSpan()[0] : throw Err.TypeError($"{method}(): argument 2 must be a byte string of length 1, not a {(b is PyBytes ? "bytes" : "bytearray")} object of length {b.Count}");
        throw Err.TypeError($"{method}() argument 2 must be a byte string of length 1, not {Ops.TypeName(v)}");
    }

    private Value Pad(long width, byte fill, long left, long right)
    {
        var a = AsSpan();
        if (width <= a.Length) return WrapSame();
        if (width > Array.MaxLength) throw Err.MemoryError();
        var r = new byte[width];
        Array.Fill(r, fill);
        a.CopyTo(r.AsSpan((int)left));
        return Wrap(r);
    }

    [PyMethod("zfill", Doc = "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is never truncated.")]
    internal Value ZFill(long width)
    {
        var a = AsSpan();
        if (width <= a.Length) return WrapSame();
        if (width > Array.MaxLength) throw Err.MemoryError();
        var r = new byte[width];
        int pad = (int)width - a.Length;
        Array.Fill(r, (byte)'0', 0, pad);
        a.CopyTo(r.AsSpan(pad));
        if (a.Length > 0 && a[0] is (byte)'+' or (byte)'-') (r[0], r[pad]) = (a[0], (byte)'0');
        return Wrap(r);
    }

    [PyMethod("expandtabs", Doc = "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.")]
    internal Value ExpandTabs([Kw] int tabsize = 8)
    {
        var r = new List<byte>(Count);
        int column = 0;
        foreach (byte b in AsSpan())
        {
            if (b == '\t')
            {
                if (tabsize > 0)
                {
                    int n = tabsize - column % tabsize;
                    column += n;
                    if (r.Count + (long)n > Array.MaxLength) throw Err.OverflowError("result too long");
                    for (; n > 0; n--) r.Add((byte)' ');
                }
                continue;
            }
            r.Add(b);
            column = b is (byte)'\n' or (byte)'\r' ? 0 : column + 1;
        }
        return Wrap(r.ToArray());
    }

    [PyMethod("lower", Doc = "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase.")]
    internal Value Lower() => Map(b => IsUpperByte(b) ? (byte)(b + 32) : b);

    [PyMethod("upper", Doc = "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase.")]
    internal Value Upper() => Map(b => IsLowerByte(b) ? (byte)(b - 32) : b);

    [PyMethod("swapcase", Doc = "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa.")]
    internal Value SwapCase() => Map(b => IsAlphaByte(b) ? (byte)(b ^ 32) : b);

    [PyMethod("capitalize", Doc = "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased.")]
    internal Value Capitalize()
    {
        var r = AsSpan().ToArray();
        for (int i = 0; i < r.Length; i++)
            if (i == 0 ? IsLowerByte(r[i]) : IsUpperByte(r[i])) r[i] ^= 32;
        return Wrap(r);
    }

    [PyMethod("title", Doc = "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase.")]
    internal Value Title()
    {
        var r = AsSpan().ToArray();
        bool inWord = false;
        for (int i = 0; i < r.Length; i++)
        {
            if (inWord ? IsUpperByte(r[i]) : IsLowerByte(r[i])) r[i] ^= 32;
            inWord = IsAlphaByte(r[i]);
        }
        return Wrap(r);
    }

    [PyMethod("isalnum", Doc = "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise.")]
    internal bool IsAlnum() => All(b => IsAlphaByte(b) || b is >= (byte)'0' and <= (byte)'9');

    [PyMethod("isalpha", Doc = "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise.")]
    internal bool IsAlpha() => All(IsAlphaByte);

    [PyMethod("isascii", Doc = "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise.")]
    internal bool IsAscii() => System.Text.Ascii.IsValid(AsSpan());

    [PyMethod("isdigit", Doc = "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise.")]
    internal bool IsDigit() => All(b => b is >= (byte)'0' and <= (byte)'9');

    [PyMethod("isspace", Doc = "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise.")]
    internal bool IsSpaces() => All(IsSpace);

    [PyMethod("islower", Doc = "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise.")]
    internal bool IsLower() => CasedOnly(IsUpperByte, IsLowerByte);

    [PyMethod("isupper", Doc = "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise.")]
    internal bool IsUpper() => CasedOnly(IsLowerByte, IsUpperByte);

    [PyMethod("istitle", Doc = "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise.")]
    internal bool IsTitle()
    {
        bool cased = false, inWord = false;
        foreach (byte b in AsSpan())
        {
            if (IsUpperByte(b))
            {
                if (inWord) return false;
                inWord = cased = true;
            }
            else if (IsLowerByte(b))
            {
                if (!inWord) return false;
                cased = true;
            }
            else inWord = false;
        }
        return cased;
    }

    private static bool IsUpperByte(byte b) => b is >= (byte)'A' and <= (byte)'Z';

    private static bool IsLowerByte(byte b) => b is >= (byte)'a' and <= (byte)'z';

    private static bool IsAlphaByte(byte b) => IsUpperByte(b) || IsLowerByte(b);

    private Value Map(Func<byte, byte> f)
    {
        var r = AsSpan().ToArray();
        for (int i = 0; i < r.Length; i++) r[i] = f(r[i]);
        return Wrap(r);
    }

    private bool All(Func<byte, bool> f)
    {
        var a = AsSpan();
        foreach (byte b in a)
            if (!f(b)) return false;
        return a.Length > 0;
    }

    private bool CasedOnly(Func<byte, bool> wrong, Func<byte, bool> right)
    {
        bool any = false;
        foreach (byte b in AsSpan())
        {
            if (wrong(b)) return false;
            any |= right(b);
        }
        return any;
    }
}
