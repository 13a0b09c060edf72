namespace TieredPy.Runtime.Text;

/// <summary>Padding and tabs of str and bytes.</summary>
internal static class TextLayout
{
    /// <summary>The text with fill characters on both sides.</summary>
    public static TextValue Pad(TextValue text, long left, long right, int fill)
    {
        left = Math.Max(0, left);
        right = Math.Max(0, right);
        if (left == 0 && right == 0)
            return text;
        if (text.Length + left + right > Array.MaxLength)
            throw new OutOfMemoryException();
        if (!text.IsWide && fill <= 0xFFFF)
        {
            return string.Create((int)(text.Length + left + right), new Padding(text.Chars, (int)left, (char)fill), static (to, work) =>
            {
                to[..work.Left].Fill(work.Fill);
                work.Text.CopyTo(to[work.Left..]);
                to[(work.Left + work.Text.Length)..].Fill(work.Fill);
            });
        }
        var result = new int[text.Length + left + right];
        result.AsSpan().Fill(fill);
        text.CopyTo(result.AsSpan((int)left));
        return TextValue.FromOwned(result);
    }

    public static TextValue LeftJustify(TextValue text, long width, int fill) => Pad(text, 0, width - text.Length, fill);

    public static TextValue RightJustify(TextValue text, long width, int fill) => Pad(text, width - text.Length, 0, fill);

    /// <summary>str.center: of an odd margin, the larger half goes left when the width is odd.</summary>
    public static TextValue Center(TextValue text, long width, int fill)
    {
        var margin = width - text.Length;
        if (margin <= 0)
            return text;
        var left = LeftMargin(margin, width);
        return Pad(text, left, margin - left, fill);
    }

    /// <summary>What <see cref="Center"/> puts at the left.</summary>
    public static long LeftMargin(long margin, long width) => margin / 2 + (margin & width & 1);

    /// <summary>str.zfill: zeros between the sign and the rest.</summary>
    public static TextValue ZeroFill(TextValue text, long width)
    {
        var zeros = width - text.Length;
        if (zeros <= 0)
            return text;
        if (text.Length == 0 || text[0] is not ('+' or '-'))
            return Pad(text, zeros, 0, '0');
        var padded = Pad(text.Slice(1, text.Length), zeros, 0, '0');
        var builder = new TextBuilder(stackalloc char[128]);
        builder.Append((char)text[0]);
        builder.Append(padded);
        return builder.ToTextAndFree();
    }

    /// <summary>str.expandtabs.</summary>
    public static TextValue ExpandTabs(TextValue text, int tabSize)
    {
        if (!text.IsWide && !text.Chars.Contains('\t'))
            return text;
        var builder = new TextBuilder(stackalloc char[256]);
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\t')
            {
                if (tabSize <= 0)
                    continue;
                var spaces = tabSize - column % tabSize;
                builder.Append(' ', spaces);
                column += spaces;
            }
            else
            {
                builder.Append(c);
                column = c is '\n' or '\r' ? 0 : column + 1;
            }
        }
        return builder.ToTextAndFree();
    }

    /// <summary>bytes.expandtabs.</summary>
    public static byte[] ExpandTabs(ReadOnlySpan<byte> text, int tabSize)
    {
        var result = new List<byte>(text.Length + 16);
        var column = 0;
        foreach (var b in text)
        {
            if (b == '\t')
            {
                if (tabSize <= 0)
                    continue;
                var spaces = tabSize - column % tabSize;
                for (var i = 0; i < spaces; i++)
                    result.Add((byte)' ');
                column += spaces;
            }
            else
            {
                result.Add(b);
                column = b is (byte)'\n' or (byte)'\r' ? 0 : column + 1;
            }
        }
        return result.ToArray();
    }

    /// <summary>The bytes with fill bytes on both sides.</summary>
    public static byte[] Pad(ReadOnlySpan<byte> text, long left, long right, byte fill)
    {
        left = Math.Max(0, left);
        right = Math.Max(0, right);
        if (text.Length + left + right > Array.MaxLength)
            throw new OutOfMemoryException();
        var result = new byte[text.Length + left + right];
        result.AsSpan().Fill(fill);
        text.CopyTo(result.AsSpan((int)left));
        return result;
    }

    /// <summary>bytes.zfill.</summary>
    public static byte[] ZeroFill(ReadOnlySpan<byte> text, long width)
    {
        var result = Pad(text, width - text.Length, 0, (byte)'0');
        if (result.Length > text.Length && !text.IsEmpty && text[0] is (byte)'+' or (byte)'-')
        {
            result[result.Length - text.Length] = (byte)'0';
            result[0] = text[0];
        }
        return result;
    }

    private readonly ref struct Padding(ReadOnlySpan<char> text, int left, char fill)
    {
        public readonly ReadOnlySpan<char> Text = text;
        public readonly int Left = left;
        public readonly char Fill = fill;
    }
}
