using System.Globalization;
using System.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>What the tokenizer reports, and which identifiers it accepts.</summary>
internal sealed partial class Tokenizer
{
    /// <summary>Stops with an error at the character read last, or at a range of columns; always false.</summary>
    private bool Fail(string message, int col = -1, int endCol = -1)
    {
        if (_state is not (TokenizerState.Ok or TokenizerState.EndOfFile) && Error is not null)
            return false;
        if (col < 0)
            col = CountCodePoints(_text.AsSpan(_lineStart, _cur - _lineStart));
        var end = _text.IndexOf('\n', _lineStart);
        var text = KeptBytesReplaced(end < 0 ? _text[_lineStart..] : _text[_lineStart..end]);
        _state = TokenizerState.Error;
        Error = new SyntaxErrorException(SyntaxErrorKind.SyntaxError, message, _source.Filename, _line, col, _line, endCol < 0 ? col : endCol, text);
        return false;
    }

    private void Warn(string message) => _source.Warnings.Add(new SyntaxWarningInfo(false, message, _line, CountCodePoints(_text.AsSpan(_lineStart, _cur - _lineStart)), _line, -1));

    internal static int CountCodePoints(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        }
        return count;
    }

    /// <summary>The text with each byte that wasn't UTF-8 shown as U+FFFD.</summary>
    internal static string KeptBytesReplaced(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var lone = char.IsLowSurrogate(source[i]) && (i == 0 || !char.IsHighSurrogate(source[i - 1]));
                span[i] = lone ? '\uFFFD' : source[i];
            }
        });
    }

    /// <summary>A name beyond ASCII must be XID_Start XID_Continue* (PEP 3131).</summary>
    private bool VerifyIdentifier()
    {
        var name = _text.AsSpan(_start, _cur - _start);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] < 128)
                continue;
            if (Rune.DecodeFromUtf16(name[i..], out var rune, out var used) != System.Buffers.OperationStatus.Done)
                return FailUndecodable(name);
            if (i == 0 ? Identifiers.IsStart(rune) : Identifiers.IsPart(rune))
            {
                i += used - 1;
                continue;
            }
            _cur = _start + i + used;
            return Fail(Identifiers.IsPrintable(rune)
                ? $"invalid character '{rune}' (U+{rune.Value:X4})"
                : $"invalid non-printable character U+{rune.Value:X4}");
        }
        return true;
    }

    private bool FailUndecodable(ReadOnlySpan<char> name)
    {
        var line = _text[_bufferStart.._lineEnd];
        var col = CountCodePoints(_text.AsSpan(_lineStart, _start - _lineStart)) + 1;
        var at = 0;
        while (at < name.Length && !char.IsSurrogate(name[at]))
            at++;
        col += at;
        _state = TokenizerState.Error;
        var message = "(unicode error) " + SourceText.DescribeInvalidUtf8(name);
        Error = new SyntaxErrorException(
            SyntaxErrorKind.SyntaxError, message, _source.Filename, _line, col, _line, -1, KeptBytesReplaced(line));
        return false;
    }
}
