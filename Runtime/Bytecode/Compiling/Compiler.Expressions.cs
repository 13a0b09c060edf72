namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Expressions.</summary>
internal sealed partial class Compiler
{
    private static readonly Op[] BinaryOps =
        [Op.Add, Op.Sub, Op.Mul, Op.MatMul, Op.TrueDiv, Op.Mod, Op.Pow, Op.LShift, Op.RShift, Op.Or, Op.Xor, Op.And, Op.FloorDiv];

    /// <summary>The form with a constant right operand, or Nop.</summary>
    private static readonly Op[] BinaryOpsK =
        [Op.AddK, Op.SubK, Op.MulK, Op.Nop, Op.TrueDivK, Op.ModK, Op.Nop, Op.LShiftK, Op.RShiftK, Op.Nop, Op.Nop, Op.AndK, Op.FloorDivK];

    /// <summary>Compiles to a register that may be a local or a new temporary (which the caller frees).</summary>
    private int ExprAny(Expr e)
    {
        switch (e)
        {
            case Name n when n.Ctx == ExprContext.Load: return LoadAny(P(n), n.Id);
            case NamedExpr n:
                {
                    int r = FastTarget(n.Target);
                    if (r < 0) break;
                    ExprTo(n.Value, r);
                    return r;
                }
        }
        int t = u.Temp();
        ExprTo(e, t);
        return t;
    }

    /// <summary>As <see cref="ExprAny"/>, with a temporary to use (when <paramref name="scratch"/> is one) instead of a new one.</summary>
    private int Operand(Expr e, int scratch)
    {
        if (e is NamedExpr || !VReg.IsTemp(scratch) || FastTarget(e) >= 0) return ExprAny(e);
        ExprTo(e, scratch);
        return scratch;
    }

    /// <summary>Compiles for effects only.</summary>
    private void ExprDiscard(Expr e)
    {
        int mark = u.Top;
        ExprAny(e);
        u.Top = mark;
    }

    /// <summary>Compiles to a register; a local is written by the last instruction only.</summary>
    private void ExprTo(Expr expr, int dst)
    {
        CompileDepth.Enter(ref depth);
        int mark = u.Top;
        var p = P(expr);
        switch (expr)
        {
            case Constant e: LoadConst(p, e.Value, dst); break;
            case Name e: Load(p, e.Id, dst); break;
            case NamedExpr e:
                {
                    int r = ExprAny(e.Value);
                    StoreTo(e.Target, r);
                    if (r != dst) Emit(p, Op.Move, dst, r);
                    break;
                }
            case BoolOp e: BoolOpTo(e, dst); break;
            case BinOp e: BinOpTo(e, dst); break;
            case UnaryOp e:
                {
                    int r = Operand(e.Operand, dst);
                    Emit(p, e.Op switch { Unaryop.Not => Op.Not, Unaryop.USub => Op.Neg, Unaryop.UAdd => Op.Pos, _ => Op.Invert }, dst, r);
                    break;
                }
            case Lambda e: LambdaTo(e, dst); break;
            case IfExp e:
                {
                    int orelse = u.NewLabel(), end = u.NewLabel();
                    JumpIf(e.Test, orelse, false);
                    ExprTo(e.Body, dst);
                    EmitJump(default, end);
                    u.Mark(orelse);
                    ExprTo(e.Orelse, dst);
                    u.Mark(end);
                    break;
                }
            case Dict e: DictTo(e, dst); break;
            case Set e: DisplayTo(Op.BuildSet, e.Elts, dst, p); break;
            case List e: DisplayTo(Op.BuildList, e.Elts, dst, p); break;
            case Tuple e: DisplayTo(Op.BuildTuple, e.Elts, dst, p); break;
            case ListComp or SetComp or DictComp or GeneratorExp: ComprehensionTo(expr, dst); break;
            case Yield e:
                {
                    CheckYield(e, "yield");
                    int r;
                    if (e.Value != null) r = ExprAny(e.Value);
                    else LoadConst(p, null, r = u.Temp());
                    Emit(p, Op.Yield, dst, r, 0, IsAsyncGenerator ? 1 : 0);
                    break;
                }
            case YieldFrom e:
                {
                    CheckYield(e, "yield from");
                    if (u.Kind == UnitKind.AsyncFunction) throw errors.At(e, "'yield from' inside async function");
                    int it = u.Temp(), sent = u.Temp();
                    ExprTo(e.Value, it);
                    Emit(p, Op.GetYieldFromIter, it, it);
                    LoadConst(p, null, sent);
                    Emit(p, Op.Send, dst, it, sent);
                    break;
                }
            case Await e:
                {
                    CheckAwait(e);
                    int t = u.Temp();
                    ExprTo(e.Value, t);
                    AwaitTo(p, t, dst, 0);
                    break;
                }
            case Compare e: CompareTo(e, dst); break;
            case Call e: CallTo(e, dst); break;
            case JoinedStr e: JoinedStrTo(e, dst); break;
            case FormattedValue e: FormattedValueTo(e, dst); break;
            case Attribute e: AttributeTo(e, dst); break;
            case Subscript e: SubscriptTo(e, dst); break;
            case Slice e: SliceTo(e, dst); break;
            case Starred e:
                throw errors.At(e, e.Ctx == ExprContext.Store ? "starred assignment target must be in a list or tuple" : "can't use starred expression here");
            default: throw errors.At(expr, $"unexpected expression {expr.Kind}");
        }
        u.Top = mark;
        depth--;
    }

