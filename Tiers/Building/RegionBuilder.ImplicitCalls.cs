using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Methods that instructions other than calls enter: their bodies join the region.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>True when a body was entered.</summary>
    private bool EnterImplicit(Instr i)
    {
        if (ImplicitCalls.At(point.Context, point.Pc) is not { } call) return false;
        if (point.To(call.Child, 0) == null) return false;
        List<Node> args;
        int dst = -1;
        switch (i.Op)
        {
            case Op.GetAttr:
                (args, dst) = ([Get(i.B)], i.A);
                break;
            case Op.GetItem:
                (args, dst) = ([Get(i.B), Get(i.C)], i.A);
                break;
            case Op.GetItemK:
                (args, dst) = ([Get(i.B), Constant(point.Context.Code.Consts[i.C])], i.A);
                break;
            case Op.SetItem:
                args = [Get(i.A), Get(i.B), Get(i.C)];
                break;
            case Op.DelItem:
                args = [Get(i.A), Get(i.B)];
                break;
            case Op.In:
                (args, dst) = ([Get(i.C), Get(i.B)], i.A);
                break;
            case Op.BeforeWith:
                (args, dst) = ([Get(i.B)], i.A + 1);
                break;
            default:
                args = OperatorArguments(i, call);
                dst = call.Kind == FrameKind.OperatorJump ? -1 : i.A;
                break;
        }
        foreach (var s in call.Selves) Types.Add(s.Type);
        var self = call.Selves is [var only] ? GuardShape(args[0], only) : GuardShapes(args[0], [.. call.Selves]);
        // What the guards found out of the operands.
        for (int k = 1; k < args.Count; k++)
            if (state.Refined.TryGetValue(args[k], out var better)) args[k] = better;
        args[0] = self;
        if (i.Op == Op.BeforeWith) Set(i.A, BoundMethod((PyFunction)call.Self.Type.FindSlot(Slot.Exit)!, self));
        Enter(call.Child, Ref(call.Function), call.Function, args, call.Kind, dst, call.Kind == FrameKind.Contains ? i.D : 0);
        return true;
    }

    /// <summary>The operands of an operator, the method's self first; the other guarded to be of the class that was seen, as that decides who goes first.</summary>
    private List<Node> OperatorArguments(Instr i, ImplicitCall call)
    {
        bool fused = ImplicitCalls.IsComparison(i.Op);
        bool constant = i.Op is >= Op.AddK and <= Op.AndK or >= Op.JumpIfLtK and <= Op.JumpIfGeK;
        var left = Get(fused ? i.A : i.B);
        var right = constant ? Constant(point.Context.Code.Consts[fused ? i.B : i.C]) : Get(fused ? i.B : i.C);
        var other = call.SelfIndex == 0 ? right : left;
        if (call.SelfIndex == 1 || !constant)
        {
            var seen = Operand(1 - call.SelfIndex);
            other = seen.Single?.Shape is { } shape ? GuardShape(other, shape) : Narrow(other, seen);
            if (seen.Single?.Shape is { } known) Types.Add(known.Type);
        }
        return call.SelfIndex == 0 ? [left, other] : [right, other];
    }

    /// <summary>The end of a body that an operator entered, or a containment test: true when the block was ended.</summary>
    private bool ReturnToOperator(FrameEnv frame, ref Node v)
    {
        if (frame.Kind is FrameKind.Operator or FrameKind.OperatorJump or FrameKind.Reflected)
        {
            if (v is { Op: IrOp.ConstRef, Data: PyNotImplemented } || v.Class == typeof(PyNotImplemented))
            {
                LeaveAt(point.Pc, "not implemented");
                return true;
            }
            if (v.Type is IrType.Val or IrType.Ref && v.Class == null) Make(IrOp.GuardIsNot, IrType.None, v, data: PyNotImplemented.Instance, mayMove: false);
        }
        if (frame.Kind is not (FrameKind.OperatorJump or FrameKind.Contains)) return false;
        v = Narrow(v, Operand(0));
        if (v == None()) v = Bool(false);
        else if (v.Type is IrType.Int or IrType.Float) v = Truth(v, Operand(0))!;
        if (v.Type != IrType.Bool)
        {
            LeaveAt(point.Pc, "truth");
            return true;
        }
        if (frame.Kind == FrameKind.Contains)
        {
            if (frame.Aux != 0) v = Not(v);
            return false;
        }
        var exit = Exit;
        state.Frames.RemoveAt(state.Frames.Count - 1);
        snapshot = null;
        int pc = frame.Context.CallPc;
        Decide(Top.Context, pc, v, Top.Context.Code.Code[pc].D == 0, exit);
        return true;
    }

    /// <summary>Goes where a comparison that jumps leads to; a side that never ran is a guard that leaves by <paramref name="exit"/>.</summary>
    private void Decide(ProfileNode context, int pc, Node condition, bool when, Snapshot exit)
    {
        int target = context.Info.Target(pc), next = context.Info.Next(pc);
        int yes = when ? target : next, no = when ? next : target;
        bool yesSeen = point.To(context, yes) != null;
        bool noSeen = point.To(context, no) != null;
        if (condition.Op == IrOp.ConstBool) GoTo(context, condition.Imm != 0 ? yes : no);
        else if (yesSeen == noSeen) Branch(condition, () => GoTo(context, yes), () => GoTo(context, no));
        else
        {
            Append(new Node(region.NewId(), yesSeen ? IrOp.GuardTrue : IrOp.GuardFalse, IrType.None, condition) { Exit = exit });
            GoTo(context, yesSeen ? yes : no);
        }
    }
}
