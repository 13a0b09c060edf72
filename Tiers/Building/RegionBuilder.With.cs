using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Building;

/// <summary>The beginning of with statements over instances of Python classes. Their ends are calls of the bound exit methods.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>Calls an <c>__enter__</c> that has code of its own; false for what the interpreter must do. One in the region is an <see cref="ImplicitCall"/>.</summary>
    private bool BeforeWith(Instr i)
    {
        if (Manager(i, Slot.Enter, Slot.Exit) is not var (shape, enter, exit) || enter.Code.IsGeneratorLike || !IsReady(enter.Code, [Operand(0)])) return false;
        Types.Add(shape.Type);
        var self = GuardShape(Get(i.B), shape);
        // Where the call is left the statement has begun, or hasn't.
        _ = Exit;
        Set(i.A, BoundMethod(exit, self));
        if (DirectTo(i.A + 1, enter.Code, Ref(enter), [self], [Operand(0)]) is not { } entered) throw new InvalidOperationException($"no entry of {enter.Code.Name}");
        Set(i.A + 1, entered);
        snapshot = null;
        return true;
    }

    /// <summary>Makes the coroutine of an <c>__aenter__</c>, which the next instruction awaits; false for what the interpreter must do.</summary>
    private bool BeforeAsyncWith(Instr i)
    {
        if (Manager(i, Slot.AEnter, Slot.AExit) is not var (shape, enter, exit) || !enter.Code.Has(CodeFlags.Coroutine)) return false;
        Types.Add(shape.Type);
        var self = GuardShape(Get(i.B), shape);
        Set(i.A, BoundMethod(exit, self));
        Set(i.A + 1, NewBody(Ref(enter), enter.Code, [self], true));
        return true;
    }

    /// <summary>The methods of the class whose instances were seen to be managers; null where they aren't functions.</summary>
    private (Shape Shape, PyFunction Enter, PyFunction Exit)? Manager(Instr i, Slot enter, Slot exit)
    {
        if (Operand(0).Single?.Shape is not { } shape || shape.Type.FindSlot(enter) is not PyFunction { Code: { ArgCount: 1, ParamCount: 1 } } first || shape.Type.FindSlot(exit) is not PyFunction last) return null;
        return (shape, first, last);
    }
}
