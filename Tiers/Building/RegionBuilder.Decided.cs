using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Conditions that were asked for on the way here, and jumps that they decide: who comes with a known condition goes where the jump leads, past the place where
/// others meet who don't know it.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>What the facts about conditions name.</summary>
    private static readonly object Truths = "truths";

    private static FactKey TruthOf(Node condition) => new(IrOp.Call, condition, null, Truths, 0);

    /// <summary>On this way the condition is known from here on.</summary>
    private void NoteTruth(Node condition, bool truth)
    {
        condition = condition.Plain(ref truth);
        if (condition.Op != IrOp.ConstBool) state.Facts[TruthOf(condition)] = (Bool(truth), null);
    }

    /// <summary>The truth of a condition or of None; null where it isn't known.</summary>
    private bool? KnownTruth(Node v)
    {
        bool truth = true;
        v = v.Plain(ref truth);
        if (v == None()) return false;
        if (v.Type != IrType.Bool) return null;
        if (v.Op != IrOp.ConstBool && state.Facts.TryGetValue(TruthOf(v), out var found)) v = found.Value;
        return v.Op == IrOp.ConstBool ? v.Imm != 0 == truth : null;
    }

    /// <summary>Whether a jump on the value is taken; null where that isn't known, or it isn't a jump.</summary>
    private bool? IsTaken(Instr jump, Node v) => jump.Op switch
    {
        Op.JumpIfTrue => KnownTruth(v),
        Op.JumpIfFalse => !KnownTruth(v),
        Op.JumpIfNone => v.IsConst ? v == None() : null,
        Op.JumpIfNotNone => v.IsConst ? v != None() : null,
        _ => null,
    };

    /// <summary>Goes on behind a point that others may come to as well, if that is a jump which is decided here, or a return before such a jump.</summary>
    private bool GoThrough(Point at)
    {
        var i = at.Instr;
        bool? taken = i.Op is >= Op.JumpIfTrue and <= Op.JumpIfNotNone ? IsTaken(i, Get(i.A)) : null;
        if (taken == null && !ReturnsDecided(at, i)) return false;
        var from = point;
        point = at;
        snapshot = null;
        if (taken is { } jumps) GoTo(at.Context, jumps ? at.Context.Info.Target(at.Pc) : at.Context.Info.Next(at.Pc));
        else Return(i);
        point = from;
        snapshot = null;
        return true;
    }

    /// <summary>An inlined call returns what its caller jumps by next, and it is known which way.</summary>
    private bool ReturnsDecided(Point at, Instr i)
    {
        if (i.Op is not (Op.Return or Op.ReturnNone) || state.Frames.Count < 2 || Top is not { Generator: null, Kind: FrameKind.Call } frame) return false;
        var caller = state.Frames[^2];
        if (at.To(caller.Context, caller.ReturnPc) is not { HeadOf: null } next || next.Instr.A != frame.Dst) return false;
        return IsTaken(next.Instr, i.Op == Op.ReturnNone ? None() : Get(i.A)) != null;
    }
}
