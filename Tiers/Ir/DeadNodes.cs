namespace TieredPy.Tiers.Ir;

/// <summary>Takes out nodes whose result nobody uses and that do nothing else, as tuples that were unpacked where they were made.</summary>
internal static class DeadNodes
{
    public static void Remove(Region region)
    {
        var used = new NodeSet();
        var work = new Stack<Node>();
        void Use(Node? n)
        {
            if (n != null && used.Add(n)) work.Push(n);
        }
        void UseAll(Node[]? nodes)
        {
            foreach (var n in nodes ?? []) Use(n);
        }
        void UseExit(Snapshot? exit)
        {
            if (exit == null || !exit.Meet(used)) return;
            foreach (var n in exit.Values()) Use(n);
        }
        foreach (var b in region.Blocks)
        {
            Use(b.Condition);
            UseAll(b.Then?.Args);
            UseAll(b.Else?.Args);
            UseExit(b.Exit);
            foreach (var n in b.Nodes)
                if (!IsRemovable(n)) Use(n);
        }
        while (work.TryPop(out var n))
        {
            UseAll(n.Args);
            UseExit(n.Exit);
            UseExit(n.AfterExit);
        }
        foreach (var b in region.Blocks) b.Nodes.RemoveAll(n => IsRemovable(n) && !used.Contains(n));
    }

    private static bool IsRemovable(Node n) =>
        n.Exit == null && n.AfterExit == null && (n.Effects & ~(n.Wraps ? Effects.Reads | Effects.Exits : Effects.Reads)) == 0 && n.Op is not (IrOp.Reload or IrOp.Interpret or IrOp.Poll or IrOp.Param) && !n.MakesWatched;
}
