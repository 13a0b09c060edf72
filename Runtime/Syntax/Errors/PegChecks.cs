using System.Numerics;

namespace TieredPy.Runtime.Syntax;

/// <summary>What the alternatives of the grammar report and check.</summary>
internal sealed partial class PegMatcher
{
    /// <summary>The tokens that a labelled item matched.</summary>
    private readonly record struct Span(int Start, int End, PegNode? Item);

    private struct Labels
    {
        public Span A;
        public Span B;
    }

    private SyntaxErrorException Report(PegAction action, in Labels labels)
    {
        var message = Fill(action.Text, labels);
        switch (action.Place)
        {
            case PegPlace.Last:
                return buffer.ErrorAtLast(action.Kind, message);
            case PegPlace.Next:
                buffer.At(_pos);
                return buffer.ErrorAtToken(action.Kind, message, _pos);
            case PegPlace.A:
                return At(action.Kind, message, labels.A);
            case PegPlace.Range:
                return Between(message, StartOf(labels.A), EndOf(labels.B));
            case PegPlace.RangeToLast:
                return Between(message, StartOf(labels.A), LastClause(labels.B));
            default:
                var (line, col) = StartOf(labels.A);
                return buffer.ErrorAt(action.Kind, message, line, col, TokenBuffer.CurrentPosition, TokenBuffer.CurrentPosition);
        }
    }

