using System.Numerics;

namespace TieredPy.Runtime.Syntax;

/// <summary>The <c>match</c> statement and its patterns (PEP 634).</summary>
internal sealed partial class Parser
{
    /// <summary>
    /// Whether the word <c>match</c> here begins a statement: what follows can begin an expression, and the logical line ends with a
    /// colon and is followed by an indented line.
    /// </summary>
    private bool AtMatchStatement()
    {
        if (!StartsStarExpression(PeekKind()))
            return false;
        for (var i = _pos + 1; ; i++)
        {
            switch (_buffer.At(i).Kind)
            {
                case TokenKind.Newline:
                    return _buffer.At(i - 1).Kind == TokenKind.Colon && _buffer.At(i + 1).Kind == TokenKind.Indent;
                case TokenKind.Semi or TokenKind.Equal or TokenKind.EndMarker when _buffer.At(i).Level == 0:
                    return false;
            }
        }
    }

    private Match ParseMatch(int start)
    {
        _pos++;
        var subject = ParseSubject();
        Expect(TokenKind.Colon);
        Expect(TokenKind.Newline);
        Expect(TokenKind.Indent);
        _blockDepth++;
        var cases = new List<MatchCase>();
        do
        {
            if (!AtWord("case"))
                throw Failed();
            var at = _pos++;
            var pattern = ParsePatterns();
            var guard = Take(TokenKind.KwIf) ? ParseNamedExpression() : null;
            Expect(TokenKind.Colon);
            cases.Add(From(new MatchCase(pattern, guard, ParseBlock()), at));
        }
        while (Kind != TokenKind.Dedent);
        _pos++;
        _blockDepth--;
        Since(10, "Pattern matching is");
        return From(new Match(subject, [.. cases]), start);
    }

