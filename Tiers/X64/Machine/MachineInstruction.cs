using System.Text;

namespace TieredPy.Tiers.X64.Machine;

/// <summary>One instruction of a kernel.</summary>
internal sealed class MachineInstruction(MachineOp op, VirtualRegister? target, params Operand[] operands)
{
    public MachineOp Op { get; } = op;
    public VirtualRegister? Target { get; set; } = target;
    public Operand[] Operands { get; } = operands;
    public Operand A => Operands[0];
    public Operand B => Operands[1];
    public MemoryAddress? Memory { get; set; }
    public long Constant { get; init; }
    public Comparison Comparison { get; init; }
    public KernelExit? Exit { get; init; }

    /// <summary>The target is written before the operands are read for the last time: it can't have the register of one.</summary>
    public bool WritesEarly => Op is MachineOp.FloorDivide or MachineOp.FloorModulo or MachineOp.Divide or MachineOp.Modulo or MachineOp.VectorAddOverflow or MachineOp.VectorSubtractOverflow || IsPower;

    public bool IsPower => Op is MachineOp.FloatSquare or MachineOp.FloatRoot;

    /// <summary>The operand that the exit can get back from the wrapped result when both have one register: a sum less the other operand.</summary>
    public bool CanUndo => Exit != null && Op is MachineOp.Add or MachineOp.Subtract && (B.IsImmediate || A != B);

    /// <summary>The registers that the instruction reads, those of its exit not included.</summary>
    public IEnumerable<VirtualRegister> Uses()
    {
        foreach (var o in Operands)
            if (o.Register != null) yield return o.Register;
        if (Memory == null) yield break;
        yield return Memory.Base;
        if (Memory.Index != null) yield return Memory.Index;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        if (Target != null) text.Append(CultureInfo.InvariantCulture, $"{Target} = ");
        text.Append(Op);
        if (Op is MachineOp.SetIf or MachineOp.ExitIf or MachineOp.Select) text.Append(' ').Append(Comparison);
        foreach (var o in Operands) text.Append(' ').Append(o);
        if (Memory != null) text.Append(' ').Append(Memory);
        if (Op is MachineOp.Constant or MachineOp.AddConstant or MachineOp.MultiplyHigh or MachineOp.FloatRound or MachineOp.CallFloat or MachineOp.FloatSquare or MachineOp.FloatRoot or MachineOp.VectorShiftLeft or MachineOp.VectorShiftRight or MachineOp.VectorShiftRightUnsigned) text.Append(CultureInfo.InvariantCulture, $" #{Constant}");
        if (Exit != null) text.Append(CultureInfo.InvariantCulture, $" exit {Exit.Number}");
        return text.ToString();
    }
}
