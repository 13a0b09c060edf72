namespace TieredPy.Runtime.Syntax;

/// <summary>A part of a parsing expression grammar (PEP 617).</summary>
internal abstract class PegNode;

internal sealed class PegToken(TokenKind kind) : PegNode
{
    public TokenKind Kind { get; } = kind;
}

/// <summary>A soft keyword; null stands for any of them.</summary>
internal sealed class PegWord(string? word) : PegNode
{
    public string? Word { get; } = word;
}

/// <summary>A rule by name.</summary>
internal sealed class PegRule(string name) : PegNode
{
    public string Name { get; } = name;

    public int Index { get; init; }

    /// <summary>Tried only in the second reading.</summary>
    public bool IsInvalid { get; } = name.StartsWith("invalid_", StringComparison.Ordinal);

    /// <summary>CPython remembers the results of this rule, and does so across both kinds of reading.</summary>
    public bool IsShared { get; set; }

    /// <summary>Looks for no mistakes below.</summary>
    public bool HidesInvalid { get; set; }

    public PegChoice? Body { get; set; }
}

internal sealed class PegChoice(PegSequence[] alternatives) : PegNode
{
    public PegSequence[] Alternatives { get; } = alternatives;
}

/// <summary>One alternative: its items, which of them are labelled a and b (or -1), and what it reports.</summary>
internal sealed class PegSequence(PegNode[] items, int a, int b, PegAction? action)
{
    public PegNode[] Items { get; } = items;

    public int A { get; } = a;

    public int B { get; } = b;

    public PegAction? Action { get; } = action;
}

/// <summary>Zero or more, or one or more.</summary>
internal sealed class PegRepeat(PegNode element, bool atLeastOne) : PegNode
{
    public PegNode Element { get; } = element;

    public bool AtLeastOne { get; } = atLeastOne;
}

/// <summary>One or more with a separator between them.</summary>
internal sealed class PegGather(PegNode separator, PegNode element) : PegNode
{
    public PegNode Separator { get; } = separator;

    public PegNode Element { get; } = element;
}

internal sealed class PegOptional(PegNode element) : PegNode
{
    public PegNode Element { get; } = element;
}

internal sealed class PegLookahead(PegNode element, bool positive) : PegNode
{
    public PegNode Element { get; } = element;

    public bool Positive { get; } = positive;
}

/// <summary>Commits to the alternative it is in.</summary>
internal sealed class PegCut : PegNode;

/// <summary>A token that must come here, or else it is an error at once.</summary>
internal sealed class PegForced(TokenKind kind, string text) : PegNode
{
    public TokenKind Kind { get; } = kind;

    public string Text { get; } = text;
}

/// <summary>Where an error is.</summary>
internal enum PegPlace : byte
{
    /// <summary>At the token read last.</summary>
    Last,

    /// <summary>At the token that comes next.</summary>
    Next,

    /// <summary>At what is labelled a.</summary>
    A,

    /// <summary>From a to b.</summary>
    Range,

    /// <summary>From a to the last item of the comprehension clauses b.</summary>
    RangeToLast,

    /// <summary>From a to where the tokenizer stands.</summary>
    From,

    /// <summary>No error by itself: a check written in C#.</summary>
    Check,
}

/// <summary>What an alternative does when it matches: an error message with its place, or a named check.</summary>
internal sealed record PegAction(PegPlace Place, SyntaxErrorKind Kind, string Text, string Argument)
{
    /// <summary>Reads the notation: a place (<c>@a</c>, <c>@a..b</c>, <c>@a..last(b)</c>, <c>@a..</c>, <c>next</c>, <c>indent</c>) and a message, or a check's name.</summary>
    public static PegAction Parse(string text)
    {
        var quote = text.IndexOf('"');
        if (quote < 0)
        {
            var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new PegAction(PegPlace.Check, SyntaxErrorKind.SyntaxError, parts[0], parts.Length > 1 ? parts[1] : "");
        }
        var message = text[(quote + 1)..text.LastIndexOf('"')].Replace("\\\"", "\"");
        return text[..quote].Trim() switch
        {
            "" => new PegAction(PegPlace.Last, SyntaxErrorKind.SyntaxError, message, ""),
            "indent" => new PegAction(PegPlace.Last, SyntaxErrorKind.IndentationError, message, ""),
            "next" => new PegAction(PegPlace.Next, SyntaxErrorKind.SyntaxError, message, ""),
            "@a" => new PegAction(PegPlace.A, SyntaxErrorKind.SyntaxError, message, ""),
            "@a..b" => new PegAction(PegPlace.Range, SyntaxErrorKind.SyntaxError, message, ""),
            "@a..last(b)" => new PegAction(PegPlace.RangeToLast, SyntaxErrorKind.SyntaxError, message, ""),
            "@a.." => new PegAction(PegPlace.From, SyntaxErrorKind.SyntaxError, message, ""),
            var place => throw new InvalidOperationException("grammar: unknown place " + place),
        };
    }
}