    private Expr ParseSubject()
    {
        var start = _pos;
        var first = ParseStarNamedExpression();
        if (Kind != TokenKind.Comma)
            return first.Kind == NodeKind.Starred ? throw Failed() : first;
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && StartsStarExpression(Kind))
            elements.Add(ParseStarNamedExpression());
        return From(new Tuple([.. elements], ExprContext.Load), start);
    }

    /// <summary>The pattern of a case, which may be a sequence without brackets.</summary>
    private Pattern ParsePatterns()
    {
        var start = _pos;
        var first = ParseMaybeStarPattern();
        if (Kind != TokenKind.Comma)
            return first.Kind == NodeKind.MatchStar ? throw Failed() : first;
        var patterns = new List<Pattern> { first };
        while (Take(TokenKind.Comma) && Kind is not (TokenKind.Colon or TokenKind.KwIf))
            patterns.Add(ParseMaybeStarPattern());
        return From(new MatchSequence([.. patterns]), start);
    }

    private Pattern ParseMaybeStarPattern()
    {
        var start = _pos;
        if (!Take(TokenKind.Star))
            return ParsePattern();
        var name = TakeName();
        if (Kind is TokenKind.Dot or TokenKind.LPar or TokenKind.Equal && name != "_")
            throw Failed();
        return From(new MatchStar(name == "_" ? null : name), start);
    }

    private Pattern ParsePattern()
    {
        var start = _pos;
        var pattern = ParseOrPattern();
        if (!Take(TokenKind.KwAs))
            return pattern;
        var name = TakeName();
        if (name == "_" || Kind is TokenKind.Dot or TokenKind.LPar or TokenKind.Equal)
            throw Failed();
        return From(new MatchAs(pattern, name), start);
    }

    private Pattern ParseOrPattern()
    {
        var start = _pos;
        var first = ParseClosedPattern();
        if (Kind != TokenKind.VBar)
            return first;
        var patterns = new List<Pattern> { first };
        while (Take(TokenKind.VBar))
            patterns.Add(ParseClosedPattern());
        return From(new MatchOr([.. patterns]), start);
    }

    private Pattern ParseClosedPattern()
    {
        var start = _pos;
        switch (Kind)
        {
            case TokenKind.Number or TokenKind.Minus:
                var number = ParseSignedNumber();
                return From(new MatchValue(number), start);
            case TokenKind.String or TokenKind.FStringStart:
                var text = ParseStrings();
                return From(new MatchValue(text), start);
            case TokenKind.KwNone:
                _pos++;
                return From(new MatchSingleton(null), start);
            case TokenKind.KwTrue:
                _pos++;
                return From(new MatchSingleton(true), start);
            case TokenKind.KwFalse:
                _pos++;
                return From(new MatchSingleton(false), start);
            case TokenKind.Name:
                return ParseNamePattern(start);
            case TokenKind.LPar:
                return ParseGroupPattern(start);
            case TokenKind.LSqb:
                _pos++;
                var items = ParseSequenceItems(TokenKind.RSqb);
                return From(new MatchSequence(items), start);
            case TokenKind.LBrace:
                return ParseMappingPattern(start);
            default:
                throw Failed();
        }
    }

    private Pattern[] ParseSequenceItems(TokenKind end)
    {
        var items = new List<Pattern>();
        while (Kind != end)
        {
            items.Add(ParseMaybeStarPattern());
            if (!Take(TokenKind.Comma))
                break;
        }
        Expect(end);
        return [.. items];
    }

    private Pattern ParseGroupPattern(int start)
    {
        _pos++;
        if (Take(TokenKind.RPar))
            return From(new MatchSequence([]), start);
        var first = ParseMaybeStarPattern();
        if (Take(TokenKind.RPar))
            return first.Kind == NodeKind.MatchStar ? throw Failed() : first;
        Expect(TokenKind.Comma);
        var rest = ParseSequenceItems(TokenKind.RPar);
        return From(new MatchSequence([first, .. rest]), start);
    }

    /// <summary>A capture, a wildcard, a dotted value or a class pattern.</summary>
    private Pattern ParseNamePattern(int start)
    {
        var name = TakeName();
        if (Kind is not (TokenKind.Dot or TokenKind.LPar))
        {
            if (Kind == TokenKind.Equal && name != "_")
                throw Failed();
            return From(new MatchAs(null, name == "_" ? null : name), start);
        }
        var value = ParseAttributes(From(new Name(name, ExprContext.Load), start), start);
        if (Kind == TokenKind.LPar)
            return ParseClassPattern(value, start);
        if (Kind == TokenKind.Equal)
            throw Failed();
        return From(new MatchValue(value), start);
    }

    private Expr ParseAttributes(Expr value, int start)
    {
        while (Take(TokenKind.Dot))
        {
            var name = TakeName();
            value = From(new Attribute(value, name, ExprContext.Load), start);
        }
        return value;
    }

    private MatchClass ParseClassPattern(Expr type, int start)
    {
        _pos++;
        var patterns = new List<Pattern>();
        var names = new List<string>();
        var named = new List<Pattern>();
        while (Kind != TokenKind.RPar)
        {
            if (Kind == TokenKind.Name && PeekKind() == TokenKind.Equal)
            {
                names.Add(TakeName());
                _pos++;
                named.Add(ParsePattern());
            }
            else if (names.Count > 0)
            {
                throw Failed();
            }
            else
            {
                patterns.Add(ParsePattern());
            }
            if (!Take(TokenKind.Comma))
                break;
        }
        Expect(TokenKind.RPar);
        return From(new MatchClass(type, [.. patterns], [.. names], [.. named]), start);
    }

    private MatchMapping ParseMappingPattern(int start)
    {
        _pos++;
        var keys = new List<Expr>();
        var patterns = new List<Pattern>();
        string? rest = null;
        while (Kind != TokenKind.RBrace)
        {
            if (Take(TokenKind.DoubleStar))
            {
                rest = TakeName();
                if (rest == "_")
                    throw Failed();
                Take(TokenKind.Comma);
                break;
            }
            keys.Add(ParseMappingKey());
            Expect(TokenKind.Colon);
            patterns.Add(ParsePattern());
            if (!Take(TokenKind.Comma))
                break;
        }
        Expect(TokenKind.RBrace);
        return From(new MatchMapping([.. keys], [.. patterns], rest), start);
    }

    private Expr ParseMappingKey()
    {
        switch (Kind)
        {
            case TokenKind.Number or TokenKind.Minus:
                return ParseSignedNumber();
            case TokenKind.String or TokenKind.FStringStart:
                return ParseStrings();
            case TokenKind.KwNone or TokenKind.KwTrue or TokenKind.KwFalse:
                return ParseAtom();
            case TokenKind.Name when PeekKind() == TokenKind.Dot:
                var start = _pos;
                return ParseAttributes(From(new Name(TakeName(), ExprContext.Load), start), start);
            default:
                throw Failed();
        }
    }

    /// <summary>A number that may have a sign, and an imaginary part after a real one.</summary>
    private Expr ParseSignedNumber()
    {
        var start = _pos;
        var real = ParseSigned();
        if (Kind is not (TokenKind.Plus or TokenKind.Minus))
            return real;
        var op = Kind == TokenKind.Plus ? Operator.Add : Operator.Sub;
        var plain = real is UnaryOp unary ? unary.Operand : real;
        if (plain is not Constant { Value: not Complex })
            throw InvalidNumber(_pos - 1, "real number required in complex literal");
        _pos++;
        if (Kind != TokenKind.Number)
            throw Failed();
        var imaginary = ParseNumber();
        if (imaginary.Value is not Complex)
            throw InvalidNumber(_pos - 1, "imaginary number required in complex literal");
        return From(new BinOp(real, op, imaginary), start);
    }

    private Expr ParseSigned()
    {
        var start = _pos;
        var negative = Take(TokenKind.Minus);
        if (Kind != TokenKind.Number)
            throw Failed();
        var number = ParseNumber();
        return negative ? From(new UnaryOp(Unaryop.USub, number), start) : number;
    }

    private SyntaxErrorException InvalidNumber(int index, string message)
    {
        ref var token = ref _buffer.At(index);
        return _buffer.ErrorAt(SyntaxErrorKind.SyntaxError, message, token.Line, token.Col, token.EndLine, token.EndCol);
    }
}
