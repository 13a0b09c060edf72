namespace TieredPy.Tiers.X64.Machine;

/// <summary>How a block of a kernel ends.</summary>
internal enum MachineEnd : byte
{
    /// <summary>To <see cref="MachineBlock.Then"/>.</summary>
    Jump,

    /// <summary>To <see cref="MachineBlock.Then"/> when the operands compare as asked, else to <see cref="MachineBlock.Else"/>.</summary>
    Branch,

    /// <summary>Out of the kernel, by <see cref="MachineBlock.Exit"/>.</summary>
    Leave,

    /// <summary>Of a function: back to who called it, with <see cref="MachineBlock.Left"/>.</summary>
    Return,
}

/// <summary>Instructions that run one after the other.</summary>
internal sealed class MachineBlock(int id, int loopDepth)
{
    public int Id { get; } = id;

    /// <summary>Number of loops around the block, for weights.</summary>
    public int LoopDepth { get; } = loopDepth;

    /// <summary>Jumps back lead here: the code is aligned.</summary>
    public bool IsLoopHead { get; set; }

    /// <summary>Runs rarely: stands behind the other code.</summary>
    public bool IsCold { get; init; }
    /// <summary>Of a function: runs before there is a frame, or without one.</summary>
    public bool IsFrameless { get; set; }
    public List<MachineInstruction> Instructions { get; } = [];
    public MachineEnd End { get; set; }
    public Comparison Comparison { get; set; }
    public Operand Left { get; set; }
    public Operand Right { get; set; }
    public MachineBlock? Then { get; set; }
    public MachineBlock? Else { get; set; }
    public KernelExit? Exit { get; set; }

    public IEnumerable<MachineBlock> Successors
    {
        get
        {
            if (Then != null) yield return Then;
            if (Else != null) yield return Else;
        }
    }

    public override int GetHashCode() => Id;

    public override string ToString() => $"m{Id}";
}