    private bool IsAsyncGenerator => u.Scope is { Generator: true, Coroutine: true };

    private void CheckYield(Expr e, string what)
    {
        if (!u.Scope.IsFunctionLike) throw errors.At(e, $"'{what}' outside function");
    }

    private void CheckAwait(Expr e)
    {
        if (options.TopLevelAwait && u.Kind == UnitKind.Module) return;
        if (!u.Scope.IsFunctionLike) throw errors.At(e, "'await' outside function");
        if (u.Kind != UnitKind.AsyncFunction && u.Kind != UnitKind.Comprehension) throw errors.At(e, "'await' outside async function");
    }

    /// <summary>Awaits what is in temporary <paramref name="t"/>.</summary>
    private void AwaitTo(Position p, int t, int dst, int form)
    {
        Emit(p, Op.GetAwaitable, t, t, 0, form);
        int sent = u.Temp();
        LoadConst(p, null, sent);
        Emit(p, Op.Send, dst, t, sent);
    }

    private void BoolOpTo(BoolOp e, int dst)
    {
        int end = u.NewLabel();
        bool jumpWhen = e.Op == Boolop.Or;
        int t = VReg.IsTemp(dst) ? dst : u.Temp();
        for (int i = 0; i < e.Values.Length - 1; i++)
        {
            ExprTo(e.Values[i], t);
            EmitJumpIf(P(e.Values[i]), t, end, jumpWhen);
        }
        ExprTo(e.Values[^1], t);
        u.Mark(end);
        if (t != dst) Emit(P(e), Op.Move, dst, t);
    }

    /// <summary>A chain of operators leans to the left: compiled from its leftmost operand on, without recursion.</summary>
    private void BinOpTo(BinOp top, int dst)
    {
        if (top.Left is not BinOp)
        {
            int left = Operand(top.Left, dst);
            EmitBinary(top, Keep(P(top), left, top.Right), dst, 0);
            return;
        }
        var chain = new Stack<BinOp>();
        Expr leftmost = top;
        while (leftmost is BinOp b)
        {
            chain.Push(b);
            leftmost = b.Left;
        }
        int t = VReg.IsTemp(dst) ? dst : u.Temp();
        int mark = u.Top;
        int r = Keep(P(top), Operand(leftmost, t), chain.Peek().Right);
        while (chain.TryPop(out var b))
        {
            int to = chain.Count == 0 ? dst : t;
            EmitBinary(b, r, to, 0);
            u.Top = mark;
            r = to;
        }
    }

    /// <summary>left op e.Right.</summary>
    private void EmitBinary(BinOp e, int left, int dst, int inPlace) => EmitBinary(P(e), e.Op, left, e.Right, dst, inPlace);

    private void EmitBinary(Position p, Operator op, int left, Expr right, int dst, int inPlace)
    {
        if (right is Constant c && BinaryOpsK[(int)op] is var k and not Op.Nop && TryConstOperand(c, out int index))
        {
            Emit(p, k, dst, left, index, inPlace);
            return;
        }
        int mark = u.Top;
        int r = ExprAny(right);
        Emit(p, BinaryOps[(int)op], dst, left, r, inPlace);
        u.Top = mark;
    }

    /// <summary>The constant's index, when it fits 16 bits.</summary>
    private bool TryConstOperand(Constant c, out int index)
    {
        index = u.ConstIndex(c.Value);
        return index <= ushort.MaxValue;
    }

