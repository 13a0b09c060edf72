namespace TieredPy.Runtime.Syntax;

/// <summary>Function and class definitions, parameters and type parameters.</summary>
internal sealed partial class Parser
{
    private Stmt ParseFunction(int start, Expr[] decorators, bool isAsync)
    {
        _pos++;
        var name = TakeName();
        var typeParams = ParseTypeParams();
        Expect(TokenKind.LPar);
        var args = ParseParameters(TokenKind.RPar);
        Expect(TokenKind.RPar);
        var returns = Take(TokenKind.RArrow) ? ParseExpression() : null;
        Expect(TokenKind.Colon);
        var comment = TakeFunctionTypeComment();
        var body = ParseBlock();
        return isAsync
            ? From(new AsyncFunctionDef(name, args, body, decorators, returns, comment, typeParams), start)
            : From(new FunctionDef(name, args, body, decorators, returns, comment, typeParams), start);
    }

    /// <summary>The type comment behind a function's colon, or alone on the line below.</summary>
    private string? TakeFunctionTypeComment()
    {
        if (Kind == TokenKind.Newline && PeekKind() == TokenKind.TypeComment && PeekKind(2) == TokenKind.Newline
            && PeekKind(3) == TokenKind.Indent)
        {
            _pos++;
            return TakeTypeComment();
        }
        var comment = TakeTypeComment();
        if (comment is not null && Kind == TokenKind.Newline && PeekKind() == TokenKind.TypeComment)
            throw Failed();
        return comment;
    }

    private ClassDef ParseClass(int start, Expr[] decorators)
    {
        _pos++;
        var name = TakeName();
        var typeParams = ParseTypeParams();
        Expr[] bases = [];
        Keyword[] keywords = [];
        if (Take(TokenKind.LPar))
        {
            ParseArguments(out bases, out keywords);
            Expect(TokenKind.RPar);
        }
        Expect(TokenKind.Colon);
        var body = ParseBlock();
        return From(new ClassDef(name, bases, keywords, body, decorators, typeParams), start);
    }

    private TypeParam[] ParseTypeParams()
    {
        if (!Take(TokenKind.LSqb))
            return [];
        var parameters = new List<TypeParam>();
        do
        {
            if (parameters.Count > 0 && Kind == TokenKind.RSqb)
                break;
            parameters.Add(ParseTypeParam());
        }
        while (Take(TokenKind.Comma));
        Expect(TokenKind.RSqb);
        Since(12, "Type parameter lists are");
        return [.. parameters];
    }

    private TypeParam ParseTypeParam()
    {
        var start = _pos;
        if (Take(TokenKind.Star))
        {
            var tuple = TakeName();
            return From(new TypeVarTuple(tuple, ParseTypeDefault(true)), start);
        }
        if (Take(TokenKind.DoubleStar))
        {
            var spec = TakeName();
            return From(new ParamSpec(spec, ParseTypeDefault(false)), start);
        }
        var name = TakeName();
        var bound = Take(TokenKind.Colon) ? ParseExpression() : null;
        return From(new TypeVar(name, bound, ParseTypeDefault(false)), start);
    }

    private Expr? ParseTypeDefault(bool starAllowed)
    {
        if (!Take(TokenKind.Equal))
            return null;
        var value = starAllowed ? ParseStarExpression() : ParseExpression();
        Since(13, "Type parameter defaults are");
        return value;
    }

    /// <summary>Parameters of a function or, when they end with a colon, of a lambda.</summary>
    private Arguments ParseParameters(TokenKind end)
    {
        if (Kind == end)
            return new Arguments([], [], null, [], [], null, []);
        var isLambda = end == TokenKind.Colon;
        Arg[] positionalOnly = [];
        var args = new List<Arg>();
        var defaults = new List<Expr>();
        while (Kind != end)
        {
            if (Kind is TokenKind.Star or TokenKind.DoubleStar)
                return ParseStarParameters(positionalOnly, args, defaults, end);
            if (Kind == TokenKind.Slash)
            {
                if (positionalOnly.Length != 0 || args.Count == 0)
                    throw Failed();
                _pos++;
                Since(8, "Positional-only parameters are");
                positionalOnly = [.. args];
                args.Clear();
                if (Kind != end)
                    Expect(TokenKind.Comma);
                continue;
            }
            var arg = ParseParameter(isLambda, false);
            args.Add(arg);
            if (Take(TokenKind.Equal))
                defaults.Add(ParseExpression());
            else if (defaults.Count > 0)
                throw Failed();
            EndParameter(arg, end);
        }
        return new Arguments(positionalOnly, [.. args], null, [], [], null, [.. defaults]);
    }

    private Arguments ParseStarParameters(Arg[] positionalOnly, List<Arg> args, List<Expr> defaults, TokenKind end)
    {
        var isLambda = end == TokenKind.Colon;
        Arg? vararg = null, kwarg = null;
        var keywordOnly = new List<Arg>();
        var keywordDefaults = new List<Expr?>();
        if (Take(TokenKind.Star))
        {
            if (Take(TokenKind.Comma))
            {
                if (Kind != TokenKind.Name)
                    throw Failed();
            }
            else
            {
                vararg = ParseParameter(isLambda, true);
                EndParameter(vararg, end);
            }
            while (Kind == TokenKind.Name)
            {
                var arg = ParseParameter(isLambda, false);
                keywordOnly.Add(arg);
                keywordDefaults.Add(Take(TokenKind.Equal) ? ParseExpression() : null);
                EndParameter(arg, end);
            }
        }
        if (Take(TokenKind.DoubleStar))
        {
            kwarg = ParseParameter(isLambda, false);
            EndParameter(kwarg, end);
        }
        if (Kind != end)
            throw Failed();
        return new Arguments(positionalOnly, [.. args], vararg, [.. keywordOnly], [.. keywordDefaults], kwarg, [.. defaults]);
    }

    private Arg ParseParameter(bool isLambda, bool isStar)
    {
        var start = _pos;
        var name = TakeName();
        Expr? annotation = null;
        if (!isLambda && Take(TokenKind.Colon))
            annotation = isStar ? ParseStarExpression() : ParseExpression();
        return From(new Arg(name, annotation, null), start);
    }

    private void EndParameter(Arg arg, TokenKind end)
    {
        var comma = Take(TokenKind.Comma);
        if (end == TokenKind.RPar)
            arg.TypeComment = TakeTypeComment();
        if (!comma && Kind != end)
            throw Failed();
    }
}
