namespace TieredPy.Runtime.Syntax;

/// <summary>String literals, their concatenation, and f-strings (PEP 701).</summary>
internal sealed partial class Parser
{
    /// <summary>Parses adjacent literals into one constant or one joined string.</summary>
    private Expr ParseStrings()
    {
        var start = _pos;
        var only = Kind == TokenKind.String ? ParseString() : null;
        if (only is not null && Kind is not (TokenKind.String or TokenKind.FStringStart))
            return only;
        var parts = new List<Expr>();
        bool text = false, bytes = false, formatted = false;
        for (; ; )
        {
            if (only is not null || Kind == TokenKind.String)
            {
                var part = only ?? ParseString();
                only = null;
                if (part.Value is byte[])
                    bytes = true;
                else
                    text = true;
                parts.Add(part);
            }
            else if (Kind == TokenKind.FStringStart)
            {
                formatted = true;
                parts.Add(ParseFString());
            }
            else
            {
                break;
            }
        }
        if (bytes && (text || formatted))
            throw _buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "cannot mix bytes and nonbytes literals");
        if (bytes)
            return From(ConcatenateBytes(parts), start);
        if (!formatted)
            return Concatenate(parts, 0, parts.Count);
        return From(new JoinedStr(Fold(parts)), start);
    }

    private Constant ParseString()
    {
        var start = _pos++;
        var value = DecodeString(start);
        var kind = _text[_buffer.At(start).Start] == 'u' ? "u" : null;
        return From(new Constant(value, kind), start);
    }

    private static bool HasEscapes(ReadOnlySpan<char> text)
    {
        if (text.Length > 64)
            return text.Contains('\\');
        foreach (var c in text)
            if (c == '\\')
                return true;
        return false;
    }

    /// <summary>The value of a string or bytes literal.</summary>
    internal object DecodeString(int index)
    {
        ref var token = ref _buffer.At(index);
        var span = token.Span(_text);
        bool raw = false, bytes = false;
        while (span[0] is not ('"' or '\''))
        {
            raw |= span[0] is 'r' or 'R';
            bytes |= span[0] is 'b' or 'B';
            span = span[1..];
        }
        var size = span.Length >= 6 && span[1] == span[0] && span[2] == span[0] ? 3 : 1;
        span = span[size..^size];
        raw |= !HasEscapes(span);
        if (!bytes)
            return DecodeText(span, raw, index);
        if (!System.Text.Ascii.IsValid(span))
            throw _buffer.ErrorAtToken(SyntaxErrorKind.SyntaxError, "bytes can only contain ASCII literal characters", index);
        if (raw)
            return System.Text.Encoding.Latin1.GetBytes(span.ToString());
        var value = StringEscapes.DecodeBytes(span, out var invalid, out var problem);
        if (problem is not null)
            throw _buffer.ErrorAtToken(SyntaxErrorKind.SyntaxError, problem, index);
        WarnOfEscape(invalid, index);
        return value;
    }

    /// <summary>The value of literal text; errors and warnings are at the given token.</summary>
    private object DecodeText(ReadOnlySpan<char> text, bool raw, int index)
    {
        if (!_buffer.Source.IsAscii && SourceText.DescribeInvalidUtf8(text) is { } undecodable)
            throw _buffer.ErrorAtToken(SyntaxErrorKind.SyntaxError, "(unicode error) " + undecodable, index);
        if (raw)
            return UnicodeText.FromSource(text);
        var value = StringEscapes.Decode(text, out var invalid, out var problem);
        if (problem is not null)
            throw _buffer.ErrorAtToken(SyntaxErrorKind.SyntaxError, "(unicode error) " + problem, index);
        WarnOfEscape(invalid, index);
        return value;
    }

    /// <summary>The value of a piece of a format specification.</summary>
    internal object DecodeSpecText(int index)
    {
        var span = _buffer.At(index).Span(_text);
        return DecodeText(span, !span.Contains('\\'), index);
    }

    private void WarnOfEscape(string? invalid, int index)
    {
        if (invalid is null)
            return;
        ref var token = ref _buffer.At(index);
        if (token.Kind is TokenKind.FStringMiddle or TokenKind.FStringEnd && invalid is "{" or "}")
            return;
        var message = invalid.Length > 1 || invalid[0] is >= '0' and <= '9'
            ? $"invalid octal escape sequence '\\{invalid}'"
            : $"invalid escape sequence '\\{invalid}'";
        _buffer.Source.Warnings.Add(
            new SyntaxWarningInfo(false, message, token.Line, token.Col + 1, token.EndLine, token.EndCol + 1));
    }

    private static Constant ConcatenateBytes(List<Expr> parts)
    {
        var all = new List<byte>();
        foreach (var part in parts)
            all.AddRange((byte[])((Constant)part).Value!);
        return new Constant(all.ToArray(), null);
    }

    /// <summary>Joins constants; the first says whether the result is u-prefixed.</summary>
    private static Constant Concatenate(List<Expr> parts, int start, int end)
    {
        var first = (Constant)parts[start];
        if (end - start == 1)
            return first;
        var builder = new CodePointBuilder();
        for (var i = start; i < end; i++)
            builder.AppendConstant(((Constant)parts[i]).Value!);
        var last = parts[end - 1];
        return new Constant(builder.Build(), first.StringKind).At(first.Line, first.Col, last.EndLine, last.EndCol);
    }

    /// <summary>Puts the values of f-strings and strings into one list in which constants are joined and never empty.</summary>
    private static Expr[] Fold(List<Expr> parts)
    {
        var flat = new List<Expr>();
        foreach (var part in parts)
        {
            if (part is JoinedStr joined)
                flat.AddRange(joined.Values);
            else
                flat.Add(part);
        }
        var folded = new List<Expr>();
        for (var i = 0; i < flat.Count; i++)
        {
            if (flat[i].Kind != NodeKind.Constant)
            {
                folded.Add(flat[i]);
                continue;
            }
            var end = i + 1;
            while (end < flat.Count && flat[end].Kind == NodeKind.Constant)
                end++;
            var constant = Concatenate(flat, i, end);
            if (!IsEmpty(constant))
                folded.Add(constant);
            i = end - 1;
        }
        return [.. folded];
    }

    private static bool IsEmpty(Expr part) => part is Constant { Value: "" };

    internal JoinedStr ParseFString()
    {
        var start = _pos++;
        var raw = _buffer.At(start).Span(_text).IndexOfAny('r', 'R') >= 0;
        var values = new List<Expr>();
        List<(int Index, int Middle)>? literals = null;
        while (Kind != TokenKind.FStringEnd)
        {
            if (Kind == TokenKind.FStringMiddle)
            {
                (literals ??= []).Add((values.Count, _pos));
                values.Add(From(new Constant(null, null), _pos++));
            }
            else
            {
                ParseReplacementField(values);
            }
        }
        var end = _pos++;
        if (literals is not null)
        {
            foreach (var (index, middle) in literals)
            {
                var span = _buffer.At(middle).Span(_text);
                ((Constant)values[index]).Value = DecodeText(span, raw || !span.Contains('\\'), end);
            }
        }
        values.RemoveAll(IsEmpty);
        return From(new JoinedStr([.. values]), start);
    }

    /// <summary>Parses a replacement field, which is two values when it shows its own text (<c>{x=}</c>).</summary>
    private void ParseReplacementField(List<Expr> values)
    {
        var start = _pos;
        Expect(TokenKind.LBrace);
        var value = Kind == TokenKind.KwYield ? ParseYield() : ParseStarExpressions();
        var debug = Take(TokenKind.Equal);
        var textEnd = _pos;
        var conversion = -1;
        var debugLine = 0;
        var debugCol = 0;
        if (Take(TokenKind.Exclamation))
        {
            conversion = ParseConversion();
            ref var name = ref Previous;
            (debugLine, debugCol) = (name.Line, name.Col);
        }
        JoinedStr? spec = null;
        if (Kind == TokenKind.Colon)
        {
            spec = ParseFormatSpec();
            if (debugLine == 0)
                (debugLine, debugCol) = (spec.Line, spec.Col + 1);
        }
        Expect(TokenKind.RBrace);
        if (conversion < 0 && debug && spec is null)
            conversion = 'r';
        var field = From(new FormattedValue(value, conversion, spec), start);
        if (!debug)
        {
            values.Add(field);
            return;
        }
        if (debugLine == 0)
            (debugLine, debugCol) = (field.EndLine, field.EndCol);
        var text = UnicodeText.FromSource(TextOfExpression(start, textEnd));
        values.Add(new Constant(text, null).At(field.Line, field.Col + 1, debugLine, debugCol - 1));
        values.Add(field);
    }

    private int ParseConversion()
    {
        ref var mark = ref Previous;
        if (Kind != TokenKind.Name || Current.Line != mark.Line || Current.Start != mark.End)
            throw Failed();
        var name = TakeName();
        return name is "s" or "r" or "a" ? name[0] : throw Failed();
    }

    /// <summary>The source between a brace and a token, without comments.</summary>
    private string TextOfExpression(int brace, int end)
    {
        var from = _buffer.At(brace).End;
        var text = _text.AsSpan(from, _buffer.At(end).Start - from);
        if (!text.Contains('#'))
            return text.ToString();
        var builder = new System.Text.StringBuilder();
        for (var i = brace; i < end; i++)
        {
            if (i > brace)
                builder.Append(_buffer.At(i).Span(_text));
            var gap = _text.AsSpan(_buffer.At(i).End, _buffer.At(i + 1).Start - _buffer.At(i).End);
            for (int hash; (hash = gap.IndexOf('#')) >= 0;)
            {
                builder.Append(gap[..hash]);
                var newline = gap[hash..].IndexOf('\n');
                gap = newline < 0 ? [] : gap[(hash + newline)..];
            }
            builder.Append(gap);
        }
        return builder.ToString();
    }

    private JoinedStr ParseFormatSpec()
    {
        var start = _pos++;
        var parts = new List<Expr>();
        while (Kind is TokenKind.FStringMiddle or TokenKind.LBrace)
        {
            if (Kind == TokenKind.LBrace)
            {
                ParseReplacementField(parts);
                continue;
            }
            var at = _pos++;
            parts.Add(From(new Constant(DecodeSpecText(at), null), at));
        }
        parts.RemoveAll(IsEmpty);
        return From(new JoinedStr(parts is [] or [Constant] ? [.. parts] : Fold(parts)), start);
    }
}
