namespace TieredPy.Runtime.Syntax;

/// <summary>Compound statements but definitions and <c>match</c>: chapter 8 of the language reference.</summary>
internal sealed partial class Parser
{
    /// <summary>Parses a compound statement if one begins here.</summary>
    private Stmt? ParseCompound()
    {
        var start = _pos;
        switch (Kind)
        {
            case TokenKind.KwIf:
                return ParseIf();
            case TokenKind.KwDef:
                return ParseFunction(start, [], false);
            case TokenKind.KwClass:
                return ParseClass(start, []);
            case TokenKind.At:
                return ParseDecorated();
            case TokenKind.KwFor:
                return ParseFor(start, false);
            case TokenKind.KwWhile:
                return ParseWhile(start);
            case TokenKind.KwTry:
                return ParseTry(start);
            case TokenKind.KwWith:
                return ParseWith(start, false);
            case TokenKind.KwAsync:
                _pos++;
                return Kind switch
                {
                    TokenKind.KwDef => ParseFunction(start, [], true),
                    TokenKind.KwFor => ParseFor(start, true),
                    TokenKind.KwWith => ParseWith(start, true),
                    _ => throw Failed(),
                };
            case TokenKind.Name when Current.End - Current.Start == 5 && AtWord("match") && AtMatchStatement():
                return ParseMatch(start);
            default:
                return null;
        }
    }

    private Stmt[] ParseBlock()
    {
        var body = new List<Stmt>();
        _blockDepth++;
        if (Take(TokenKind.Newline))
        {
            Expect(TokenKind.Indent);
            do
                ParseStatement(body);
            while (Kind != TokenKind.Dedent);
            _blockDepth--;
            _pos++;
        }
        else
        {
            ParseSimpleStatements(body);
            _blockDepth--;
        }
        return [.. body];
    }

    private Stmt[] ParseElse()
    {
        if (!Take(TokenKind.KwElse))
            return [];
        Expect(TokenKind.Colon);
        return ParseBlock();
    }

    /// <summary>An <c>if</c> with its <c>elif</c>s, which nest in one another's <c>Orelse</c>.</summary>
    private If ParseIf()
    {
        If? first = null, last = null;
        List<(If Node, int Start)>? open = null;
        do
        {
            var start = _pos++;
            var test = ParseNamedExpression();
            Expect(TokenKind.Colon);
            var node = From(new If(test, ParseBlock(), []), start);
            if (last is null)
            {
                first = node;
            }
            else
            {
                last.Orelse = [node];
                open ??= [];
                if (open.Count > MaxStack - 40)
                    throw StackOverflow(_buffer.Source);
            }
            (open ??= []).Add((node, start));
            last = node;
        }
        while (Kind == TokenKind.KwElif);
        last.Orelse = ParseElse();
        foreach (var (node, _) in open)
            EndHere(node);
        return first!;
    }

    private While ParseWhile(int start)
    {
        _pos++;
        var test = ParseNamedExpression();
        Expect(TokenKind.Colon);
        var body = ParseBlock();
        return From(new While(test, body, ParseElse()), start);
    }

    private Stmt ParseFor(int start, bool isAsync)
    {
        _pos++;
        var target = ParseForTargets();
        Expect(TokenKind.KwIn);
        var iter = ParseStarExpressions();
        Expect(TokenKind.Colon);
        var comment = TakeTypeComment();
        var body = ParseBlock();
        var orelse = ParseElse();
        return isAsync
            ? From(new AsyncFor(target, iter, body, orelse, comment), start)
            : From(new For(target, iter, body, orelse, comment), start);
    }

    private Stmt ParseWith(int start, bool isAsync)
    {
        _pos++;
        var items = new List<WithItem>();
        if (Kind == TokenKind.LPar && AtParenthesizedItems())
        {
            _pos++;
            do
                items.Add(ParseWithItem());
            while (Take(TokenKind.Comma) && Kind != TokenKind.RPar);
            Expect(TokenKind.RPar);
            if (items.Exists(item => item.OptionalVars is not null))
                Since(9, "Parenthesized context managers are");
        }
        else
        {
            do
                items.Add(ParseWithItem());
            while (Take(TokenKind.Comma));
        }
        Expect(TokenKind.Colon);
        var comment = TakeTypeComment();
        var body = ParseBlock();
        return isAsync
            ? From(new AsyncWith([.. items], body, comment), start)
            : From(new With([.. items], body, comment), start);
    }

