using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>repr of str: quotes, and escapes for what isn't printable.</summary>
internal static class StrRepr
{
    public static PyStr Of(PyStr s)
    {
        bool single = false, twice = false, plain = true;
        for (int i = 0; i < s.Length; i++)
        {
            int c = s[i];
            if (c == '\'') single = true;
            else if (c == '"') twice = true;
            else if (c is '\\' or < ' ' or >= 0x7F) plain = false;
        }
        char quote = single && !twice ? '"' : '\'';
        if (plain && !(single && twice) && !s.IsWide) return new PyStr(single ? string.Concat("\"", s.Span, "\"") : string.Concat("'", s.Span, "'"));
        if (plain && !(single && twice)) return PyStr.Concat(PyStr.OfCodePoint(quote), PyStr.Concat(s, PyStr.OfCodePoint(quote)));
        var b = new PyStrBuilder(s.Length + 2);
        b.Append(quote);
        for (int i = 0; i < s.Length; i++)
        {
            int c = s[i];
            if (c == quote || c == '\\')
            {
                b.Append('\\');
                b.Append(c);
            }
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c is >= ' ' and < 0x7F) b.Append(c);
            else if (c >= 0xA0 && UnicodeInfo.IsPrintable(c)) b.Append(c);
            else b.AppendEscape(c);
        }
        b.Append(quote);
        return b.ToStr();
    }
}
