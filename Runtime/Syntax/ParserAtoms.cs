namespace TieredPy.Runtime.Syntax;

/// <summary>Primaries, displays, comprehensions and calls.</summary>
internal sealed partial class Parser
{
    private Expr ParsePrimary()
    {
        var start = _pos;
        var value = ParseAtom();
        for (; ; )
        {
            switch (Kind)
            {
                case TokenKind.Dot:
                    _pos++;
                    var name = TakeName();
                    value = From(new Attribute(value, name, ExprContext.Load), start);
                    break;
                case TokenKind.LPar:
                    value = ParseCall(value, start);
                    break;
                case TokenKind.LSqb:
                    _pos++;
                    var slice = ParseSlices();
                    Expect(TokenKind.RSqb);
                    value = From(new Subscript(value, slice, ExprContext.Load), start);
                    break;
                default:
                    return value;
            }
        }
    }

    internal Expr ParseAtom()
    {
        var start = _pos;
        switch (Kind)
        {
            case TokenKind.Name:
                _pos++;
                return From(new Name(NameAt(start), ExprContext.Load), start);
            case TokenKind.Number:
                return ParseNumber();
            case TokenKind.String or TokenKind.FStringStart:
                return ParseStrings();
            case TokenKind.LPar:
                return ParseParenthesized();
            case TokenKind.LSqb:
                return ParseListDisplay();
            case TokenKind.LBrace:
                return ParseBraces();
            case TokenKind.KwNone:
                _pos++;
                return From(new Constant(null, null), start);
            case TokenKind.KwTrue:
                _pos++;
                return From(new Constant(true, null), start);
            case TokenKind.KwFalse:
                _pos++;
                return From(new Constant(false, null), start);
            case TokenKind.Ellipsis:
                _pos++;
                return From(new Constant(EllipsisConst.Instance, null), start);
            default:
                throw Failed();
        }
    }

    internal Constant ParseNumber()
    {
        var start = _pos++;
        ref var token = ref _buffer.At(start);
        var value = NumberLiteral.Parse(token.Span(_text), out var problem);
        if (problem is not null)
            throw _buffer.ErrorAt(SyntaxErrorKind.SyntaxError, problem, token.Line, -1, token.EndLine, -1);
        return From(new Constant(value, null), start);
    }

    private Expr ParseParenthesized()
    {
        var start = _pos++;
        if (Take(TokenKind.RPar))
            return From(new Tuple([], ExprContext.Load), start);
        if (Kind == TokenKind.KwYield)
        {
            var yield = ParseYield();
            Expect(TokenKind.RPar);
            return yield;
        }
        var first = ParseStarNamedExpression();
        switch (Kind)
        {
            case TokenKind.RPar when first.Kind != NodeKind.Starred:
                _pos++;
                return first;
            case TokenKind.KwFor or TokenKind.KwAsync when first.Kind != NodeKind.Starred:
                var generators = ParseComprehensions();
                Expect(TokenKind.RPar);
                return From(new GeneratorExp(first, generators), start);
            case TokenKind.Comma:
                var elements = new List<Expr> { first };
                while (Take(TokenKind.Comma) && Kind != TokenKind.RPar)
                    elements.Add(ParseStarNamedExpression());
                Expect(TokenKind.RPar);
                return From(new Tuple([.. elements], ExprContext.Load), start);
            default:
                throw Failed();
        }
    }

