using System.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>
/// Source code as the tokenizer reads it: decoded (PEP 263), newlines turned into <c>\n</c>, no null character.
/// A byte that isn't UTF-8 is kept as a lone surrogate U+DC80..U+DCFF, since it is an error only inside a literal or a name.
/// </summary>
internal sealed partial class SourceText
{
    private SourceText(string text, string filename, string? encoding)
    {
        Text = text;
        Filename = filename;
        Encoding = encoding;
        IsAscii = Runtime.Text.ShortText.IsAscii(text);
    }

    public string Text { get; private set; }

    public string Filename { get; }

    /// <summary>The encoding that a cookie or a byte order mark names; null where none is declared.</summary>
    public string? Encoding { get; }

    /// <summary>Whether a column in characters is also one in bytes.</summary>
    public bool IsAscii { get; }

    /// <summary>What the tokenizer and parser have to warn of, for the caller to issue.</summary>
    public List<SyntaxWarningInfo> Warnings => _warnings ??= [];

    public int WarningCount => _warnings == null ? 0 : _warnings.Count;

    private List<SyntaxWarningInfo>? _warnings;

    /// <summary>Source given as str: a coding cookie is ignored. Lone surrogates are the caller's to refuse.</summary>
    public static SourceText FromString(string text, string filename)
    {
        if (text.Contains('\0'))
            throw NullBytes(filename);
        return new SourceText(TranslateNewlines(text), filename, null);
    }

    /// <summary>Source given as bytes: a byte order mark or a coding cookie says how to read them; else they are UTF-8.</summary>
    public static SourceText FromBytes(ReadOnlySpan<byte> bytes, string filename)
    {
        if (IsPlain(bytes))
            return new SourceText(Runtime.Text.ShortText.FromUtf8(bytes), filename, null);
        if (bytes.IndexOf((byte)0) >= 0)
            throw NullBytes(filename);
        var bom = bytes is [0xEF, 0xBB, 0xBF, ..];
        if (bom)
            bytes = bytes[3..];
        var cookie = FindCookie(bytes);
        if (bom && cookie is not null && cookie != "utf-8")
            throw Undecodable(filename, $"encoding problem: {cookie} with BOM");
        var text = cookie is null or "utf-8" ? DecodeUtf8(bytes) : DecodeWith(cookie, bytes, filename);
        if (text.Contains('\0'))
            throw NullBytes(filename);
        return new SourceText(TranslateNewlines(text), filename, cookie ?? (bom ? "utf-8" : null));
    }

    /// <summary>Short ASCII in which nothing needs to be looked for: a cookie stands in a comment.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Runtime.Text.ShortText.Longest)
            return false;
        foreach (var b in bytes)
            if (b is >= 0x80 or 0 or (byte)'\r' or (byte)'#')
                return false;
        return true;
    }

    /// <summary>
    /// Source read from a file that is run as a script: as <see cref="FromBytes"/>, but a line that isn't UTF-8 where no encoding is
    /// declared is refused at once, and an encoding that is unknown or doesn't fit is only an "encoding problem".
    /// </summary>
    public static SourceText FromFile(ReadOnlySpan<byte> bytes, string filename)
    {
        if (IsPlain(bytes))
            return FromBytes(bytes, filename);
        if (bytes.IndexOf((byte)0) is >= 0 and var nul)
        {
            var start = bytes[..nul].LastIndexOf((byte)'\n') + 1;
            var before = bytes[..start];
            if (FindCookie(bytes) is null && bytes is not [0xEF, 0xBB, 0xBF, ..])
            {
                RefuseUndeclared(new SourceText(DecodeUtf8(bytes[..nul]), filename, null));
                var end = bytes[nul..].IndexOf((byte)'\n');
                RefuseUndeclared(new SourceText(DecodeUtf8(end < 0 ? bytes : bytes[..(nul + end)]), filename, null));
            }
            var line = before.Count((byte)'\n') + 1;
            throw new SyntaxErrorException(SyntaxErrorKind.SyntaxError, "source code cannot contain null bytes", filename, line, 0, line, 0, DecodeUtf8(bytes[start..nul]));
        }
        SourceText source;
        try
        {
            source = FromBytes(bytes, filename);
        }
        catch (SyntaxErrorException e) when (e.Line == 0 && FindCookie(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes) is { } cookie)
        {
            throw Placeless(e.Message.EndsWith("BOM", StringComparison.Ordinal) ? e.Message : "encoding problem: " + cookie, filename);
        }
        if (source.Encoding is null && !source.IsAscii)
            RefuseUndeclared(source);
        return source;
    }

    /// <summary>The line of that number (from 1) without its newline, or null past the end.</summary>
    public string? GetLine(int number)
    {
        var start = 0;
        for (var i = 1; i < number; i++)
        {
            var newline = Text.IndexOf('\n', start);
            if (newline < 0 || newline + 1 > Text.Length)
                return null;
            start = newline + 1;
        }
        var end = Text.IndexOf('\n', start);
        return end < 0 ? Text[start..] : Text[start..end];
    }

    /// <summary>A file ends with a newline whether written or not.</summary>
    internal void EnsureFinalNewline()
    {
        if (Text.Length != 0 && Text[^1] != '\n')
            Text += "\n";
    }

    private static string TranslateNewlines(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n").Replace('\r', '\n') : text;

    private static void RefuseUndeclared(SourceText source)
    {
        var line = 1;
        var text = source.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
                line++;
            else if (char.IsHighSurrogate(c))
                i++;
            else if (char.IsLowSurrogate(c))
                throw Placeless(
                    $"Non-UTF-8 code starting with '\\x{c - 0xDC00:x2}' in file {source.Filename} on line {line}, but no encoding declared; "
                    + "see https://peps.python.org/pep-0263/ for details",
                    source.Filename);
        }
    }

    private static SyntaxErrorException NullBytes(string filename) => Placeless("source code string cannot contain null bytes", filename);

    /// <summary>An error that says nothing of a place but what is in its message.</summary>
    private static SyntaxErrorException Placeless(string message, string filename) =>
        new(SyntaxErrorKind.SyntaxError, message, filename, -1, -1, -1, -1, null);

    private static SyntaxErrorException Undecodable(string filename, string message) =>
        new(SyntaxErrorKind.SyntaxError, message, filename, 0, -1, -1, -1, null);
}
