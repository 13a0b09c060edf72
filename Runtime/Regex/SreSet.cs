using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Regex;

/// <summary>
/// What one operation that takes a single character accepts: a table for the first 256 code points, the code itself for the others,
/// and, made when first needed, vectorised searchers.
/// </summary>
internal sealed class SreSet
{
    private readonly byte[] table = new byte[256];
    private readonly uint[] code;
    private readonly int operand;
    private readonly SreOp op;

    private SearchValues<char>? asciiMembers;
    private SearchValues<char>? asciiOthers;
    private SearchValues<byte>? byteMembers;
    private SearchValues<byte>? byteOthers;

    /// <summary>The operation <paramref name="op"/> with its argument, or the set's first word, at <paramref name="operand"/>.</summary>
    public SreSet(uint[] code, SreOp op, int operand)
    {
        this.code = code;
        this.op = op;
        this.operand = operand;
        for (var c = 0; c < 256; c++)
            table[c] = Evaluate(c) ? (byte)1 : (byte)0;
        MayHoldLarge = op is not (SreOp.In or SreOp.InIgnore or SreOp.InLocIgnore) || HoldsLarge();
    }

    /// <summary>False when certainly nothing above U+00FF is in the set.</summary>
    public bool MayHoldLarge { get; }

    /// <summary>True when certainly no character is in both sets.</summary>
    public bool IsDisjointFrom(SreSet other)
    {
        if (MayHoldLarge && other.MayHoldLarge)
            return false;
        for (var c = 0; c < 256; c++)
        {
            if ((table[c] & other.table[c]) != 0)
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int c)
    {
        if ((uint)c < 256)
            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), c) != 0;
        return ContainsLarge(c);
    }

    /// <summary>True when certainly all members are characters of words, of Unicode's or only of ASCII's.</summary>
    public bool IsOfWords(bool unicode)
    {
        for (var c = 0; c < 256; c++)
        {
            if (table[c] != 0 && !(unicode ? SreChars.IsUniWord(c) : SreChars.IsWord(c)))
                return false;
        }
        return !MayHoldLarge || unicode && (op == SreOp.Category ? IsWordCategory(code[operand]) : op == SreOp.In && HasWordsOnly());
    }

    /// <summary>True when what the set's code says of large characters can only be word characters.</summary>
    private bool HasWordsOnly()
    {
        for (var at = operand; ;)
        {
            switch ((SreOp)code[at++])
            {
                case SreOp.Failure:
                    return true;
                case SreOp.Literal:
                    if (!SreChars.IsUniWord((int)code[at++]))
                        return false;
                    break;
                case SreOp.Charset:
                    at += 8;
                    break;
                case SreOp.Range:
                    if (code[at + 1] > 255)
                        return false;
                    at += 2;
                    break;
                case SreOp.Category:
                    if (!IsWordCategory(code[at++]))
                        return false;
                    break;
                default:
                    return false;
            }
        }
    }

    private static bool IsWordCategory(uint category) =>
        (SreCategory)category is SreCategory.Digit or SreCategory.Word or SreCategory.LocWord or SreCategory.UniDigit or SreCategory.UniWord;

    /// <summary>How many of the leading characters are in the set.</summary>
    public int CountLeading(ReadOnlySpan<char> text)
    {
        // Runs are mostly short; only a long one pays for the vectors.
        var i = 0;
        ref var flags = ref MemoryMarshal.GetArrayDataReference(table);
        var near = Math.Min(text.Length, 24);
        for (; i < near; i++)
        {
            var c = text[i];
            if (c < 256 ? Unsafe.Add(ref flags, c) == 0 : !ContainsLarge(c))
                return i;
        }
        if (i == text.Length)
            return i;
        asciiMembers ??= Make(member: true);
        while (true)
        {
            var run = text[i..].IndexOfAnyExcept(asciiMembers);
            if (run < 0)
                return text.Length;
            i += run;
            // Beyond ASCII: go on one by one while that lasts.
            var before = i;
            while (i < text.Length && text[i] >= 128 && Contains(text[i]))
                i++;
            if (i == before || i == text.Length)
                return i;
        }
    }

    /// <inheritdoc cref="CountLeading(ReadOnlySpan{char})"/>
    public int CountLeading(ReadOnlySpan<byte> text)
    {
        var i = 0;
        ref var flags = ref MemoryMarshal.GetArrayDataReference(table);
        var near = Math.Min(text.Length, 24);
        for (; i < near; i++)
        {
            if (Unsafe.Add(ref flags, text[i]) == 0)
                return i;
        }
        if (i == text.Length)
            return i;
        byteMembers ??= MakeBytes(member: true);
        var run = text[i..].IndexOfAnyExcept(byteMembers);
        return run < 0 ? text.Length : i + run;
    }

    /// <inheritdoc cref="CountLeading(ReadOnlySpan{char})"/>
    public int CountLeading(ReadOnlySpan<int> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Contains(text[i]))
                return i;
        }
        return text.Length;
    }

    /// <summary>The place of the first character in the set, or -1.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        // Mostly it is near.
        var near = Math.Min(text.Length, 8);
        var i = 0;
        for (; i < near; i++)
        {
            if (Contains(text[i]))
                return i;
        }
        asciiOthers ??= Make(member: false);
        for (; ; i++)
        {
            var run = text[i..].IndexOfAnyExcept(asciiOthers);
            if (run < 0)
                return -1;
            i += run;
            if (Contains(text[i]))
                return i;
        }
    }

    /// <inheritdoc cref="IndexIn(ReadOnlySpan{char})"/>
    public int IndexIn(ReadOnlySpan<byte> text)
    {
        byteOthers ??= MakeBytes(member: false);
        return text.IndexOfAnyExcept(byteOthers);
    }

    /// <inheritdoc cref="IndexIn(ReadOnlySpan{char})"/>
    public int IndexIn(ReadOnlySpan<int> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Contains(text[i]))
                return i;
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ContainsLarge(int c) => Evaluate(c);

    private SearchValues<char> Make(bool member)
    {
        var chars = new List<char>();
        for (var c = 0; c < 128; c++)
        {
            if (table[c] != 0 == member)
                chars.Add((char)c);
        }
        return SearchValues.Create(chars.ToArray());
    }

    private SearchValues<byte> MakeBytes(bool member)
    {
        var bytes = new List<byte>();
        for (var c = 0; c < 256; c++)
        {
            if (table[c] != 0 == member)
                bytes.Add((byte)c);
        }
        return SearchValues.Create(bytes.ToArray());
    }

    private bool Evaluate(int c)
    {
        var argument = (int)code[operand];
        return op switch
        {
            SreOp.Category => SreChars.IsIn((SreCategory)argument, c),
            SreOp.LiteralIgnore => SreChars.LowerAscii(c) == argument,
            SreOp.LiteralUniIgnore => SreChars.LowerUnicode(c) == argument,
            SreOp.LiteralLocIgnore => LocaleEqual(argument, c),
            SreOp.NotLiteralIgnore => SreChars.LowerAscii(c) != argument,
            SreOp.NotLiteralUniIgnore => SreChars.LowerUnicode(c) != argument,
            SreOp.NotLiteralLocIgnore => !LocaleEqual(argument, c),
            SreOp.In => InCode(c),
            SreOp.InIgnore => InCode(SreChars.LowerAscii(c)),
            SreOp.InUniIgnore => InCode(SreChars.LowerUnicode(c)),
            SreOp.InLocIgnore => InCode(SreChars.LowerAscii(c)) || InCode(SreChars.UpperAscii(c)),
            _ => false,
        };
    }

    private bool HoldsLarge()
    {
        for (var at = operand; ;)
        {
            switch ((SreOp)code[at++])
            {
                case SreOp.Failure:
                    return false;
                case SreOp.Literal:
                    if (code[at++] > 255)
                        return true;
                    break;
                case SreOp.Charset:
                    at += 8;
                    break;
                case SreOp.Range:
                    if (code[at + 1] > 255)
                        return true;
                    at += 2;
                    break;
                case SreOp.Category:
                    if ((SreCategory)code[at++] is not (SreCategory.Digit or SreCategory.Space or SreCategory.Word or SreCategory.LocWord))
                        return true;
                    break;
                default:
                    return true;
            }
        }
    }

    private static bool LocaleEqual(int pattern, int c) =>
        c == pattern || SreChars.LowerAscii(c) == pattern || SreChars.UpperAscii(c) == pattern;

    private bool InCode(int c)
    {
        var ok = true;
        for (var at = operand; ;)
        {
            switch ((SreOp)code[at++])
            {
                case SreOp.Failure:
                    return !ok;
                case SreOp.Literal:
                    if (c == (int)code[at++])
                        return ok;
                    break;
                case SreOp.Category:
                    if (SreChars.IsIn((SreCategory)code[at++], c))
                        return ok;
                    break;
                case SreOp.Charset:
                    if (c < 256 && (code[at + (c >> 5)] >> (c & 31) & 1) != 0)
                        return ok;
                    at += 8;
                    break;
                case SreOp.Range:
                    if (code[at] <= (uint)c && (uint)c <= code[at + 1])
                        return ok;
                    at += 2;
                    break;
                case SreOp.RangeUniIgnore:
                    var upper = (uint)UnicodeUpper(c);
                    if (code[at] <= (uint)c && (uint)c <= code[at + 1] || code[at] <= upper && upper <= code[at + 1])
                        return ok;
                    at += 2;
                    break;
                case SreOp.Negate:
                    ok = !ok;
                    break;
                case SreOp.BigCharset:
                    var blocks = (int)code[at++];
                    if (c < 0x10000)
                    {
                        var high = c >> 8;
                        var block = (int)(code[at + (high >> 2)] >> ((high & 3) * 8) & 0xFF);
                        if ((code[at + 64 + block * 8 + ((c & 255) >> 5)] >> (c & 31) & 1) != 0)
                            return ok;
                    }
                    at += 64 + blocks * 8;
                    break;
                default:
                    return false;
            }
        }
    }

    private static int UnicodeUpper(int c) => Text.UnicodeInfo.ToUpper(c);
}