    private WithItem ParseWithItem()
    {
        var value = ParseExpression();
        if (!Take(TokenKind.KwAs))
            return EndHere(new WithItem(value, null) { Line = value.Line, Col = value.Col });
        var target = ParseStarTarget();
        if (Kind is not (TokenKind.Comma or TokenKind.RPar or TokenKind.Colon))
            throw Failed();
        return EndHere(new WithItem(value, target) { Line = value.Line, Col = value.Col });
    }

    /// <summary>
    /// Whether the parenthesis here encloses the items of a <c>with</c>, and isn't part of its first item: a colon must follow it,
    /// and it must hold something else than a generator, an assignment expression, a yield or a starred expression.
    /// </summary>
    private bool AtParenthesizedItems()
    {
        var depth = 0;
        bool sawAs = false, isExpression = false, atItemStart = true;
        for (var i = _pos; ; i++)
        {
            var kind = _buffer.At(i).Kind;
            switch (kind)
            {
                case TokenKind.LPar or TokenKind.LSqb or TokenKind.LBrace:
                    depth++;
                    if (depth == 1)
                        continue;
                    break;
                case TokenKind.RPar or TokenKind.RSqb or TokenKind.RBrace:
                    if (--depth > 0)
                        break;
                    if (atItemStart && _buffer.At(i - 1).Kind == TokenKind.LPar)
                        isExpression = true;
                    return _buffer.At(i + 1).Kind == TokenKind.Colon && (sawAs || !isExpression);
                case TokenKind.Comma when depth == 1:
                    atItemStart = true;
                    continue;
                case TokenKind.KwAs when depth == 1:
                    sawAs = true;
                    break;
                case TokenKind.KwYield or TokenKind.Star when depth == 1 && atItemStart:
                case TokenKind.ColonEqual or TokenKind.KwFor when depth == 1:
                    isExpression = true;
                    break;
                case TokenKind.Newline or TokenKind.EndMarker:
                    return false;
            }
            atItemStart = false;
        }
    }

    private Stmt ParseTry(int start)
    {
        _pos++;
        Expect(TokenKind.Colon);
        var body = ParseBlock();
        var handlers = new List<ExceptHandler>();
        var isStar = false;
        while (Kind == TokenKind.KwExcept)
        {
            var at = _pos++;
            var star = Take(TokenKind.Star);
            if (handlers.Count > 0 && star != isStar)
                throw Failed();
            isStar = star;
            Expr? type = null;
            string? name = null;
            if (star || Kind != TokenKind.Colon)
            {
                type = ParseExpression();
                name = Take(TokenKind.KwAs) ? TakeName() : null;
            }
            Expect(TokenKind.Colon);
            handlers.Add(From(new ExceptHandler(type, name, ParseBlock()), at));
        }
        var orelse = handlers.Count > 0 ? ParseElse() : [];
        Stmt[] final = [];
        if (Take(TokenKind.KwFinally))
        {
            Expect(TokenKind.Colon);
            final = ParseBlock();
        }
        else if (handlers.Count == 0)
        {
            throw Failed();
        }
        if (isStar)
            Since(11, "Exception groups are");
        return isStar
            ? From(new TryStar(body, [.. handlers], orelse, final), start)
            : From(new Try(body, [.. handlers], orelse, final), start);
    }

    private Stmt ParseDecorated()
    {
        var decorators = new List<Expr>();
        while (Take(TokenKind.At))
        {
            decorators.Add(ParseNamedExpression());
            Expect(TokenKind.Newline);
        }
        var start = _pos;
        switch (Kind)
        {
            case TokenKind.KwClass:
                return ParseClass(start, [.. decorators]);
            case TokenKind.KwAsync:
                _pos++;
                if (Kind != TokenKind.KwDef)
                    throw Failed();
                return ParseFunction(start, [.. decorators], true);
            case TokenKind.KwDef:
                return ParseFunction(start, [.. decorators], false);
            default:
                throw Failed();
        }
    }
}
