using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Comparisons of one int with one constant after the other, as programs that go by a number have them (an <c>if</c> with many <c>elif</c>s, a <c>match</c>),
/// become one jump by a table.
/// </summary>
internal sealed partial class CilCompiler
{
    /// <summary>From so many comparisons on the jump is quicker.</summary>
    private const int LeastTests = 5;

    /// <summary>Places that the table may have for each comparison.</summary>
    private const int MostPlaces = 4;

    /// <summary>Where an int leads that equals a constant: to a block, or out of the region.</summary>
    private readonly record struct ChainWay(long Value, Block From, Block? To, Snapshot? Exit);

    /// <summary>What is compared, where it leads, and from where to where control goes when it equals none.</summary>
    private sealed record Chain(Node Tested, List<ChainWay> Ways, Block Last, Block Otherwise);

    private readonly Dictionary<Block, Chain> chains = [];

    /// <summary>Blocks that do nothing but compare, which nothing leads to but the jump before them.</summary>
    private readonly HashSet<Block> inChains = [];

    private static bool IsTest(Node? n) => n is { Op: IrOp.EqInt, Args: [{ Op: not IrOp.ConstInt }, { Op: IrOp.ConstInt }] };

    private void FindChains()
    {
        if (failsGuards || region.Blocks.Count(b => b.End == EndKind.Branch && IsTest(b.Condition)) < LeastTests) return;
        var entries = new Dictionary<Block, int>();
        foreach (var b in region.Blocks)
            foreach (var edge in b.Edges) entries[edge.Target] = entries.GetValueOrDefault(edge.Target) + 1;
        var elsewhere = TestsUsedElsewhere();
        foreach (var b in region.Blocks)
        {
            if (inChains.Contains(b) || b.End != EndKind.Branch || !IsTest(b.Condition)) continue;
            var tested = b.Condition!.Args[0];
            var ways = new List<ChainWay> { new(b.Condition.Args[1].Imm, b, b.Then!.Target, null) };
            var members = new List<Block>();
            var last = b;
            while (last.Else!.Target is var next && entries[next] == 1 && !next.IsLoopHead && next.Params.Count == 0 && Compares(next, tested, elsewhere, ways))
            {
                members.Add(next);
                last = next;
            }
            if (ways.Count < LeastTests || !IsDense(ways)) continue;
            chains[b] = new Chain(tested, ways, last, last.Else!.Target);
            inChains.UnionWith(members);
        }
    }

    private static bool IsDense(List<ChainWay> ways)
    {
        ulong span = (ulong)(ways.Max(w => w.Value) - ways.Min(w => w.Value));
        return span < (ulong)(ways.Count * MostPlaces);
    }

    /// <summary>Comparisons whose results something else needs than their own block's guards and its end.</summary>
    private HashSet<Node> TestsUsedElsewhere()
    {
        var found = new HashSet<Node>();
        var walk = new object();
        void Use(Node n)
        {
            if (n.Op == IrOp.EqInt) found.Add(n);
        }
        void UseExit(Snapshot? exit)
        {
            if (exit == null || !exit.Meet(walk)) return;
            foreach (var v in exit.Values()) Use(v);
        }
        foreach (var b in region.Blocks)
        {
            foreach (var n in b.Nodes)
            {
                foreach (var a in n.Args)
                    if (n.Op != IrOp.GuardFalse || !b.Nodes.Contains(a)) Use(a);
                UseExit(n.Exit);
                UseExit(n.AfterExit);
            }
            UseExit(b.Exit);
            if (b.Condition is { } c && (b.End != EndKind.Branch || !b.Nodes.Contains(c))) Use(c);
            foreach (var edge in b.Edges)
                foreach (var a in edge.Args) Use(a);
        }
        return found;
    }

    /// <summary>Whether a block only compares the same int with constants; then its ways are added.</summary>
    private static bool Compares(Block b, Node tested, HashSet<Node> elsewhere, List<ChainWay> ways)
    {
        if (b.End != EndKind.Branch || !IsTest(b.Condition) || b.Nodes.LastOrDefault() != b.Condition) return false;
        int before = ways.Count;
        foreach (var n in b.Nodes)
        {
            bool isPart = n.Op == IrOp.GuardFalse ? IsTest(n.Args[0]) && n.Args[0].Args[0] == tested && b.Nodes.Contains(n.Args[0])
                : IsTest(n) && n.Args[0] == tested && !elsewhere.Contains(n);
            if (!isPart)
            {
                ways.RemoveRange(before, ways.Count - before);
                return false;
            }
            if (n.Op == IrOp.GuardFalse) ways.Add(new ChainWay(n.Args[0].Args[1].Imm, b, null, n.Exit));
        }
        ways.Add(new ChainWay(b.Condition!.Args[1].Imm, b, b.Then!.Target, null));
        return true;
    }

    private void EmitChain(Chain chain)
    {
        long least = chain.Ways.Min(w => w.Value);
        var otherwise = LabelFrom(chain.Last, chain.Otherwise);
        var table = new Label?[chain.Ways.Max(w => w.Value) - least + 1];
        foreach (var w in chain.Ways) table[w.Value - least] ??= w.To != null ? LabelFrom(w.From, w.To) : Stub(w.Exit!, false);
        var place = e.DeclareLocal<long>();
        Push(chain.Tested);
        e.LoadConstant(least).Subtract().StoreLocal(place);
        e.LoadLocal(place).LoadConstant((long)table.Length).UnsignedBranchIfGreaterOrEqual(otherwise);
        e.LoadLocal(place).Convert<int>().Switch(Array.ConvertAll(table, l => l ?? otherwise)).Branch(otherwise);
    }
}
