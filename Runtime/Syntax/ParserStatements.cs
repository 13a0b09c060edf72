namespace TieredPy.Runtime.Syntax;

/// <summary>Statements on one line: chapter 7 of the language reference.</summary>
internal sealed partial class Parser
{
    /// <summary>Parses a compound statement, or a line of simple ones; true for a compound one.</summary>
    private bool ParseStatement(List<Stmt> body)
    {
        if (ParseCompound() is { } compound)
        {
            body.Add(compound);
            return true;
        }
        ParseSimpleStatements(body);
        return false;
    }

    private void ParseSimpleStatements(List<Stmt> body)
    {
        for (; ; )
        {
            body.Add(ParseSimpleStatement());
            if (!Take(TokenKind.Semi))
                break;
            if (Kind == TokenKind.Newline)
                break;
        }
        if (Kind != TokenKind.Newline)
            throw Failed();
        if (_buffer.Mode != ParseMode.Single || _blockDepth > 0)
            _pos++;
    }

    private Stmt ParseSimpleStatement()
    {
        var start = _pos;
        switch (Kind)
        {
            case TokenKind.KwReturn:
                _pos++;
                return From(new Return(StartsStarExpression(Kind) ? ParseStarExpressions() : null), start);
            case TokenKind.KwImport:
                return ParseImport(start);
            case TokenKind.KwFrom:
                return ParseImportFrom(start);
            case TokenKind.KwRaise:
                return ParseRaise(start);
            case TokenKind.KwPass:
                _pos++;
                return From(new Pass(), start);
            case TokenKind.KwDel:
                return ParseDelete(start);
            case TokenKind.KwAssert:
                _pos++;
                var test = ParseExpression();
                return From(new Assert(test, Take(TokenKind.Comma) ? ParseExpression() : null), start);
            case TokenKind.KwBreak:
                _pos++;
                return From(new Break(), start);
            case TokenKind.KwContinue:
                _pos++;
                return From(new Continue(), start);
            case TokenKind.KwGlobal:
                _pos++;
                return From(new Global(ParseNames()), start);
            case TokenKind.KwNonlocal:
                _pos++;
                return From(new Nonlocal(ParseNames()), start);
            case TokenKind.Name when PeekKind() == TokenKind.Name && AtWord("type"):
                return ParseTypeAlias(start);
            default:
                return ParseExpressionStatement(start);
        }
    }

    private string[] ParseNames()
    {
        var names = new List<string> { TakeName() };
        while (Take(TokenKind.Comma))
            names.Add(TakeName());
        return [.. names];
    }

    private Raise ParseRaise(int start)
    {
        _pos++;
        if (!StartsExpression(Kind))
            return From(new Raise(null, null), start);
        var exception = ParseExpression();
        var cause = Take(TokenKind.KwFrom) ? ParseExpression() : null;
        return From(new Raise(exception, cause), start);
    }

    private Delete ParseDelete(int start)
    {
        _pos++;
        var targets = new List<Expr>();
        do
            targets.Add(ParseBinary(1));
        while (Take(TokenKind.Comma) && Kind is not (TokenKind.Semi or TokenKind.Newline));
        if (Kind is not (TokenKind.Semi or TokenKind.Newline))
            throw Failed();
        foreach (var target in targets)
            MakeDeleted(target);
        return From(new Delete([.. targets]), start);
    }

    private TypeAlias ParseTypeAlias(int start)
    {
        _pos++;
        var name = From(new Name(TakeName(), ExprContext.Store), _pos - 1);
        var parameters = ParseTypeParams();
        Expect(TokenKind.Equal);
        var value = ParseExpression();
        Since(12, "Type statement is");
        return From(new TypeAlias(name, parameters, value), start);
    }

    private Import ParseImport(int start)
    {
        _pos++;
        var names = new List<Alias>();
        do
        {
            var at = _pos;
            var name = ParseDottedName();
            var asName = Take(TokenKind.KwAs) ? TakeName() : null;
            names.Add(From(new Alias(name, asName), at));
        }
        while (Take(TokenKind.Comma));
        return From(new Import([.. names]), start);
    }

    private string ParseDottedName()
    {
        var name = TakeName();
        while (Take(TokenKind.Dot))
            name = name + "." + TakeName();
        return name;
    }