    private void CompareTo(Compare e, int dst)
    {
        CheckIsLiteral(e);
        var p = P(e);
        int n = e.Ops.Length;
        int left = n == 1 ? Operand(e.Left, dst) : ExprAny(e.Left);
        left = Keep(p, left, n == 1 ? e.Comparators[0] : e);
        if (n == 1)
        {
            EmitCompare(p, e.Ops[0], dst, left, ExprAny(e.Comparators[0]));
            return;
        }
        int t = VReg.IsTemp(dst) ? dst : u.Temp();
        int end = u.NewLabel();
        for (int i = 0; i < n; i++)
        {
            int right = ExprAny(e.Comparators[i]);
            if (i < n - 1) right = Keep(p, right, e.Comparators[i + 1]);
            EmitCompare(p, e.Ops[i], t, left, right);
            if (i < n - 1) EmitJumpIf(p, t, end, false);
            left = right;
        }
        u.Mark(end);
        if (t != dst) Emit(p, Op.Move, dst, t);
    }

    private void EmitCompare(Position p, Cmpop op, int dst, int left, int right)
    {
        switch (op)
        {
            case Cmpop.Is or Cmpop.IsNot: Emit(p, Op.Is, dst, left, right, op == Cmpop.IsNot ? 1 : 0); break;
            case Cmpop.In or Cmpop.NotIn: Emit(p, Op.In, dst, left, right, op == Cmpop.NotIn ? 1 : 0); break;
            default: Emit(p, CompareOp(op), dst, left, right); break;
        }
    }

    private static Op CompareOp(Cmpop op) => op switch
    {
        Cmpop.Eq => Op.Eq,
        Cmpop.NotEq => Op.Ne,
        Cmpop.Lt => Op.Lt,
        Cmpop.LtE => Op.Le,
        Cmpop.Gt => Op.Gt,
        _ => Op.Ge,
    };

    private void AttributeTo(Attribute e, int dst)
    {
        if (IsSuperCall(e.Value, out var super))
        {
            int b = SuperArguments(super);
            Emit(AttributePos(e), Op.LoadSuperAttr, dst, b, NameIndex(e.Attr), super.Args.Length > 0 ? 2 : 0);
            return;
        }
        int r = Operand(e.Value, dst);
        Emit(AttributePos(e), Op.GetAttr, dst, r, NameIndex(e.Attr));
    }

    /// <summary>In a chain over several lines, an attribute's place is its own name.</summary>
    private static Position AttributePos(Attribute e) => MatchAttribute(P(e), e);

    private static Position MatchAttribute(Position p, Attribute e)
    {
        if (p.Line == e.EndLine) return p;
        return e.Attr.Length <= e.EndCol
            ? new Position(e.EndLine, e.EndCol - e.Attr.Length, p.EndLine, p.EndCol)
            : new Position(e.EndLine, -1, p.EndLine, -1);
    }

    private void SubscriptTo(Subscript e, int dst)
    {
        var p = P(e);
        if (e.Ctx == ExprContext.Load)
        {
            CheckSubscripter(e.Value);
            CheckIndex(e.Value, e.Slice);
        }
        int obj = Keep(p, Operand(e.Value, dst), e.Slice);
        if (e.Slice is Slice { Step: null } s)
        {
            Emit(p, Op.GetSlice, dst, obj, SliceBounds(s));
            return;
        }
        if (e.Slice is Constant c && TryConstOperand(c, out int index))
        {
            Emit(p, Op.GetItemK, dst, obj, index);
            return;
        }
        int key = ExprAny(e.Slice);
        Emit(p, Op.GetItem, dst, obj, key);
    }

    /// <summary>The bounds of a slice in two new consecutive temporaries.</summary>
    private int SliceBounds(Slice s)
    {
        int r = u.Temp(2);
        OptionalTo(s.Lower, r, s);
        OptionalTo(s.Upper, r + 1, s);
        return r;
    }

    private void SliceTo(Slice s, int dst)
    {
        int r = u.Temp(3);
        OptionalTo(s.Lower, r, s);
        OptionalTo(s.Upper, r + 1, s);
        OptionalTo(s.Step, r + 2, s);
        Emit(P(s), Op.BuildSlice, dst, r);
    }

    private void OptionalTo(Expr? e, int dst, Expr at)
    {
        if (e != null) ExprTo(e, dst);
        else LoadConst(P(at), null, dst);
    }

    private const int DisplayChunk = 256;

