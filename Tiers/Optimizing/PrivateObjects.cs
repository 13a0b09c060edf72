using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>The tuples and instances that a region makes, who has them, and what is in them where they come to the end of a block.</summary>
internal sealed class PrivateObjects
{
    private const int MostContents = 8;

    private readonly ControlFlow flow;

    /// <summary>By node: the object that it is, also by another name.</summary>
    private readonly Dictionary<Node, Use> uses = [];

    /// <summary>What happens to an object, or to whatever a parameter is.</summary>
    public sealed class Use
    {
        /// <summary>What fills an instance: stores to its slots and of its shape.</summary>
        public List<Node> Stores { get; } = [];
        public List<Block> StoredIn { get; } = [];

        /// <summary>How often it is given on to a block's parameter.</summary>
        public int Passed { get; set; }

        /// <summary>Somebody else may have it, as another object that holds it, or change it.</summary>
        public bool IsSeen { get; set; }

        public bool IsGivenOnOnce => Passed == 1 && !IsSeen;
    }

    /// <summary>An object's contents: the slots or indices that it has, in order, and what is there.</summary>
    public sealed record Contents(Node Made, Node? Shape, int[] Places, Node[] Items)
    {
        public Shape? ShapeOf => (Shape?)Shape?.Data;

        public bool IsLike(Contents other) => Made.Data == other.Made.Data && Shape?.Data == other.Shape?.Data && Places.AsSpan().SequenceEqual(other.Places);
    }

    public PrivateObjects(ControlFlow flow)
    {
        this.flow = flow;
        foreach (var b in flow.Order) FindUses(b);
    }

    public static bool IsTuple(Node n) => n.Makes == Allocation.Tuple && n.Args.Length < Kernels.NewTuple.Length && n.Data == Kernels.NewTuple[n.Args.Length];

    private static bool IsInstance(Node n) => n.Makes == Allocation.Instance && n.Data == Kernels.NewInstance && n.Args[0].Op == IrOp.ConstRef;

    public static bool IsObject(Node n) => IsTuple(n) || IsInstance(n);

    /// <summary>What happens to an object by one of its names; null for other nodes.</summary>
    public Use? UseOf(Node n) => uses.GetValueOrDefault(n);

    public void Add(Node made, Use use) => uses[made] = use;

    private void FindUses(Block b)
    {
        foreach (var p in b.Params)
            if (p.Type == IrType.Ref) uses[p] = new Use();
        foreach (var n in b.Nodes)
        {
            for (int a = 0; a < n.Args.Length; a++)
                if (uses.TryGetValue(n.Args[a], out var use)) Note(use, n, a, b);
            if (IsObject(n)) uses[n] = new Use();
            if (!n.ShowsFrames || n.Exit == null) continue;
            foreach (var v in n.Exit.Values())
                if (uses.TryGetValue(v, out var use)) use.IsSeen = true;
        }
        if (b.Condition != null && uses.TryGetValue(b.Condition, out var last)) last.IsSeen = true;
        foreach (var e in b.Edges)
            foreach (var a in e.Args)
                if (uses.TryGetValue(a, out var use)) use.Passed++;
    }

    private void Note(Use use, Node n, int operand, Block b)
    {
        switch (n.Op)
        {
            case IrOp.StoreSlot or IrOp.StoreField when operand == 0 && IsInstance(n.Args[0]) && (n.Op == IrOp.StoreSlot || n.Args[1] is { Op: IrOp.ConstRef, Data: Shape }):
                use.Stores.Add(n);
                use.StoredIn.Add(b);
                return;
            case IrOp.LoadSlot or IrOp.LoadTupleItem or IrOp.TupleLength or IrOp.IsNone or IrOp.GuardIsNot:
                return;
            case IrOp.GuardShape or IrOp.GuardClass or IrOp.GuardRef or IrOp.GuardNotNull or IrOp.ToValue:
                uses[n] = use;
                return;
        }
        use.IsSeen = true;
    }

    /// <summary>What an object has where a block ends; null where that isn't known.</summary>
    public Contents? ContentsAt(Node made, Block end)
    {
        if (IsTuple(made))
        {
            var indices = new int[made.Args.Length];
            for (int k = 0; k < indices.Length; k++) indices[k] = k;
            return new(made, null, indices, made.Args);
        }
        var stored = new Node?[PyInstance.MostInline];
        var shape = made.Args[0];
        var use = uses[made];
        int count = 0;
        for (int k = 0; k < use.Stores.Count; k++)
        {
            var store = use.Stores[k];
            if (!flow.Dominates(use.StoredIn[k], end)) return null;
            if (store.Op == IrOp.StoreField)
            {
                if (((Shape)store.Args[1].Data!).Count > ((Shape)shape.Data!).Count) shape = store.Args[1];
                continue;
            }
            if (store.Imm >= stored.Length || stored[store.Imm] != null) return null;
            stored[store.Imm] = store.Args[1];
            count++;
        }
        if (count > MostContents) return null;
        var (places, items) = (new int[count], new Node[count]);
        for (int k = stored.Length - 1; k >= 0; k--)
            if (stored[k] != null) (places[--count], items[count]) = (k, stored[k]!);
        return new(made, shape, places, items);
    }
}
