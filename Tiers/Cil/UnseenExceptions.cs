using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Finds the operations whose exceptions nobody sees but the handler in the region, which asks for their class or text at most: on each way through the handler
/// they are forgotten before anything could look at them, or the region is left, by an exit or by another exception. Those get their traceback's entry only then
/// (<see cref="PyThread.Unseen"/>).
/// </summary>
internal sealed class UnseenExceptions
{
    /// <summary>The exception, under all its names.</summary>
    private readonly List<Node> names = [];

    /// <summary>What was handled before, as the handler keeps it.</summary>
    private readonly NodeSet saved = new();

    /// <summary>The exception, as the handlers of others keep it that are raised while it is handled.</summary>
    private readonly NodeSet kept = new();

    /// <summary>The operations whose exceptions are unseen while this one is; null: others count as seen.</summary>
    private readonly NodeSet? others;

    private readonly Stack<Block> work = new();

    /// <summary>Where handlers end that raise the exception again, as unseen as it was.</summary>
    private readonly NodeSet reraised;

    private UnseenExceptions(NodeSet? others, NodeSet reraised) => (this.others, this.reraised) = (others, reraised);

    /// <summary>What is found in a region.</summary>
    /// <param name="All">The operations; those that call functions raise some exceptions that others see, too.</param>
    /// <param name="Ending">Those of them that end what is unseen when they raise: whoever handles their exceptions may see what was handled before.</param>
    /// <param name="Reraised">Where handlers end that raise the exception again next.</param>
    public sealed record Found(NodeSet All, NodeSet Ending, NodeSet Reraised);

    public static Found Of(Region region)
    {
        var (all, reraised) = (new NodeSet(), new NodeSet());
        var handlers = new List<(Edge To, Node Raising)>();
        foreach (var b in region.Blocks)
        {
            if (b.End != EndKind.Branch || b.Condition is not { Op: IrOp.WasRaised, Data: Node raising } || !IsCandidate(b, raising)) continue;
            if (!new UnseenExceptions(null, reraised).IsUnseen(b.Then!, raising)) continue;
            all.Add(raising);
            handlers.Add((b.Then!, raising));
        }
        // Which of them would be to blame isn't worth finding out.
        return new Found(all, handlers.TrueForAll(h => new UnseenExceptions(all, reraised).IsUnseen(h.To, h.Raising)) ? new NodeSet() : all, reraised);
    }

    private static bool IsCandidate(Block b, Node n) =>
        n is { CaughtAt: not null, Spilled: null, Exit: { Frames.Length: 1, Writes.Length: 0 } }
        && (n.Op == IrOp.CallDirect || NewExceptions.IsPlainCall(n) || NewExceptions.IsMadeIn(b, n));

    private bool IsUnseen(Edge way, Node raising)
    {
        var handler = way.Target;
        if (raising.Data == Kernels.RaiseExisting)
        {
            names.Add(raising.Args[0]);
            for (int k = 0; k < way.Args.Length; k++)
                if (way.Args[k] == raising.Args[0]) AddName(handler.Params[k]);
        }
        else if (handler.Nodes is [{ Op: IrOp.Reload, Imm: 0 } exception, ..]) names.Add(exception);
        else return false;
        var forgotten = new List<(Block, int)>();
        var seen = new HashSet<Block>();
        work.Push(handler);
        while (work.TryPop(out var b))
        {
            seen.Add(b);
            int end = Walk(b);
            if (end < 0) return false;
            if (end == Again) continue;
            if (end < b.Nodes.Count) forgotten.Add((b, end + 1));
            else if (!Follow(b, seen)) return false;
        }
        return forgotten.TrueForAll(p => names.TrueForAll(name => IsForgotten(name, p.Item1, p.Item2)));
    }

    /// <summary>The exception leaves the region, or is seen by those who catch it there.</summary>
    private const int Again = int.MaxValue;

