using System.Numerics;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Lets <c>s += x</c> in a loop append to the str itself, where the loop made it and nobody else has it: no str is made for each round. Who has it is told by
/// liveness: an appended str is needed by nothing behind the concatenation (exits included), and was given to nobody that still has it. A flag beside each
/// loop variable says whether the loop made what is in it.
/// </summary>
internal sealed class GrowStrs
{
    private readonly Region region;
    private readonly ControlFlow flow;

    /// <summary>Block parameters and results of concatenations, by the bit of each.</summary>
    private readonly Dictionary<Node, int> numbers = [];
    private readonly List<Node> values = [];

    /// <summary>Concatenations, and the guards behind them that have their results.</summary>
    private readonly Dictionary<Node, Node> outcomes = [];
    private readonly BlockMap<(ulong Live, ulong Taken)> before = new();
    private readonly Dictionary<Node, Node> flags = [];
    private ulong candidates, refused;

    private GrowStrs(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.LoopDepth > 0 && b.Nodes.Exists(n => IsConcat(n)))) new GrowStrs(region).Run();
    }

    private static bool IsConcat(Node n) => n.Op == IrOp.Call && n.CaughtAt == null && n.Data is Kernel k && Array.IndexOf(Kernels.StrConcats, k) >= 0;

    private void Run()
    {
        Find();
        do
        {
            refused = 0;
            Prune();
            if (candidates == 0) return;
            foreach (var b in flow.Order) before[b] = default;
            for (bool changed = true; changed;)
            {
                changed = false;
                for (int k = flow.Order.Count - 1; k >= 0; k--)
                {
                    var b = flow.Order[k];
                    var now = WalkBack(b);
                    changed |= now != before[b];
                    before[b] = now;
                }
            }
            candidates &= ~refused;
        }
        while (refused != 0);
        Rewrite();
    }

    // ---- which

    private void Find()
    {
        foreach (var b in flow.Order)
        {
            if (b != region.Entry)
                foreach (var p in b.Params) Add(p);
            for (int k = 0; k + 1 < b.Nodes.Count; k++)
            {
                Node n = b.Nodes[k], next = b.Nodes[k + 1];
                if (!IsConcat(n) || next is not { Op: IrOp.GuardClass, IsOutcome: true } || next.Args[0] != n || !Add(next)) continue;
                outcomes[n] = next;
                numbers[n] = numbers[next];
            }
        }
    }

    private bool Add(Node n)
    {
        if (n.Type != IrType.Ref || n.Class != typeof(PyStr) || n.AdmitsHeirs || values.Count == 64) return false;
        numbers[n] = values.Count;
        candidates |= 1UL << values.Count;
        values.Add(n);
        return true;
    }

    private ulong Bit(Node n) => numbers.TryGetValue(n, out int k) ? 1UL << k & candidates : 0;

    /// <summary>Leaves those that are appended to in the end, and parameters that may have what was made by appending; nothing without a loop that goes on with such a str.</summary>
    private void Prune()
    {
        ulong appended = 0, made = 0;
        foreach (var (concat, outcome) in outcomes)
        {
            appended |= Bit(concat.Args[0]);
            made |= Bit(outcome);
        }
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (var b in flow.Order)
                foreach (var e in b.Edges)
                    for (int k = 0; k < e.Args.Length; k++)
                    {
                        ulong from = Bit(e.Args[k]), to = Bit(e.Target.Params[k]);
                        if (from == 0 || to == 0) continue;
                        if ((appended & to) != 0 && (appended & from) == 0) (appended, changed) = (appended | from, true);
                        if ((made & from) != 0 && (made & to) == 0) (made, changed) = (made | to, true);
                    }
        }
        candidates &= appended & made;
        if (!flow.Order.Exists(b => b.IsLoopHead && b.Params.Exists(p => Bit(p) != 0))) candidates = 0;
    }

    /// <summary>
    /// What is needed where a block begins by what is in it and behind it, and what is appended to there: a str that somebody has by then isn't the loop's own.
    /// </summary>
    private (ulong Live, ulong Taken) WalkBack(Block b)
    {
        ulong live = 0, taken = 0;
        foreach (var e in b.Edges) Give(e, ref live, ref taken);
        if (b.Condition != null) Share(Bit(b.Condition), ref live, taken);
        live |= Bits(b.Exit);
        for (int k = b.Nodes.Count - 1; k >= 0; k--)
        {
            var n = b.Nodes[k];
            if (n.IsOutcome && outcomes.ContainsKey(n.Args[0])) continue;
            if (outcomes.TryGetValue(n, out var outcome))
            {
                ulong first = Bit(n.Args[0]), result = Bit(outcome);
                refused |= first & live;
                live &= ~result;
                taken = taken & ~result | first;
                for (int a = 1; a < n.Args.Length; a++) Share(Bit(n.Args[a]), ref live, taken);
                live |= first | Bits(n.Exit) | Bits(outcome.Exit);
                continue;
            }
            bool reads = IsRead(n);
            foreach (var a in n.Args)
            {
                if (reads) live |= Bit(a);
                else Share(Bit(a), ref live, taken);
            }
            if (n.ShowsFrames) Share(Bits(n.Exit), ref live, taken);
            live |= Bits(n.Exit) | Bits(n.AfterExit);
        }
        ulong parameters = ParametersOf(b);
        return (live & ~parameters, taken & ~parameters);
    }

    /// <summary>What an edge gives on: to a parameter that is appended to a str goes as a whole.</summary>
    private void Give(Edge e, ref ulong live, ref ulong taken)
    {
        var (needed, appended) = before[e.Target];
        ulong given = 0, shared = 0;
        for (int k = 0; k < e.Args.Length; k++)
        {
            ulong bit = Bit(e.Args[k]);
            if (Bit(e.Target.Params[k]) != 0)
            {
                refused |= bit & (needed | given | shared);
                given |= bit;
            }
            else
            {
                refused |= bit & (appended | given);
                shared |= bit;
            }
        }
        live |= needed | given | shared;
        taken |= appended | given;
    }

    /// <summary>Somebody gets the strs, who may keep them.</summary>
    private void Share(ulong bits, ref ulong live, ulong taken)
    {
        refused |= bits & taken;
        live |= bits;
    }

    /// <summary>It asks something of a str and doesn't keep it.</summary>
    private static bool IsRead(Node n) =>
        (n.Effects & (Effects.Writes | Effects.RunsPython)) == 0
        && (n.Type is IrType.Int or IrType.Bool or IrType.Float || n.Op == IrOp.Call && (n.Data == Kernels.FlatChars || n.Data == Kernels.NarrowChars));

    private ulong Bits(Snapshot? s)
    {
        ulong bits = 0;
        if (s != null)
            foreach (var v in s.Values()) bits |= Bit(v);
        return bits;
    }

    private ulong ParametersOf(Block b)
    {
        ulong bits = 0;
        foreach (var p in b.Params) bits |= Bit(p);
        return bits;
    }

    // ---- how

    private void Rewrite()
    {
        for (ulong left = candidates; left != 0; left &= left - 1)
            if (values[BitOperations.TrailingZeroCount(left)] is { Op: IrOp.Param } p) flags[p] = new Node(region.NewId(), IrOp.Param, IrType.Bool);
        foreach (var b in region.Blocks)
            foreach (var e in b.Edges)
            {
                var more = new List<Node>();
                for (int k = 0; k < e.Args.Length; k++)
                    if (flags.ContainsKey(e.Target.Params[k])) more.Add(Flag(e.Args[k]));
                if (more.Count > 0) e.Args = [.. e.Args, .. more];
            }
        foreach (var b in region.Blocks)
            foreach (var p in b.Params.ToArray())
                if (flags.TryGetValue(p, out var flag)) b.Params.Add(flag);
        foreach (var (concat, outcome) in outcomes)
        {
            if ((Bit(concat.Args[0]) | Bit(outcome)) == 0) continue;
            bool character = concat.Args is [_, { MakesCharacter: true }];
            concat.Data = character ? Kernels.StrAppendCharacter : Kernels.StrAppends[concat.Args.Length];
            if (character) concat.Args = [concat.Args[0], concat.Args[1].Args[0]];
            concat.Args = [.. concat.Args, Flag(concat.Args[0])];
        }
    }

    /// <summary>Whether the loop made a str.</summary>
    private Node Flag(Node v) =>
        flags.TryGetValue(v, out var flag) ? flag : new Node(region.NewId(), IrOp.ConstBool, IrType.Bool) { Imm = Bit(v) != 0 ? 1 : 0 };
}
