using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Which values of a region can have one local: those that aren't alive at the same time. RyuJIT doesn't inline into methods with more than 512
/// variables, and keeps those past the first 1,024 in memory. Where a region has few values each keeps its own, which is best for the optimizer.
/// </summary>
internal sealed class SharedLocals
{
    /// <summary>
    /// Regions with no more values are left as they are: RyuJIT takes a fifth to a third longer for variables that hold one thing after another. What it
    /// makes of inlined calls has to find room beside them.
    /// </summary>
    private const int Few = 250;

    private readonly Region region;
    private readonly Dictionary<Node, int> numbers = [];
    private readonly List<Node> nodes = [];
    private readonly List<(int Start, int End)> ranges = [];

    private SharedLocals(Region region) => this.region = region;

    /// <summary>For each value a number: values of one number and type share a local. Null: each has its own.</summary>
    public static Dictionary<Node, int>? Of(Region region)
    {
        int values = 0;
        foreach (var b in region.Blocks)
        {
            values += b.Params.Count;
            foreach (var n in b.Nodes)
                if (HasLocal(n)) values++;
        }
        if (values <= Few) return null;
        var shared = new SharedLocals(region);
        shared.FindRanges();
        return shared.Assign();
    }

    private int Number(Node n)
    {
        if (numbers.TryGetValue(n, out int k)) return k;
        numbers[n] = k = nodes.Count;
        nodes.Add(n);
        ranges.Add((int.MaxValue, -1));
        return k;
    }

    private static bool HasLocal(Node n) => !n.IsConst && n.Op != IrOp.Transferred && n.Type != IrType.None;

    private void Cover(int value, int position)
    {
        var (start, end) = ranges[value];
        ranges[value] = (Math.Min(start, position), Math.Max(end, position));
    }

    /// <summary>What a node reads: operands, and all that its exits need, also once its own result is there.</summary>
    private static IEnumerable<Node> Reads(Node n)
    {
        foreach (var a in n.Args) yield return a;
        if (n.Exit != null)
            foreach (var v in n.Exit.Values()) yield return v;
        if (n.AfterExit != null)
            foreach (var v in n.AfterExit.Values()) yield return v;
    }

    private static IEnumerable<Node> ReadsAtEnd(Block b)
    {
        if (b.Condition != null) yield return b.Condition;
        if (b.Exit != null)
            foreach (var v in b.Exit.Values()) yield return v;
        foreach (var edge in b.Edges)
            foreach (var a in edge.Args) yield return a;
    }

    private void FindRanges()
    {
        var blocks = region.Blocks;
        var (used, made) = (new HashSet<int>[blocks.Count], new HashSet<int>[blocks.Count]);
        var (starts, ends) = (new int[blocks.Count], new int[blocks.Count]);
        var place = new Dictionary<Block, int>();
        int position = 0;
        foreach (var p in region.Parameters) Cover(Number(p), 0);
        for (int k = 0; k < blocks.Count; k++)
        {
            var b = blocks[k];
            place[b] = k;
            var (u, m) = (used[k] = [], made[k] = []);
            starts[k] = ++position;
            foreach (var p in b.Params) Make(p);
            foreach (var n in b.Nodes)
            {
                position++;
                foreach (var r in Reads(n)) Use(r);
                if (HasLocal(n)) Make(n);
            }
            position++;
            foreach (var r in ReadsAtEnd(b)) Use(r);
            ends[k] = position;

            void Use(Node n)
            {
                if (!HasLocal(n)) return;
                int v = Number(n);
                Cover(v, position);
                if (!m.Contains(v)) u.Add(v);
            }

            void Make(Node n)
            {
                int v = Number(n);
                Cover(v, position);
                m.Add(v);
            }
        }
        // An edge assigns its target's parameters at the end of its block.
        for (int k = 0; k < blocks.Count; k++)
            foreach (var edge in blocks[k].Edges)
                foreach (var p in edge.Target.Params) Cover(Number(p), ends[k]);
        Spread(used, made, starts, ends, place);
    }

    /// <summary>Extends ranges over the blocks into and out of which a value lives.</summary>
    private void Spread(HashSet<int>[] used, HashSet<int>[] made, int[] starts, int[] ends, Dictionary<Block, int> place)
    {
        var blocks = region.Blocks;
        var predecessors = new List<int>[blocks.Count];
        for (int k = 0; k < blocks.Count; k++) predecessors[k] = [];
        for (int k = 0; k < blocks.Count; k++)
            foreach (var edge in blocks[k].Edges)
                if (place.TryGetValue(edge.Target, out int to)) predecessors[to].Add(k);
        // Each value is followed from its uses back to where it is made.
        var visited = new int[blocks.Count];
        var work = new Stack<int>();
        var byValue = new List<int>[nodes.Count];
        for (int k = 0; k < blocks.Count; k++)
            foreach (int v in used[k]) (byValue[v] ??= []).Add(k);
        for (int v = 0; v < nodes.Count; v++)
        {
            if (byValue[v] == null) continue;
            foreach (int k in byValue[v]) work.Push(k);
            while (work.TryPop(out int k))
            {
                if (visited[k] == v + 1) continue;
                visited[k] = v + 1;
                Cover(v, starts[k]);
                foreach (int p in predecessors[k])
                {
                    Cover(v, ends[p]);
                    if (!made[p].Contains(v)) work.Push(p);
                }
            }
        }
    }

    private Dictionary<Node, int> Assign()
    {
        var order = new int[nodes.Count];
        for (int k = 0; k < order.Length; k++) order[k] = k;
        Array.Sort(order, (a, b) => ranges[a].Start != ranges[b].Start ? ranges[a].Start.CompareTo(ranges[b].Start) : a.CompareTo(b));
        var free = new Stack<int>?[(int)IrType.Val + 1];
        var busy = new PriorityQueue<(IrType Type, int Local), int>();
        var result = new Dictionary<Node, int>();
        int count = 0;
        foreach (int v in order)
        {
            while (busy.TryPeek(out var ended, out int end) && end < ranges[v].Start)
            {
                busy.Dequeue();
                Free(ended.Type).Push(ended.Local);
            }
            var type = nodes[v].Type;
            int local = Free(type).TryPop(out int old) ? old : count++;
            result[nodes[v]] = local;
            busy.Enqueue((type, local), ranges[v].End);
        }
        return result;

        Stack<int> Free(IrType type) => free[(int)type] ??= [];
    }
}
