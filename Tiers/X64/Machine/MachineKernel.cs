using System.Text;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;

namespace TieredPy.Tiers.X64.Machine;

/// <summary>What a slot of the buffer has when a kernel is entered.</summary>
internal enum InputKind : byte
{
    /// <summary>A number or truth value.</summary>
    Value,

    /// <summary>The address of a storage array's first element; the array is pinned.</summary>
    Elements,

    /// <summary>The address of a field; its object is pinned.</summary>
    Field,
}

/// <summary>What the code around a kernel puts into its buffer.</summary>
/// <param name="Field">Of a field: which one.</param>
internal sealed record KernelInput(InputKind Kind, Node Node, System.Reflection.FieldInfo? Field, VirtualRegister Register);

/// <summary>A loop nest as machine instructions on virtual registers. The first block is the entry.</summary>
internal sealed class MachineKernel(string name)
{
    public string Name { get; } = name;
    public List<VirtualRegister> Registers { get; } = [];
    public List<MachineBlock> Blocks { get; } = [];
    public List<KernelInput> Inputs { get; } = [];
    public List<KernelExit> Exits { get; } = [];

    /// <summary>The values of any type that come in: in the kernel they are numbers, see <see cref="ValueTag"/>.</summary>
    public List<Node> Outsiders { get; } = [];

    /// <summary>It is a function that calls itself: the inputs are its parameters. Its only exit gives up the whole computation, which has no effects.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Of a function: where its result is.</summary>
    public RegisterClass Result { get; init; }

    public VirtualRegister NewRegister(RegisterClass c)
    {
        var r = new VirtualRegister(Registers.Count, c);
        Registers.Add(r);
        return r;
    }

    /// <summary>A block, which isn't in the list yet.</summary>
    public MachineBlock NewBlock(int loopDepth, bool isCold = false) => new(nextBlock++, loopDepth) { IsCold = isCold };

    private int nextBlock;

    /// <summary>The numbers of blocks are below this.</summary>
    public int BlockCount => nextBlock;

    public override string ToString()
    {
        var text = new StringBuilder($"kernel {Name}\n");
        for (int k = 0; k < Inputs.Count; k++) text.Append(CultureInfo.InvariantCulture, $"    {Inputs[k].Register} = input {k}: {Inputs[k].Kind} {Inputs[k].Node}{(Inputs[k].Field is { } f ? "." + f.Name : "")}\n");
        foreach (var b in Blocks)
        {
            text.Append(CultureInfo.InvariantCulture, $"{b}{(b.IsLoopHead ? " loop head" : "")}{(b.LoopDepth > 0 ? $" depth {b.LoopDepth}" : "")}:\n");
            foreach (var i in b.Instructions) text.Append("    ").Append(i).Append('\n');
            text.Append(b.End switch
            {
                MachineEnd.Jump => $"    Jump {b.Then}\n",
                MachineEnd.Return => $"    Return {b.Left}\n",
                MachineEnd.Branch => $"    Branch {b.Comparison} {b.Left} {b.Right} {b.Then} {b.Else}\n",
                _ => $"    Leave {b.Exit!.Number}\n",
            });
        }
        foreach (var e in Exits)
            text.Append(CultureInfo.InvariantCulture, $"exit {e.Number}: {e.Edge?.Target.ToString() ?? (e.Snapshot is { } s ? IrPrinter.Print(s) : "given up")} {string.Join(' ', e.Values.Select(v => $"{v.Node}={v.Value}{(v.Addend == 0 ? "" : $"{v.Addend:+0;-0}")}"))}\n");
        return text.ToString();
    }
}
