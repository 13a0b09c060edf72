using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>Guards that a value is True or False at a block's end, which then branches on it and is all that needs it: two comparisons that branch, without a truth value between.</summary>
internal sealed partial class CilCompiler
{
    /// <summary>Such guards, and what is between one and its block's end.</summary>
    private readonly HashSet<Node> branching = [];

    private void FindTruths()
    {
        if (failsGuards) return;
        foreach (var b in region.Blocks)
        {
            if (GuardAtEnd(b) is not { } guard) continue;
            branching.Add(guard);
            branching.Add(b.Condition!);
        }
        if (branching.Count > 0) KeepNeeded();
    }

    /// <summary>The guard whose result, or the opposite of that, a block branches on, with nothing between.</summary>
    private static Node? GuardAtEnd(Block b)
    {
        if (b.End != EndKind.Branch || b.Nodes is not [.., var last] || last != b.Condition) return null;
        if (last is { Op: IrOp.NotBool, Args: [var opposite] }) return b.Nodes is [.., var before, _] && before == opposite && IsTruth(before) ? before : null;
        return IsTruth(last) ? last : null;

        static bool IsTruth(Node n) => n is { Op: IrOp.GuardBool, CaughtAt: null };
    }

    /// <summary>Values that something else needs are made.</summary>
    private void KeepNeeded()
    {
        var walk = new object();
        foreach (var b in region.Blocks)
        {
            var own = GuardAtEnd(b);
            foreach (var n in b.Nodes)
            {
                if (own == null || n != b.Condition)
                    foreach (var a in n.Args) branching.Remove(a);
                KeepNeeded(n.Exit, walk);
                KeepNeeded(n.AfterExit, walk);
            }
            KeepNeeded(b.Exit, walk);
            if (b.Condition != null && own == null) branching.Remove(b.Condition);
            foreach (var e in b.Edges)
                foreach (var a in e.Args) branching.Remove(a);
        }
    }

    private void KeepNeeded(Snapshot? exit, object walk)
    {
        if (exit == null || !exit.Meet(walk)) return;
        foreach (var v in exit.Values()) branching.Remove(v);
    }

    /// <summary>The guard at a block's end, when it is only made there.</summary>
    private Node? BranchingGuard(Block b) => GuardAtEnd(b) is { } guard && branching.Contains(guard) && branching.Contains(b.Condition!) ? guard : null;

    private void BranchOnGuard(Block b, Node guard)
    {
        var (yes, no) = guard == b.Condition ? (b.Then!, b.Else!) : (b.Else!, b.Then!);
        PushRef(guard.Args[0]);
        e.LoadField(TrueField).BranchIfEqual(LabelFrom(b, yes.Target));
        PushRef(guard.Args[0]);
        e.LoadField(FalseField).UnsignedBranchIfNotEqual(ExitOf(guard));
        e.Branch(LabelFrom(b, no.Target));
    }
}
