namespace TieredPy.Runtime.Syntax;

/// <summary>Expressions that turn out to be targets.</summary>
internal sealed partial class Parser
{
    /// <summary>Makes an expression a target of assignment, or fails.</summary>
    private static void MakeStored(Expr target)
    {
        switch (target)
        {
            case Name name:
                name.Ctx = ExprContext.Store;
                break;
            case Attribute attribute:
                attribute.Ctx = ExprContext.Store;
                break;
            case Subscript subscript:
                subscript.Ctx = ExprContext.Store;
                break;
            case Starred starred:
                if (starred.Value.Kind == NodeKind.Starred)
                    throw Failed();
                MakeStored(starred.Value);
                starred.Ctx = ExprContext.Store;
                break;
            case Tuple tuple:
                foreach (var element in tuple.Elts)
                    MakeStored(element);
                tuple.Ctx = ExprContext.Store;
                break;
            case List list:
                foreach (var element in list.Elts)
                    MakeStored(element);
                list.Ctx = ExprContext.Store;
                break;
            default:
                throw Failed();
        }
    }

    private static void MakeDeleted(Expr target)
    {
        switch (target)
        {
            case Name name:
                name.Ctx = ExprContext.Del;
                break;
            case Attribute attribute:
                attribute.Ctx = ExprContext.Del;
                break;
            case Subscript subscript:
                subscript.Ctx = ExprContext.Del;
                break;
            case Tuple tuple:
                foreach (var element in tuple.Elts)
                    MakeDeleted(element);
                tuple.Ctx = ExprContext.Del;
                break;
            case List list:
                foreach (var element in list.Elts)
                    MakeDeleted(element);
                list.Ctx = ExprContext.Del;
                break;
            default:
                throw Failed();
        }
    }

    /// <summary>One target, which may be starred.</summary>
    private Expr ParseStarTarget()
    {
        var start = _pos;
        if (!Take(TokenKind.Star))
        {
            var target = ParseBinary(1);
            MakeStored(target);
            return target;
        }
        if (Kind == TokenKind.Star)
            throw Failed();
        var value = ParseBinary(1);
        MakeStored(value);
        return From(new Starred(value, ExprContext.Store), start);
    }

    /// <summary>The targets of a <c>for</c>, up to its <c>in</c>.</summary>
    private Expr ParseForTargets()
    {
        var start = _pos;
        var first = ParseStarTarget();
        if (Kind != TokenKind.Comma)
            return first;
        var elements = new List<Expr> { first };
        while (Take(TokenKind.Comma) && Kind != TokenKind.KwIn)
            elements.Add(ParseStarTarget());
        return From(new Tuple([.. elements], ExprContext.Store), start);
    }
}