    /// <summary>A list, set or tuple display.</summary>
    private void DisplayTo(Op build, Expr[] elts, int dst, Position p)
    {
        bool starred = Array.Exists(elts, e => e is Starred);
        if (!starred && elts.Length >= 3 && build != Op.BuildTuple && Array.TrueForAll(elts, e => e is Constant))
        {
            // All constant: extended from one constant.
            var items = Array.ConvertAll(elts, e => ((Constant)e).Value);
            int acc = VReg.IsTemp(dst) ? dst : u.Temp(), t = u.Temp();
            Emit(p, build, acc);
            LoadConst(p, build == Op.BuildSet ? new ConstFrozenSet(items) : new ConstTuple(items), t);
            Emit(p, build == Op.BuildSet ? Op.SetUpdate : Op.ListExtend, acc, t);
            if (acc != dst) Emit(p, Op.Move, dst, acc);
            return;
        }
        if (!starred && elts.Length <= DisplayChunk)
        {
            int first = elts.Length == 0 ? VReg.TempBase : VReg.TempBase + u.Top;
            foreach (var e in elts) ExprTo(e, u.Temp());
            Emit(p, build, dst, first, elts.Length);
            return;
        }
        AccumulateTo(build, elts, dst, p);
    }

    /// <summary>A display built item by item.</summary>
    private void AccumulateTo(Op build, Expr[] elts, int dst, Position p)
    {
        bool isSet = build == Op.BuildSet;
        int acc = VReg.IsTemp(dst) ? dst : u.Temp();
        int mark = u.Top;
        int lead = 0;
        int first = VReg.TempBase + u.Top;
        while (lead < elts.Length && lead < 32 && elts[lead] is not Starred) ExprTo(elts[lead++], u.Temp());
        Emit(p, isSet ? Op.BuildSet : Op.BuildList, acc, first, lead);
        u.Top = mark;
        for (int i = lead; i < elts.Length; i++)
        {
            if (elts[i] is Starred s)
            {
                int r = ExprAny(s.Value);
                Emit(p, isSet ? Op.SetUpdate : Op.ListExtend, acc, r);
            }
            else
            {
                int r = ExprAny(elts[i]);
                Emit(p, isSet ? Op.SetAdd : Op.ListAppend, acc, r);
            }
            u.Top = mark;
        }
        if (build == Op.BuildTuple) Emit(p, Op.ListToTuple, dst, acc);
        else if (acc != dst) Emit(p, Op.Move, dst, acc);
    }

    private void DictTo(Dict e, int dst)
    {
        const int chunk = 32;
        var p = P(e);
        int n = e.Keys.Length;
        int lead = 0;
        while (lead < n && lead < chunk && e.Keys[lead] != null) lead++;
        int acc = lead == n || VReg.IsTemp(dst) ? dst : u.Temp();
        int mark = u.Top;
        int first = VReg.TempBase + u.Top;
        for (int i = 0; i < lead; i++)
        {
            ExprTo(e.Keys[i]!, u.Temp());
            ExprTo(e.Values[i], u.Temp());
        }
        Emit(p, Op.BuildMap, acc, first, lead);
        u.Top = mark;
        for (int i = lead; i < n; i++)
        {
            if (e.Keys[i] is { } key)
            {
                int k = Keep(p, ExprAny(key), e.Values[i]);
                int v = ExprAny(e.Values[i]);
                Emit(p, Op.MapAdd, acc, k, v);
            }
            else
            {
                int v = ExprAny(e.Values[i]);
                Emit(p, Op.DictUpdate, acc, v);
            }
            u.Top = mark;
        }
        if (acc != dst) Emit(p, Op.Move, dst, acc);
    }

    private void JoinedStrTo(JoinedStr e, int dst)
    {
        var p = P(e);
        switch (e.Values.Length)
        {
            case 0:
                LoadConst(p, "", dst);
                return;
            case 1 when e.Values[0] is FormattedValue or Constant:
                ExprTo(e.Values[0], dst);
                return;
        }
        int first = VReg.TempBase + u.Top, count = 0;
        foreach (var v in e.Values)
        {
            ExprTo(v, u.Temp());
            if (++count < DisplayChunk) continue;

            // A very long f-string is joined in steps.
            Emit(p, Op.BuildString, first, first, count);
            u.Top = first - VReg.TempBase + 1;
            count = 1;
        }
        Emit(p, Op.BuildString, dst, first, count);
    }

    private void FormattedValueTo(FormattedValue e, int dst)
    {
        int conversion = e.Conversion switch { 's' => 1, 'r' => 2, 'a' => 3, _ => 0 };
        int r = Operand(e.Value, dst);
        if (e.FormatSpec == null)
        {
            Emit(P(e), Op.FormatValue, dst, r, 0, conversion);
            return;
        }
        r = Keep(P(e), r, e.FormatSpec);
        int spec = ExprAny(e.FormatSpec);
        Emit(P(e), Op.FormatValue, dst, r, spec, conversion | 4);
    }
}