    /// <summary>Where in a block the exception is forgotten: behind the last node when it isn't. Negative where something may look at it, <see cref="Again"/> where it is raised again.</summary>
    private int Walk(Block b)
    {
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            if (n.Data == Kernels.PopHandled)
            {
                if (saved.Contains(n.Args[0])) return End(b, k);
                if (kept.Contains(n.Args[0])) continue;
                return -1;
            }
            if ((n.Effects & Effects.RunsPython) != 0 || n.Spilled != null || IsCall(n) && !NewExceptions.IsClassCall(n)) return -1;
            if (!Array.Exists(n.Args, names.Contains))
            {
                if (n.Data != Kernels.PushHandled) continue;
                if (others == null) return -1;
                kept.Add(n);
                AddName(n);
                continue;
            }
            if (n.Data == Kernels.PushHandled) saved.Add(n);
            else if (n.Op is IrOp.GuardClass or IrOp.GuardShape or IrOp.GuardRef or IrOp.GuardNotNull or IrOp.ToValue) AddName(n);
            else if (!Asking.Contains(n.Data!) && !(n.Data == Kernels.MatchException && !names.Contains(n.Args[1]))) return -1;
        }
        return b.Nodes.Count;
    }

    /// <summary>What asks an exception for something without letting it out.</summary>
    private static readonly HashSet<object> Asking =
        [Kernels.IsOfClass, Kernels.TextOf, Kernels.ArgsOf, Kernels.HasShape, Kernels.HasShapeOf, Kernels.HeirSlot, Kernels.IsBuiltIn];

    /// <summary>The handler ends at a node.</summary>
    private int End(Block b, int at)
    {
        if (at + 1 == b.Nodes.Count || b.Nodes[at + 1] is not { Op: IrOp.Call } next || next.Data != Kernels.Reraise) return at;
        if (!names.Contains(next.Args[0])) return -1;
        reraised.Add(b.Nodes[at]);
        return Again;
    }

    private bool AddName(Node n)
    {
        if (names.Contains(n)) return false;
        names.Add(n);
        return true;
    }

    /// <summary>Functions in C# may look at what is handled.</summary>
    private static bool IsCall(Node n) =>
        n.Op == IrOp.Call
        && (Array.IndexOf(NativeKernels.Plain.Call, n.Data) >= 0 || Array.IndexOf(NativeKernels.Plain.CallKw, n.Data) >= 0
            || n.Data == NativeKernels.Plain.CallUnpacked || n.Data == NativeKernels.Plain.CallIterable);

    /// <summary>Goes on where a block goes; false where the region ends with the exception unfinished.</summary>
    private bool Follow(Block b, HashSet<Block> seen)
    {
        if (b.End is EndKind.Return or EndKind.Finish or EndKind.Open || b.Condition is { } c && names.Contains(c)) return false;
        foreach (var edge in b.Edges)
        {
            // Another exception: who catches that finishes this one, unless that one is unseen too.
            if (edge == b.Then && b.Condition is { Op: IrOp.WasRaised, Data: Node raising } && others?.Contains(raising) != true) continue;
            bool isNew = !seen.Contains(edge.Target);
            for (int k = 0; k < edge.Args.Length; k++)
                if (names.Contains(edge.Args[k]) && AddName(edge.Target.Params[k])) isNew = true;
            if (isNew) work.Push(edge.Target);
        }
        return true;
    }

    /// <summary>One of the exception's names isn't used after a point, unless it has been given a new meaning.</summary>
    private static bool IsForgotten(Node name, Block from, int at)
    {
        var seen = new HashSet<Block>();
        var rest = new Stack<(Block B, int At)>();
        rest.Push((from, at));
        while (rest.TryPop(out var p))
        {
            if (Uses(p.B, p.At, name) is not { } use) return false;
            if (use) continue;
            foreach (var edge in p.B.Edges)
            {
                if (Array.IndexOf(edge.Args, name) >= 0) return false;
                if (!edge.Target.Params.Contains(name) && seen.Add(edge.Target)) rest.Push((edge.Target, 0));
            }
        }
        return true;
    }

    /// <summary>Whether a name gets its meaning in the rest of a block; null where it is used.</summary>
    private static bool? Uses(Block b, int at, Node name)
    {
        for (int k = at; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            if (n == name) return true;
            if (Array.IndexOf(n.Args, name) >= 0 || Shows(n.Exit, name) || Shows(n.AfterExit, name)) return null;
        }
        return (b.End == EndKind.Return ? Keeps(b.Exit, name) : Shows(b.Exit, name)) || b.Condition == name ? null : false;
    }

    private static bool Shows(Snapshot? exit, Node name) => exit != null && exit.Values().Any(n => n == name);

    /// <summary>Of a function that returns, the object of its frame keeps the variables.</summary>
    private static bool Keeps(Snapshot? exit, Node name) =>
        Shows(exit, name) && (exit!.Frames.Length > 1 || exit.Writes.Length > 0 || Array.Exists(exit.Top.Registers, r => r.Register < exit.Top.Code.NamedEnd && (r.Value == name || r.Value is { Op: IrOp.Virtual })));
}
