using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// A new instance gets the shape at once that it has when somebody may look at it for the first time, and what is stored first in a slot takes the place of nothing.
/// </summary>
internal sealed class NewInstances
{
    /// <summary>An instance that only its block knows.</summary>
    private sealed class Instance(Node made)
    {
        /// <summary>What gave it its shape, as far as nobody may have seen that; null from then on.</summary>
        public Node? Shaped { get; set; } = made;
        public HashSet<long> Stored { get; } = [];
    }

    private readonly Dictionary<Node, Instance> known = [];
    private readonly HashSet<Node> superseded = [];

    public static void Run(Region region)
    {
        NewInstances? pass = null;
        foreach (var b in region.Blocks)
            if (b.Nodes.Exists(n => n.Makes == Allocation.Instance)) (pass ??= new NewInstances()).Run(b);
    }

    private void Run(Block b)
    {
        known.Clear();
        superseded.Clear();
        foreach (var n in b.Nodes)
        {
            Show(n.Exit);
            Show(n.AfterExit);
            if (n.Makes == Allocation.Instance && n.Args[0].Op == IrOp.ConstRef) known[n] = new Instance(n);
            else if (n.Op == IrOp.StoreSlot && known.TryGetValue(n.Args[0], out var o)) Store(o, n);
            else if (n.Op == IrOp.StoreField && Equals(n.Data, Fields.Shape) && known.TryGetValue(n.Args[0], out o)) Reshape(o, n);
            else if (n.Op != IrOp.LoadSlot)
                foreach (var a in n.Args) known.Remove(a);
        }
        b.Nodes.RemoveAll(superseded.Contains);
    }

    private void Store(Instance o, Node n)
    {
        n.IsQuick = n.Imm < PyInstance.MostInline && o.Stored.Add(n.Imm);
        // Who reads the holder may have it.
        known.Remove(n.Args[1]);
    }

    private void Reshape(Instance o, Node n)
    {
        if (o.Shaped is { Op: IrOp.Call } made)
        {
            made.Args = [n.Args[1]];
            superseded.Add(n);
            return;
        }
        if (o.Shaped != null) superseded.Add(o.Shaped);
        o.Shaped = n;
    }

    /// <summary>An exit sees what it holds.</summary>
    private void Show(Snapshot? exit)
    {
        if (exit == null || known.Count == 0) return;
        foreach (var v in exit.Values())
            if (known.TryGetValue(v, out var o)) o.Shaped = null;
    }
}
