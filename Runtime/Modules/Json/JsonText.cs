using System.Buffers;

namespace TieredPy.Runtime.Modules.Json;

/// <summary>Writes strs as JSON strings.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Where(static c => c is not ('"' or '\\')).ToArray());

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(static c => (char)c), '"', '\\']);

    /// <summary>Appends a str in quotes; with <paramref name="ascii"/> whatever is not ASCII is escaped.</summary>
    public static void AppendQuoted(PyStrBuilder to, PyStr s, bool ascii)
    {
        to.Append('"');
        if (s.IsWide)
        {
            foreach (int c in s.WideSpan) AppendCharacter(to, c, ascii);
        }
        else
        {
            var rest = s.Span;
            while (true)
            {
                int plain = ascii ? rest.IndexOfAnyExcept(PlainAscii) : rest.IndexOfAny(Escaped);
                if (plain < 0)
                {
                    to.Append(rest);
                    break;
                }
                to.Append(rest[..plain]);
                AppendCharacter(to, rest[plain], ascii);
                rest = rest[(plain + 1)..];
            }
        }
        to.Append('"');
    }

    private static void AppendCharacter(PyStrBuilder to, int c, bool ascii)
    {
        switch (c)
        {
            case '"': to.Append("\\\""); break;
            case '\\': to.Append("\\\\"); break;
            case '\n': to.Append("\\n"); break;
            case '\r': to.Append("\\r"); break;
            case '\t': to.Append("\\t"); break;
            case '\f': to.Append("\\f"); break;
            case '\b': to.Append("\\b"); break;
            case < ' ':
                AppendHex(to, c);
                break;
            case <= '~':
                to.Append(c);
                break;
            default:
                if (!ascii) to.Append(c);
                else if (c < 0x10000) AppendHex(to, c);
                else
                {
                    AppendHex(to, 0xD7C0 + (c >> 10));
                    AppendHex(to, 0xDC00 + (c & 0x3FF));
                }
                break;
        }
    }

    private static void AppendHex(PyStrBuilder to, int c)
    {
        ReadOnlySpan<char> text = ['\\', 'u', Digit(c >> 12), Digit(c >> 8), Digit(c >> 4), Digit(c)];
        to.Append(text);

        static char Digit(int n) => "0123456789abcdef"[n & 15];
    }
}
