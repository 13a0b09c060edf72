using System.Text;

namespace TieredPy.Tiers.Ir;

/// <summary>What a token of a region's text is.</summary>
internal enum IrTokenKind : byte
{
    /// <summary>A word, or a name between single quotes.</summary>
    Name,

    /// <summary>A number as it is written.</summary>
    Number,

    /// <summary>Text between double quotes.</summary>
    Text,

    /// <summary>One of the characters that stand for themselves.</summary>
    Mark,
    NewLine,
    End,
}

/// <summary>A token: its meaning without quotes, and the part of the source it stands at.</summary>
internal readonly record struct IrToken(IrTokenKind Kind, string Text, bool IsQuoted, int Line, int Column, int Start, int End);

/// <summary>Takes a region's text apart.</summary>
internal sealed class IrLexer
{
    private readonly string source;
    private readonly List<IrToken> tokens = [];
    private int at, line = 1, lineStart;

    private IrLexer(string source) => this.source = source;

    /// <summary>All tokens, an <see cref="IrTokenKind.End"/> last.</summary>
    public static List<IrToken> Split(string source)
    {
        var lexer = new IrLexer(source);
        lexer.Run();
        return lexer.tokens;
    }

    private void Run()
    {
        while (at < source.Length)
        {
            char c = source[at];
            int start = at;
            if (c == '\n')
            {
                at++;
                Add(IrTokenKind.NewLine, "\n", start);
                line++;
                lineStart = at;
            }
            else if (c is ' ' or '\r' or '\t') at++;
            else if (c is '"' or '\'') Quoted(c);
            else if (char.IsAsciiDigit(c) || c == '-' && at + 1 < source.Length && (char.IsAsciiDigit(source[at + 1]) || source[at + 1] == 'I')) Number();
            else if (IrNames.StartsName(c)) Name();
            else if (c is '(' or ')' or '[' or ']' or ':' or ',' or '=' or '/' or '!' or '@' or '-' or '+')
            {
                at++;
                Add(IrTokenKind.Mark, c.ToString(), start);
            }
            else throw Wrong($"{(char.IsControl(c) || char.IsSurrogate(c) ? $"character {(int)c:X4}" : $"'{c}'")} means nothing here", start);
        }
        Add(IrTokenKind.End, "the end", at);
    }

    private void Name()
    {
        int start = at++;
        while (at < source.Length && IrNames.ContinuesName(source[at])) at++;
        // An array's class.
        while (at + 1 < source.Length && source[at] == '[' && source[at + 1] == ']') at += 2;
        Add(IrTokenKind.Name, source[start..at], start);
    }

    private void Number()
    {
        int start = at++;
        while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] == '.' || source[at] is '+' or '-' && source[at - 1] is 'E' or 'e')) at++;
        Add(IrTokenKind.Number, source[start..at], start);
    }

    private void Quoted(char quote)
    {
        int start = at++;
        var text = new StringBuilder();
        for (; ; at++)
        {
            if (at >= source.Length || source[at] == '\n') throw Wrong("the quote isn't closed", start);
            char c = source[at];
            if (c == quote) break;
            if (c != '\\')
            {
                text.Append(c);
                continue;
            }
            at++;
            char escaped = at < source.Length ? source[at] : '\n';
            if (escaped is '\\' or '\'' or '"') text.Append(escaped);
            else if (escaped == 'u' && at + 4 < source.Length && ushort.TryParse(source.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                text.Append((char)code);
                at += 4;
            }
            else throw Wrong("no such escape", at - 1);
        }
        at++;
        Add(quote == '"' ? IrTokenKind.Text : IrTokenKind.Name, text.ToString(), start, true);
    }

    private void Add(IrTokenKind kind, string text, int start, bool isQuoted = false) => tokens.Add(new IrToken(kind, text, isQuoted, line, start - lineStart + 1, start, at));

    private IrSyntaxException Wrong(string problem, int start) => new(problem, line, start - lineStart + 1);
}