    private string Fill(string text, in Labels labels)
    {
        if (text.Contains("{name:a}"))
            text = text.Replace("{name:a}", NodeOf(labels.A) is { } node ? InvalidTargets.NameOf(node) : "expression");
        if (text.Contains("{text:a}"))
            text = text.Replace("{text:a}", buffer.At(labels.A.Start).Span(_text).ToString());
        if (text.Contains("{line:a}"))
            text = text.Replace("{line:a}", buffer.At(labels.A.Start).Line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return text;
    }

    private SyntaxErrorException At(SyntaxErrorKind kind, string message, Span span)
    {
        var (line, col) = StartOf(span);
        var (endLine, endCol) = EndOf(span);
        return buffer.ErrorAt(kind, message, line, col, endLine, endCol);
    }

    private SyntaxErrorException Between(string message, (int Line, int Col) start, (int Line, int Col) end) =>
        buffer.ErrorAt(SyntaxErrorKind.SyntaxError, message, start.Line, start.Col, end.Line, end.Col);

    private SyntaxErrorException At(string message, Node node) =>
        Between(message, (node.Line, node.Col), (node.EndLine, node.EndCol));

    private (int Line, int Col) StartOf(Span span)
    {
        if (NodeOf(span) is { } node)
            return (node.Line, node.Col);
        ref var token = ref buffer.At(span.Start);
        return (token.Line, token.Col);
    }

    private (int Line, int Col) EndOf(Span span)
    {
        if (NodeOf(span) is { } node)
            return (node.EndLine, node.EndCol);
        var end = span.End - 1;
        if (end > span.Start && buffer.At(end).Kind == TokenKind.Comma)
            end--;
        ref var token = ref buffer.At(end);
        return (token.EndLine, token.EndCol);
    }

    private (int Line, int Col) LastClause(Span clauses)
    {
        if (Parse(clauses, parser => parser.ParseComprehensions()) is not { Length: > 0 } parsed)
            return EndOf(clauses);
        var last = parsed[^1];
        var end = last.Ifs.Length > 0 ? last.Ifs[^1] : last.Iter;
        return (end.EndLine, end.EndCol);
    }

    /// <summary>The tree of what an item matched, where that is an expression; its place isn't that of its parentheses.</summary>
    private Expr? NodeOf(Span span) => span.Item is not PegRule rule ? null : rule.Name switch
    {
        "expression" or "disjunction" or "bitwise_or" or "expression_without_invalid" or "inversion" or "factor" =>
            Parse(span, parser => parser.ParseExpression()),
        "star_expressions" => Parse(span, parser => parser.ParseStarExpressions()),
        "star_named_expression" or "named_expression" => Parse(span, parser => parser.ParseStarNamedExpression()),
        "starred_expression" => Parse(span, parser => parser.ParseStarredArgument()),
        "yield_expr" => Parse(span, parser => parser.ParseYield()),
        "invalid_ann_assign_target" => Parse(span, parser => parser.ParseAtom()),
        _ => null,
    };

    private T? Parse<T>(Span span, Func<Parser, T> parse)
        where T : class
    {
        var warnings = buffer.Source.WarningCount;
        try
        {
            var parser = new Parser(buffer, flags, span.Start);
            var result = parse(parser);
            return parser.Position == span.End ? result : null;
        }
        catch (ParseFailedException)
        {
            return null;
        }
        finally
        {
            buffer.Source.Warnings.RemoveRange(warnings, buffer.Source.Warnings.Count - warnings);
        }
    }

    /// <summary>Runs a check by name; false makes the rule fail.</summary>
    private bool Check(PegAction action, in Labels labels)
    {
        var end = _pos - 1;
        switch (action.Text)
        {
            case "real":
            case "imaginary":
                return CheckComplexPart(end, action.Text);
            case "number":
                Parse(new Span(end, _pos, null), parser => parser.ParseNumber());
                return true;
            case "not_equal":
                return CheckNotEqual(end);
            case "string":
                Parse(new Span(end, _pos, null), parser => parser.DecodeString(end));
                return true;
            case "fstring":
                Parse(new Span(StartOfFString(end), _pos, null), parser => parser.ParseFString());
                return true;
            case "spec_text":
                Parse(new Span(end, _pos, null), parser => parser.DecodeSpecText(end));
                return true;
            case "strings":
                return CheckStrings();
            case "conversion":
                ref var mark = ref buffer.At(labels.A.Start);
                ref var name = ref buffer.At(labels.B.Start);
                if (mark.Line != name.Line || mark.EndCol != name.Col)
                    throw Between("f-string: conversion type must come right after the exclamanation mark", (mark.Line, mark.Col), (name.EndLine, name.EndCol));
                return true;
            case "field":
                return CheckConversion(labels.A);
            default:
                return CheckMistake(action, labels);
        }
    }

    private bool CheckMistake(PegAction action, in Labels labels)
    {
        switch (action.Text)
        {
            case "target":
                return CheckTarget(labels.A, InvalidTargets.Use.Assign);
            case "for_target":
                return CheckTarget(labels.A, InvalidTargets.Use.For);
            case "deleted":
                return CheckTarget(labels.A, InvalidTargets.Use.Delete);
            case "legacy":
                if (!IsLegacyStatement(labels.A))
                    return false;
                var word = buffer.At(labels.A.Start).Span(_text).ToString();
                throw Between(
                    $"Missing parentheses in call to '{word}'. Did you mean {word}(...)?", StartOf(labels.A), EndOf(labels.B));
            case "missing_comma":
                if (IsLegacyStatement(labels.A) || buffer.At(_pos - 1).Level == 0)
                    return false;
                throw Between("invalid syntax. Perhaps you forgot a comma?", StartOf(labels.A), EndOf(labels.B));
            case "bound_of_variadic":
                var what = NodeOf(labels.B) is Tuple ? "constraints" : "bound";
                var (line, col) = StartOf(labels.A);
                throw buffer.ErrorAt(
                    SyntaxErrorKind.SyntaxError, $"cannot use {what} with {action.Argument}", line, col, TokenBuffer.CurrentPosition, TokenBuffer.CurrentPosition);
            case "bare_genexp":
                if (ArgumentsOf(labels.A) is not { Args: { Length: > 1 } args })
                    return false;
                throw Between("Generator expression must be parenthesized", (args[^1].Line, args[^1].Col), LastClause(labels.B));
            case "argument_order":
                var unpacked = ArgumentsOf(labels.A) is { } call && Array.Exists(call.Keywords, keyword => keyword.Arg is null);
                throw buffer.ErrorAtLast(
                    SyntaxErrorKind.SyntaxError,
                    unpacked ? "positional argument follows keyword argument unpacking" : "positional argument follows keyword argument");
            case "key_without_value":
                var key = NodeOf(labels.A);
                var (endLine, endCol) = key is null ? EndOf(labels.A) : (key.EndLine, key.EndCol);
                throw buffer.ErrorAt(
                    SyntaxErrorKind.SyntaxError, "':' expected after dictionary key", StartOf(labels.A).Line, endCol - 1, endLine, -1);
            default:
                throw new InvalidOperationException("grammar: unknown check " + action.Text);
        }
    }

    private Call? ArgumentsOf(Span span) => Parse(span, parser => parser.ParseBareArguments(span.End));

    private bool CheckTarget(Span span, InvalidTargets.Use use)
    {
        if (NodeOf(span) is not { } node || InvalidTargets.Find(node, use) is not { } invalid)
            return false;
        var verb = use == InvalidTargets.Use.Delete ? "delete" : "assign to";
        throw At($"cannot {verb} {InvalidTargets.NameOf(invalid)}", invalid);
    }

    private bool IsLegacyStatement(Span span) =>
        span.End == span.Start + 1 && buffer.At(span.Start).Kind == TokenKind.Name && buffer.At(span.Start).Span(_text) is "print" or "exec";

    private bool CheckComplexPart(int index, string part)
    {
        var value = NumberLiteral.Parse(buffer.At(index).Span(_text), out _);
        if (value is Complex == (part == "imaginary"))
            return true;
        throw At(SyntaxErrorKind.SyntaxError, $"{part} number required in complex literal", new Span(index, index + 1, null));
    }

    private bool CheckNotEqual(int index)
    {
        var diamond = _text[buffer.At(index).Start] == '<';
        if ((flags & ParseFlags.BarryAsBdfl) == 0)
            return !diamond;
        if (!diamond)
            throw buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "with Barry as BDFL, use '<>' instead of '!='");
        return true;
    }

