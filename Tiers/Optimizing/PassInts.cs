using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Finds the long ints that are results within an expression: made by one operator and taken by another of the same block, and had by no exit behind that. Their
/// limbs are used again (<see cref="IntKernels"/>).
/// </summary>
internal sealed class PassInts
{
    private readonly Region region;
    private readonly Dictionary<Node, int> uses = [];

    /// <summary>For each value where the last exit is that has it; in several blocks of those in <see cref="elsewhere"/>.</summary>
    private readonly Dictionary<Node, (Block Block, int Index)> lastExits = [];
    private readonly HashSet<Node> elsewhere = [];

    private PassInts(Region region) => this.region = region;

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.Nodes.FindAll(n => KernelFor(n) != null).Count > 1)) new PassInts(region).Run();
    }

    /// <summary>What does the same and passes limbs on; null where the operands aren't known to be ints, or are never long.</summary>
    private static Kernel? KernelFor(Node n) =>
        n is { Op: IrOp.Call, CaughtAt: null, Args: [var a, var b], Data: Kernel k } && Kernels.Passing.GetValueOrDefault(k) is { } passing && IsInt(a) && IsInt(b) ? passing : null;

    private static bool IsInt(Node v) => v.Op == IrOp.ToValue && (v.Args[0].Type == IrType.Int || v.Args[0] is { Class: { } c, AdmitsHeirs: false } && c == typeof(PyBigInt));

    private void Run()
    {
        foreach (var b in region.Blocks)
        {
            for (int k = 0; k < b.Nodes.Count; k++)
            {
                foreach (var a in b.Nodes[k].Args) Use(a);
                Note(b.Nodes[k].Exit, b, k);
                Note(b.Nodes[k].AfterExit, b, k + 1);
            }
            Note(b.Exit, b, b.Nodes.Count);
            if (b.Condition != null) Use(b.Condition);
            foreach (var e in b.Edges)
                foreach (var a in e.Args) Use(a);
        }
        foreach (var b in region.Blocks) Run(b);
    }

    private void Use(Node n) => uses[n] = uses.GetValueOrDefault(n) + 1;

    private void Note(Snapshot? exit, Block b, int index)
    {
        if (exit == null) return;
        foreach (var v in exit.Values())
        {
            if (lastExits.TryGetValue(v, out var other) && other.Block != b) elsewhere.Add(v);
            lastExits[v] = (b, index);
        }
    }

    private void Run(Block b)
    {
        var places = new Dictionary<Node, int>();
        var passed = new Dictionary<Node, long>();
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            if (KernelFor(n) == null) continue;
            places[n] = k;
            for (int a = 0; a < 2; a++)
            {
                if (MakerOf(n.Args[a]) is not { } maker || !places.ContainsKey(maker) || !Ends(n.Args[a], b, k) || n.Args[0] == n.Args[1]) continue;
                passed[n] = passed.GetValueOrDefault(n) | (a == 0 ? IntKernels.Left : IntKernels.Right);
                passed[maker] = passed.GetValueOrDefault(maker) | IntKernels.Result;
            }
        }
        foreach (var (n, which) in passed)
        {
            n.Data = KernelFor(n);
            n.Args = [.. n.Args, new Node(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = which }];
        }
    }

    /// <summary>The operator whose result a value is, if that is asked once whether it is long, and has no other use.</summary>
    private Node? MakerOf(Node v)
    {
        if (v.Args[0] is not { Op: IrOp.GuardClass } guard || uses[v] != 1 || uses[guard] != 1) return null;
        return KernelFor(guard.Args[0]) != null && uses[guard.Args[0]] == 1 ? guard.Args[0] : null;
    }

    /// <summary>No exit behind a place has the value.</summary>
    private bool Ends(Node v, Block b, int index) => EndsOne(v, b, index) && EndsOne(v.Args[0], b, index) && EndsOne(v.Args[0].Args[0], b, index);

    private bool EndsOne(Node v, Block b, int index) => !elsewhere.Contains(v) && (!lastExits.TryGetValue(v, out var last) || last.Block == b && last.Index <= index);
}
