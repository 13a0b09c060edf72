using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Asks the boxes that containers hold their numbers in, where a value was made of such a box only to ask what it is. Exits take the box for the value.
/// </summary>
internal sealed class GuardBoxes
{
    private readonly Region region;

    /// <summary>The values that were made of what containers hold.</summary>
    private readonly NodeSet taken = new();
    private readonly NodeSet needed = new();
    private readonly Dictionary<Snapshot, Snapshot> exits = [];
    private readonly Dictionary<Node, Node> rebuilt = [];

    private GuardBoxes(Region region) => this.region = region;

    public static void Run(Region region) => new GuardBoxes(region).Run();

    private void Run()
    {
        int count = 0;
        foreach (var b in region.Blocks)
            foreach (var n in b.Nodes)
                if (n.Op == IrOp.Call && n.Data == Kernels.FromHeap && taken.Add(n)) count++;
        if (count == 0) return;
        foreach (var b in region.Blocks) FindNeeds(b);
        foreach (var b in region.Blocks)
        {
            foreach (var n in b.Nodes)
            {
                if (n.Args.Length == 1 && IsGone(n.Args[0])) n.Args[0] = n.Args[0].Args[0];
                n.Exit = Rewrite(n.Exit);
                n.AfterExit = Rewrite(n.AfterExit);
            }
            b.Exit = Rewrite(b.Exit);
        }
        foreach (var b in region.Blocks) b.Nodes.RemoveAll(IsGone);
    }

    private bool IsGone(Node n) => taken.Contains(n) && !needed.Contains(n);

    private static bool AsksOnly(Node n) => n.Op is IrOp.GuardInt or IrOp.GuardFloat or IrOp.GuardBool or IrOp.GuardClass or IrOp.GuardIs or IrOp.GuardIsNot or IrOp.IsNone;

    private void FindNeeds(Block b)
    {
        foreach (var n in b.Nodes)
        {
            if (!AsksOnly(n)) needed.AddAll(n.Args);
            // What goes into registers in memory has to be the value.
            if (n.ShowsFrames && n.Exit != null) NeedHeld(n.Exit);
            if (n.ShowsFrames && n.AfterExit != null) NeedHeld(n.AfterExit);
        }
        if (b.Condition != null) needed.Add(b.Condition);
        foreach (var e in b.Edges) needed.AddAll(e.Args);
    }

    private void NeedHeld(Snapshot s)
    {
        foreach (var n in s.Values()) needed.Add(n);
    }

    private Snapshot? Rewrite(Snapshot? s)
    {
        if (s == null || !s.Values().Any(IsGone)) return s;
        if (!exits.TryGetValue(s, out var changed)) exits[s] = changed = s.With(InExit);
        return changed;
    }

    private Node InExit(Node n)
    {
        if (IsGone(n)) return n.Args[0];
        if (n.Op != IrOp.Virtual) return n;
        if (rebuilt.TryGetValue(n, out var known)) return known;
        return rebuilt[n] = region.WithContents(n, InExit);
    }
}
