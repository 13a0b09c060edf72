using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Makes one concatenation of <c>a + b + c</c>, where the str between is only there to be concatenated. Only those that follow one another directly: nothing else
/// happens between, so that an error is raised at the first.
/// </summary>
internal sealed class JoinStrs
{
    private readonly Dictionary<Node, int> uses = [];

    /// <summary>Exits that have a value, other than those of the concatenation that takes it.</summary>
    private readonly HashSet<Node> held = [];

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.Nodes.Exists(IsFirst))) new JoinStrs().Join(region);

        bool IsFirst(Node n) => n.Op == IrOp.Call && n.Data == Kernels.StrConcat;
    }

    private static int Parts(Node n) => n.Op == IrOp.Call && n.Data is Kernel k && n.CaughtAt == null ? Array.IndexOf(Kernels.StrConcats, k) : -1;

    private void Join(Region region)
    {
        foreach (var b in region.Blocks)
        {
            foreach (var n in b.Nodes)
            {
                foreach (var a in n.Args) Use(a);
                Hold(n.Exit, n);
                Hold(n.AfterExit, null);
            }
            Hold(b.Exit, null);
            if (b.Condition != null) Use(b.Condition);
            foreach (var e in b.Edges)
                foreach (var a in e.Args) Use(a);
        }
        foreach (var b in region.Blocks)
            for (int k = 0; k + 3 < b.Nodes.Count; k++)
                while (TryJoin(b, k))
                {
                }
    }

    private void Use(Node n) => uses[n] = uses.GetValueOrDefault(n) + 1;

    private void Hold(Snapshot? exit, Node? of)
    {
        if (exit == null) return;
        // Whether it was a str is asked with the exit of the concatenation.
        if (of is { Op: IrOp.GuardClass, IsOutcome: true }) of = of.Args[0];
        var taken = of != null && Parts(of) >= 0 ? of.Args[0] : null;
        foreach (var v in exit.Values())
            if (v != taken) held.Add(v);
    }

    /// <summary>Joins the concatenation at a place with the one behind it that takes its result.</summary>
    private bool TryJoin(Block b, int k)
    {
        if (k + 3 >= b.Nodes.Count) return false;
        Node first = b.Nodes[k], made = b.Nodes[k + 1], second = b.Nodes[k + 2], outcome = b.Nodes[k + 3];
        int parts = Parts(first);
        if (parts < 0 || parts + 1 >= Kernels.StrConcats.Length || Parts(second) != 2 || second.Args[0] != made || second.Args[1] == made) return false;
        if (!IsOutcome(made, first) || !IsOutcome(outcome, second) || uses[first] != 1 || uses[made] != 1 || held.Contains(first) || held.Contains(made)) return false;
        second.Args = [.. first.Args, second.Args[1]];
        second.Data = Kernels.StrConcats[parts + 1];
        second.Exit = first.Exit;
        outcome.Exit = made.Exit;
        b.Nodes.RemoveRange(k, 2);
        return true;
    }

    private static bool IsOutcome(Node n, Node of) => n.Op == IrOp.GuardClass && n.IsOutcome && n.Args[0] == of && Equals(n.Data, typeof(PyStr));
}