    private ImportFrom ParseImportFrom(int start)
    {
        _pos++;
        var level = 0;
        for (; ; _pos++)
        {
            if (Kind == TokenKind.Dot)
                level++;
            else if (Kind == TokenKind.Ellipsis)
                level += 3;
            else
                break;
        }
        var module = level > 0 && Kind == TokenKind.KwImport ? null : ParseDottedName();
        Expect(TokenKind.KwImport);
        var names = new List<Alias>();
        var at = _pos;
        if (Take(TokenKind.Star))
        {
            names.Add(From(new Alias("*", null), at));
            return From(new ImportFrom(module, [.. names], level), start);
        }
        var parenthesized = Take(TokenKind.LPar);
        do
        {
            if (parenthesized && names.Count > 0 && Kind == TokenKind.RPar)
                break;
            at = _pos;
            var name = TakeName();
            var asName = Take(TokenKind.KwAs) ? TakeName() : null;
            names.Add(From(new Alias(name, asName), at));
        }
        while (Take(TokenKind.Comma));
        if (parenthesized)
            Expect(TokenKind.RPar);
        if (module == "__future__" && level == 0 && names.Exists(name => name.Name == "barry_as_FLUFL"))
            _flags |= ParseFlags.BarryAsBdfl;
        return From(new ImportFrom(module, [.. names], level), start);
    }

    /// <summary>An expression statement or any kind of assignment.</summary>
    private Stmt ParseExpressionStatement(int start)
    {
        if (Kind == TokenKind.Name && PeekKind() == TokenKind.Colon)
        {
            var name = From(new Name(TakeName(), ExprContext.Store), start);
            return ParseAnnotated(name, 1, start);
        }
        var isYield = Kind == TokenKind.KwYield;
        var first = isYield ? ParseYield() : ParseStarExpressions();
        var kind = Kind;
        if (kind is TokenKind.Newline or TokenKind.Semi || isYield)
            return From(new ExprStmt(first), start);
        if (kind == TokenKind.Equal)
            return ParseAssign(first, start);
        if (kind == TokenKind.Colon)
        {
            if (first.Kind is not (NodeKind.Name or NodeKind.Attribute or NodeKind.Subscript))
                throw Failed();
            MakeStored(first);
            return ParseAnnotated(first, 0, start);
        }
        if (AugmentedOperator(kind) is { } op)
        {
            if (first.Kind is not (NodeKind.Name or NodeKind.Attribute or NodeKind.Subscript))
                throw Failed();
            MakeStored(first);
            _pos++;
            return From(new AugAssign(first, op, ParseRightSide()), start);
        }
        return From(new ExprStmt(first), start);
    }

    private AnnAssign ParseAnnotated(Expr target, int simple, int start)
    {
        Expect(TokenKind.Colon);
        var annotation = ParseExpression();
        var value = Take(TokenKind.Equal) ? ParseRightSide() : null;
        return From(new AnnAssign(target, annotation, value, simple), start);
    }

    private Assign ParseAssign(Expr first, int start)
    {
        MakeStored(first);
        _pos++;
        var value = ParseRightSide();
        if (Kind != TokenKind.Equal)
            return FinishAssign([first], value, start);
        var targets = new List<Expr> { first };
        while (Take(TokenKind.Equal))
        {
            MakeStored(value);
            targets.Add(value);
            value = ParseRightSide();
        }
        return FinishAssign([.. targets], value, start);
    }

    private Assign FinishAssign(Expr[] targets, Expr value, int start)
    {
        var comment = TakeTypeComment();
        return From(new Assign(targets, value, comment), start);
    }

    private Expr ParseRightSide() => Kind == TokenKind.KwYield ? ParseYield() : ParseStarExpressions();

    private static Operator? AugmentedOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusEqual => Operator.Add,
        TokenKind.MinEqual => Operator.Sub,
        TokenKind.StarEqual => Operator.Mult,
        TokenKind.AtEqual => Operator.MatMult,
        TokenKind.SlashEqual => Operator.Div,
        TokenKind.PercentEqual => Operator.Mod,
        TokenKind.AmperEqual => Operator.BitAnd,
        TokenKind.VBarEqual => Operator.BitOr,
        TokenKind.CircumflexEqual => Operator.BitXor,
        TokenKind.LeftShiftEqual => Operator.LShift,
        TokenKind.RightShiftEqual => Operator.RShift,
        TokenKind.DoubleStarEqual => Operator.Pow,
        TokenKind.DoubleSlashEqual => Operator.FloorDiv,
        _ => null,
    };
}
