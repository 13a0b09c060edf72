using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Syntax;

/// <summary>Operators: chapter 6 of the language reference from the bottom of the precedence table up.</summary>
internal sealed partial class Parser
{
    private static readonly bool[] ExpressionStarters = MakeStarters();

    private static bool[] MakeStarters()
    {
        var starters = new bool[256];
        foreach (var kind in (ReadOnlySpan<TokenKind>)
        [
            TokenKind.Name, TokenKind.Number, TokenKind.String, TokenKind.FStringStart, TokenKind.LPar, TokenKind.LSqb, TokenKind.LBrace,
            TokenKind.Minus, TokenKind.Plus, TokenKind.Tilde, TokenKind.Ellipsis, TokenKind.KwNot, TokenKind.KwLambda, TokenKind.KwAwait,
            TokenKind.KwNone, TokenKind.KwTrue, TokenKind.KwFalse,
        ])
        {
            starters[(int)kind] = true;
        }
        return starters;
    }

    private static bool StartsExpression(TokenKind kind) => ExpressionStarters[(int)kind];

    private static bool StartsStarExpression(TokenKind kind) => kind == TokenKind.Star || ExpressionStarters[(int)kind];

    /// <summary>Grammar rule <c>expressions</c>: without stars.</summary>
    private Expr ParseExpressions()
    {
        var start = _pos;
        var first = ParseExpression();
        if (Kind != TokenKind.Comma)
            return first;
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && StartsExpression(Kind))
            elements.Add(ParseExpression());
        return From(new Tuple([.. elements], ExprContext.Load), start);
    }

    internal Expr ParseStarExpressions()
    {
        var start = _pos;
        var first = ParseStarExpression();
        if (Kind != TokenKind.Comma)
            return first;
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && StartsStarExpression(Kind))
            elements.Add(ParseStarExpression());
        return From(new Tuple([.. elements], ExprContext.Load), start);
    }

    private Expr ParseStarExpression() => Kind == TokenKind.Star ? ParseStarred() : ParseExpression();

    /// <summary>Grammar rule <c>'*' bitwise_or</c>.</summary>
    private Starred ParseStarred()
    {
        var start = _pos++;
        var value = ParseBinary(1);
        return From(new Starred(value, ExprContext.Load), start);
    }

    internal Expr ParseStarNamedExpression() => Kind == TokenKind.Star ? ParseStarred() : ParseNamedExpression();

    internal Expr ParseNamedExpression()
    {
        if (Kind == TokenKind.Name && PeekKind() == TokenKind.ColonEqual)
        {
            var start = _pos;
            var target = From(new Name(TakeName(), ExprContext.Store), start);
            _pos++;
            var value = ParseExpression();
            Since(8, "Assignment expressions are");
            return From(new NamedExpr(target, value), start);
        }
        var expression = ParseExpression();
        if (Kind == TokenKind.ColonEqual)
            throw Failed();
        return expression;
    }

    internal Expr ParseYield()
    {
        var start = _pos++;
        if (Take(TokenKind.KwFrom))
        {
            var source = ParseExpression();
            return From(new YieldFrom(source), start);
        }
        return From(new Yield(StartsStarExpression(Kind) ? ParseStarExpressions() : null), start);
    }

    internal Expr ParseExpression()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw StackOverflow(_buffer.Source);
        if (Kind == TokenKind.KwLambda)
            return ParseLambda();
        var start = _pos;
        var body = ParseDisjunction();
        if (Kind != TokenKind.KwIf)
            return body;
        _pos++;
        var test = ParseDisjunction();
        Expect(TokenKind.KwElse);
        Enter();
        var orelse = ParseExpression();
        Leave();
        return From(new IfExp(test, body, orelse), start);
    }

    private Lambda ParseLambda()
    {
        var start = _pos++;
        Enter(2);
        var args = ParseParameters(TokenKind.Colon);
        Expect(TokenKind.Colon);
        var body = ParseExpression();
        Leave(2);
        return From(new Lambda(args, body), start);
    }

    private Expr ParseDisjunction()
    {
        var start = _pos;
        var first = ParseConjunction();
        if (Kind != TokenKind.KwOr)
            return first;
        var values = new List<Expr> { first };
        while (Take(TokenKind.KwOr))
            values.Add(ParseConjunction());
        return From(new BoolOp(Boolop.Or, [.. values]), start);
    }

    private Expr ParseConjunction()
    {
        var start = _pos;
        var first = ParseInversion();
        if (Kind != TokenKind.KwAnd)
            return first;
        var values = new List<Expr> { first };
        while (Take(TokenKind.KwAnd))
            values.Add(ParseInversion());
        return From(new BoolOp(Boolop.And, [.. values]), start);
    }

    private Expr ParseInversion()
    {
        if (Kind != TokenKind.KwNot)
            return ParseComparison();
        var start = _pos++;
        Enter();
        var operand = ParseInversion();
        Leave();
        return From(new UnaryOp(Unaryop.Not, operand), start);
    }

    private Expr ParseComparison()
    {
        var start = _pos;
        var left = ParseBinary(1);
        return TakeComparison(out var op) ? ParseComparison(start, left, op) : left;
    }

    private Compare ParseComparison(int start, Expr left, Cmpop op)
    {
        var ops = new List<Cmpop>(1);
        var comparators = new List<Expr>(1);
        do
        {
            ops.Add(op);
            comparators.Add(ParseBinary(1));
        }
        while (TakeComparison(out op));
        return From(new Compare(left, [.. ops], [.. comparators]), start);
    }

    private bool TakeComparison(out Cmpop op)
    {
        var length = 1;
        switch (Kind)
        {
            case TokenKind.EqEqual: op = Cmpop.Eq; break;
            case TokenKind.Less: op = Cmpop.Lt; break;
            case TokenKind.LessEqual: op = Cmpop.LtE; break;
            case TokenKind.Greater: op = Cmpop.Gt; break;
            case TokenKind.GreaterEqual: op = Cmpop.GtE; break;
            case TokenKind.KwIn: op = Cmpop.In; break;
            case TokenKind.KwIs:
                length = PeekKind() == TokenKind.KwNot ? 2 : 1;
                op = length == 2 ? Cmpop.IsNot : Cmpop.Is;
                break;
            case TokenKind.KwNot when PeekKind() == TokenKind.KwIn:
                length = 2;
                op = Cmpop.NotIn;
                break;
            case TokenKind.NotEqual:
                op = Cmpop.NotEq;
                CheckNotEqual();
                break;
            default:
                op = default;
                return false;
        }
        _pos += length;
        return true;
    }

    /// <summary>Which spelling of "not equal" is right depends on who is the dictator (PEP 401).</summary>
    private void CheckNotEqual()
    {
        var diamond = _text[Current.Start] == '<';
        if ((_flags & ParseFlags.BarryAsBdfl) == 0)
        {
            if (diamond)
                throw Failed();
        }
        else if (!diamond)
        {
            throw _buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "with Barry as BDFL, use '<>' instead of '!='");
        }
    }

    /// <summary>How tightly a binary operator (but power) binds: 0 for a token that is none.</summary>
    private static int Precedence(TokenKind kind, out Operator op)
    {
        switch (kind)
        {
            case TokenKind.VBar: op = Operator.BitOr; return 1;
            case TokenKind.Circumflex: op = Operator.BitXor; return 2;
            case TokenKind.Amper: op = Operator.BitAnd; return 3;
            case TokenKind.LeftShift: op = Operator.LShift; return 4;
            case TokenKind.RightShift: op = Operator.RShift; return 4;
            case TokenKind.Plus: op = Operator.Add; return 5;
            case TokenKind.Minus: op = Operator.Sub; return 5;
            case TokenKind.Star: op = Operator.Mult; return 6;
            case TokenKind.Slash: op = Operator.Div; return 6;
            case TokenKind.DoubleSlash: op = Operator.FloorDiv; return 6;
            case TokenKind.Percent: op = Operator.Mod; return 6;
            case TokenKind.At: op = Operator.MatMult; return 6;
            default: op = default; return 0;
        }
    }

    /// <summary>Binary operators that bind at least as <paramref name="minimum"/>; a chain on one level takes no recursion.</summary>
    private Expr ParseBinary(int minimum)
    {
        var start = _pos;
        var left = ParseFactor();
        for (; ; )
        {
            var precedence = Precedence(Kind, out var op);
            if (precedence < minimum)
                return left;
            _pos++;
            var right = precedence == 6 ? ParseFactor() : ParseBinary(precedence + 1);
            left = From(new BinOp(left, op, right), start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Expr ParseFactor() =>
        Kind is TokenKind.Minus or TokenKind.Plus or TokenKind.Tilde ? ParseUnary() : ParsePower();

    private UnaryOp ParseUnary()
    {
        var op = Kind switch
        {
            TokenKind.Minus => Unaryop.USub,
            TokenKind.Plus => Unaryop.UAdd,
            _ => Unaryop.Invert,
        };
        var start = _pos++;
        Enter();
        var operand = ParseFactor();
        Leave();
        return From(new UnaryOp(op, operand), start);
    }

    private Expr ParsePower()
    {
        var start = _pos;
        Expr left;
        if (Take(TokenKind.KwAwait))
        {
            var value = ParsePrimary();
            left = From(new Await(value), start);
        }
        else
        {
            left = ParsePrimary();
        }
        if (!Take(TokenKind.DoubleStar))
            return left;
        Enter(2);
        var right = ParseFactor();
        Leave(2);
        return From(new BinOp(left, Operator.Pow, right), start);
    }
}
