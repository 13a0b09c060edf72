using System.Text;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>What the parser needs of the Unicode database.</summary>
internal static class UnicodeText
{
    /// <summary>Normal form KC, in which identifiers are compared (PEP 3131).</summary>
    public static string NormalizeNfkc(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in UnicodeNormalizer.Normalize(CodePoints(text), NormalizationKind.Nfkc))
            builder.Append(char.ConvertFromUtf32(c));
        return builder.ToString();
    }

    /// <summary>
    /// A str constant: a string when all code points are below U+10000, or else the array of code points. Pairs of surrogates
    /// are one code point each when they come from source text.
    /// </summary>
    public static object FromSource(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]))
                return CodePoints(text);
        }
        return text.ToString();
    }

    public static int[] CodePoints(ReadOnlySpan<char> text)
    {
        var points = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                points.Add(char.ConvertToUtf32(text[i], text[++i]));
            else
                points.Add(text[i]);
        }
        return [.. points];
    }
}

/// <summary>Collects code points; the result is a string as long as none is above U+FFFF.</summary>
internal sealed class CodePointBuilder
{
    private readonly StringBuilder _narrow = new();
    private List<int>? _wide;

    public bool IsEmpty => _wide is null ? _narrow.Length == 0 : _wide.Count == 0;

    public void Append(int codePoint)
    {
        if (_wide is null && codePoint <= 0xFFFF)
        {
            _narrow.Append((char)codePoint);
            return;
        }
        Widen().Add(codePoint);
    }

    /// <summary>Appends source text, in which a pair of surrogates is one code point.</summary>
    public void AppendSource(ReadOnlySpan<char> text)
    {
        if (_wide is null && text.IndexOfAnyInRange('\uD800', '\uDBFF') < 0)
        {
            _narrow.Append(text);
            return;
        }
        Widen().AddRange(UnicodeText.CodePoints(text));
    }

    /// <summary>Appends a str constant.</summary>
    public void AppendConstant(object value)
    {
        if (value is int[] points)
            Widen().AddRange(points);
        else if (_wide is null)
            _narrow.Append((string)value);
        else
            foreach (var c in (string)value)
                _wide.Add(c);
    }

    public object Build() => _wide is null ? _narrow.ToString() : _wide.ToArray();

    private List<int> Widen()
    {
        if (_wide is not null)
            return _wide;
        _wide = new List<int>(_narrow.Length + 16);
        for (var i = 0; i < _narrow.Length; i++)
            _wide.Add(_narrow[i]);
        return _wide;
    }
}
