namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Conditions: compiled to jumps, without making a bool.</summary>
internal sealed partial class Compiler
{
    /// <summary>Jumps to <paramref name="label"/> when the truth of the expression is <paramref name="when"/>, else goes on.</summary>
    private void JumpIf(Expr expr, int label, bool when)
    {
        CompileDepth.Enter(ref depth);
        int mark = u.Top;
        switch (expr)
        {
            case Constant e:
                if (ConstantFolding.Truth(e.Value) == when) EmitJump(P(e), label);
                else Emit(P(e), Op.Nop);
                break;
            case UnaryOp { Op: Unaryop.Not } e: JumpIf(e.Operand, label, !when); break;
            case BoolOp e:
                {
                    bool isOr = e.Op == Boolop.Or;
                    int skip = isOr == when ? label : u.NewLabel();
                    for (int i = 0; i < e.Values.Length - 1; i++) JumpIf(e.Values[i], skip, isOr);
                    JumpIf(e.Values[^1], label, when);
                    if (skip != label) u.Mark(skip);
                    break;
                }
            case IfExp e:
                {
                    int orelse = u.NewLabel(), end = u.NewLabel();
                    JumpIf(e.Test, orelse, false);
                    JumpIf(e.Body, label, when);
                    EmitJump(default, end);
                    u.Mark(orelse);
                    JumpIf(e.Orelse, label, when);
                    u.Mark(end);
                    break;
                }
            case Compare e: JumpIfCompare(e, label, when); break;
            default:
                EmitJumpIf(P(expr), ExprAny(expr), label, when);
                break;
        }
        u.Top = mark;
        depth--;
    }

    private void JumpIfCompare(Compare e, int label, bool when)
    {
        CheckIsLiteral(e);
        var p = P(e);
        int n = e.Ops.Length;
        int left = Keep(p, ExprAny(e.Left), e.Comparators[0], n > 1 ? e : null);
        if (n == 1)
        {
            JumpIfOne(p, e.Ops[0], left, e.Comparators[0], label, when);
            return;
        }

        // All but the last comparison leave when false.
        int fail = when ? u.NewLabel() : label;
        for (int i = 0; i < n - 1; i++)
        {
            int right = Keep(p, ExprAny(e.Comparators[i]), e.Comparators[i + 1]);
            JumpIfRegisters(p, e.Ops[i], left, right, fail, false);
            left = right;
        }
        JumpIfOne(p, e.Ops[^1], left, e.Comparators[^1], label, when);
        if (when) u.Mark(fail);
    }

    private void JumpIfOne(Position p, Cmpop op, int left, Expr right, int label, bool when)
    {
        if (right is Constant c)
        {
            if (c.Value == null && op is (Cmpop.Is or Cmpop.IsNot))
            {
                u.Emit(p, op == Cmpop.Is == when ? Op.JumpIfNone : Op.JumpIfNotNone, left, target: label);
                return;
            }
            if (op <= Cmpop.GtE && TryConstOperand(c, out int index))
            {
                u.Emit(p, Op.JumpIfLtK + (CompareOp(op) - Op.Lt), left, index, d: when ? 0 : 1, target: label);
                return;
            }
        }
        JumpIfRegisters(p, op, left, ExprAny(right), label, when);
    }

    private void JumpIfRegisters(Position p, Cmpop op, int left, int right, int label, bool when)
    {
        if (op <= Cmpop.GtE)
        {
            u.Emit(p, Op.JumpIfLt + (CompareOp(op) - Op.Lt), left, right, d: when ? 0 : 1, target: label);
            return;
        }
        int t = u.Temp();
        EmitCompare(p, op, t, left, right);
        EmitJumpIf(p, t, label, when);
    }
}