    private Expr ParseListDisplay()
    {
        var start = _pos++;
        if (Take(TokenKind.RSqb))
            return From(new List([], ExprContext.Load), start);
        var first = ParseStarNamedExpression();
        if (Kind is TokenKind.KwFor or TokenKind.KwAsync && first.Kind != NodeKind.Starred)
        {
            var generators = ParseComprehensions();
            Expect(TokenKind.RSqb);
            return From(new ListComp(first, generators), start);
        }
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && Kind != TokenKind.RSqb)
            elements.Add(ParseStarNamedExpression());
        Expect(TokenKind.RSqb);
        return From(new List([.. elements], ExprContext.Load), start);
    }

    private Expr ParseBraces()
    {
        var start = _pos++;
        if (Take(TokenKind.RBrace))
            return From(new Dict([], []), start);
        if (Kind == TokenKind.DoubleStar)
            return ParseDictDisplay(start, null, null);
        var first = ParseStarNamedExpression();
        if (Kind == TokenKind.Colon && first.Kind != NodeKind.Starred && _buffer.At(start + 2).Kind != TokenKind.ColonEqual)
        {
            _pos++;
            var value = ParseExpression();
            if (Kind is not (TokenKind.KwFor or TokenKind.KwAsync))
                return ParseDictDisplay(start, first, value);
            var clauses = ParseComprehensions();
            Expect(TokenKind.RBrace);
            return From(new DictComp(first, value, clauses), start);
        }
        if (Kind is TokenKind.KwFor or TokenKind.KwAsync && first.Kind != NodeKind.Starred)
        {
            var generators = ParseComprehensions();
            Expect(TokenKind.RBrace);
            return From(new SetComp(first, generators), start);
        }
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && Kind != TokenKind.RBrace)
            elements.Add(ParseStarNamedExpression());
        Expect(TokenKind.RBrace);
        return From(new Set([.. elements]), start);
    }

    private Dict ParseDictDisplay(int start, Expr? firstKey, Expr? firstValue)
    {
        var keys = new List<Expr?>();
        var values = new List<Expr>();
        if (firstValue is not null)
        {
            keys.Add(firstKey);
            values.Add(firstValue);
        }
        while (values.Count == 0 || (Take(TokenKind.Comma) && Kind != TokenKind.RBrace))
        {
            if (Take(TokenKind.DoubleStar))
            {
                keys.Add(null);
                values.Add(ParseBinary(1));
                continue;
            }
            keys.Add(ParseExpression());
            Expect(TokenKind.Colon);
            values.Add(ParseExpression());
        }
        Expect(TokenKind.RBrace);
        return From(new Dict([.. keys], [.. values]), start);
    }

    internal Comprehension[] ParseComprehensions()
    {
        var clauses = new List<Comprehension>();
        while (Kind is TokenKind.KwFor or TokenKind.KwAsync)
        {
            var start = _pos;
            var isAsync = Take(TokenKind.KwAsync) ? 1 : 0;
            Expect(TokenKind.KwFor);
            var target = ParseForTargets();
            Expect(TokenKind.KwIn);
            var iter = ParseDisjunction();
            List<Expr>? ifs = null;
            while (Take(TokenKind.KwIf))
                (ifs ??= []).Add(ParseDisjunction());
            clauses.Add(From(new Comprehension(target, iter, ifs is null ? [] : [.. ifs], isAsync), start));
        }
        return [.. clauses];
    }

    private Expr ParseSlices()
    {
        var start = _pos;
        var first = ParseSliceOrStarred();
        if (Kind != TokenKind.Comma && first.Kind != NodeKind.Starred)
            return first;
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && Kind != TokenKind.RSqb)
            elements.Add(ParseSliceOrStarred());
        return From(new Tuple([.. elements], ExprContext.Load), start);
    }

    private Expr ParseSliceOrStarred()
    {
        var start = _pos;
        if (Kind == TokenKind.Star)
            return ParseStarredArgument();
        Expr? lower = null;
        if (Kind != TokenKind.Colon)
        {
            lower = ParseNamedExpression();
            if (Kind != TokenKind.Colon || _buffer.At(start + 1).Kind == TokenKind.ColonEqual)
                return lower;
        }
        _pos++;
        var upper = StartsExpression(Kind) ? ParseExpression() : null;
        Expr? step = null;
        if (Take(TokenKind.Colon) && StartsExpression(Kind))
            step = ParseExpression();
        return From(new Slice(lower, upper, step), start);
    }

    /// <summary>Grammar rule <c>starred_expression</c>, which takes a whole expression.</summary>
    internal Starred ParseStarredArgument()
    {
        var start = _pos++;
        var value = ParseExpression();
        return From(new Starred(value, ExprContext.Load), start);
    }

    private Call ParseCall(Expr function, int start)
    {
        var open = _pos++;
        if (Take(TokenKind.RPar))
            return From(new Call(function, [], []), start);
        if (Kind is not (TokenKind.Star or TokenKind.DoubleStar) && !(Kind == TokenKind.Name && PeekKind() == TokenKind.Equal))
        {
            var first = ParseNamedExpression();
            if (Kind is TokenKind.KwFor or TokenKind.KwAsync)
            {
                var generators = ParseComprehensions();
                Expect(TokenKind.RPar);
                var generator = From(new GeneratorExp(first, generators), open);
                return From(new Call(function, [generator], []), start);
            }
            if (Take(TokenKind.RPar))
                return From(new Call(function, [first], []), start);
            Expect(TokenKind.Comma);
            ParseArguments(out var more, out var moreKeywords, first);
            Expect(TokenKind.RPar);
            return From(new Call(function, more, moreKeywords), start);
        }
        ParseArguments(out var args, out var keywords);
        Expect(TokenKind.RPar);
        return From(new Call(function, args, keywords), start);
    }

    /// <summary>The arguments up to a token, as those of a call without a function.</summary>
    internal Call ParseBareArguments(int end)
    {
        var start = _pos;
        ParseArguments(out var args, out var keywords, null, end);
        return From(new Call(From(new Name("", ExprContext.Load), start), args, keywords), start);
    }

    /// <summary>The arguments of a call or a class definition, up to the parenthesis.</summary>
    private void ParseArguments(out Expr[] args, out Keyword[] keywords, Expr? first = null, int end = int.MaxValue)
    {
        var positional = new List<Expr>();
        if (first is not null)
            positional.Add(first);
        var named = new List<Keyword>();
        var unpacked = false;
        while (_pos < end && Kind != TokenKind.RPar)
        {
            var start = _pos;
            if (Kind == TokenKind.Star)
            {
                if (unpacked)
                    throw Failed();
                positional.Add(ParseStarredArgument());
            }
            else if (Take(TokenKind.DoubleStar))
            {
                unpacked = true;
                var mapping = ParseExpression();
                named.Add(From(new Keyword(null, mapping), start));
            }
            else if (Kind == TokenKind.Name && PeekKind() == TokenKind.Equal)
            {
                var name = TakeName();
                _pos++;
                var value = ParseExpression();
                named.Add(From(new Keyword(name, value), start));
            }
            else if (named.Count > 0)
            {
                throw Failed();
            }
            else
            {
                positional.Add(ParseNamedExpression());
            }
            if (_pos >= end || !Take(TokenKind.Comma))
                break;
        }
        args = [.. positional];
        keywords = named.Count == 0 ? [] : [.. named];
    }
}