    private int StartOfFString(int end)
    {
        var depth = 0;
        for (var i = end; ; i--)
        {
            if (buffer.At(i).Kind == TokenKind.FStringEnd)
                depth++;
            else if (buffer.At(i).Kind == TokenKind.FStringStart && --depth == 0)
                return i;
        }
    }

    /// <summary>Bytes and text don't mix.</summary>
    private bool CheckStrings()
    {
        bool text = false, bytes = false;
        for (var i = _pos - 1; i >= 0; i--)
        {
            ref var token = ref buffer.At(i);
            if (token.Kind == TokenKind.FStringEnd)
            {
                text = true;
                i = StartOfFString(i);
            }
            else if (token.Kind == TokenKind.String)
            {
                var span = token.Span(_text);
                if (span[..Math.Min(2, span.Length)].IndexOfAny('b', 'B') >= 0 && span[0] is not ('"' or '\'') && (span[0] is 'b' or 'B' || span[1] is 'b' or 'B'))
                    bytes = true;
                else
                    text = true;
            }
            else
            {
                break;
            }
        }
        if (bytes && text)
            throw buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "cannot mix bytes and nonbytes literals");
        return true;
    }

    private bool CheckConversion(Span conversion)
    {
        if (conversion.Start == conversion.End)
            return true;
        var index = conversion.End - 1;
        var name = buffer.At(index).Span(_text).ToString();
        if (name is "s" or "r" or "a")
            return true;
        throw At(
            SyntaxErrorKind.SyntaxError,
            $"f-string: invalid conversion character '{name}': expected 's', 'r', or 'a'",
            new Span(index, index + 1, null));
    }
}
