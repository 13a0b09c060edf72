using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;

namespace TieredPy.Tiers.Interpreting;

/// <summary>
/// One execution of an <see cref="InterpretedRegion"/>, on the real frame and thread. Exits, direct calls and the interpreter's part are those of compiled code
/// (<see cref="Exits"/>, <see cref="DirectCalls"/>). This part: blocks, edges and the ways out.
/// </summary>
internal sealed partial class Activation(InterpretedRegion region, PyThread thread)
{
    private readonly InterpretedRegion region = region;
    private readonly PyThread t = thread;
    private readonly RegionCode target = region.Target;
    private readonly NodeValue[] values = region.NewValues();
    private Frame frame = null!;
    private int epoch;

    /// <summary>Of a loop that was left: what the interpreter does then.</summary>
    private int action;

    /// <summary>Of a function that returned.</summary>
    private NodeValue result;

    public int RunLoop(Frame f)
    {
        frame = f;
        Run();
        return action;
    }

    public NodeValue RunFunction(object function, NodeValue[] args)
    {
        var called = region.Region.Function!;
        if (DirectCalls.Push(t, function, called.Code, target, called.Code.RegCount) is not { } pushed) return default;
        frame = pushed;
        epoch = DirectCalls.Epoch;
        var parameters = region.Region.Parameters;
        Set(parameters[0], new NodeValue(function, 0));
        for (int k = 1; k < parameters.Count; k++) Set(parameters[k], args[k - 1]);
        Run();
        return result;
    }

    private void Run()
    {
        var b = region.Region.Entry;
        while (true)
        {
            foreach (var n in b.Nodes)
                if (!Execute(n)) return;
            switch (b.End)
            {
                case EndKind.Jump:
                    if (Next(b, b.Then!) is not { } then) return;
                    b = then;
                    break;
                case EndKind.Branch:
                    if (Next(b, Get(b.Condition!).AsBool ? b.Then! : b.Else!) is not { } chosen) return;
                    b = chosen;
                    break;
                case EndKind.Leave:
                    Leave(b.Exit!);
                    return;
                case EndKind.Return:
                    Return(b.Condition!, b.Exit);
                    return;
                case EndKind.Finish:
                    action = (int)b.Action;
                    return;
                default:
                    throw new IrException($"{b} is open");
            }
        }
    }

    /// <summary>Assigns the parameters of an edge's target, all at once.</summary>
    private Block Follow(Edge edge)
    {
        var args = Array.ConvertAll(edge.Args, Get);
        for (int k = 0; k < args.Length; k++) Set(edge.Target.Params[k], args[k]);
        return edge.Target;
    }

    private NodeValue Get(Node n) => values[region.PlaceOf(n)];

    /// <summary>A node's value is known; it must be what the region says of it.</summary>
    private void Set(Node n, NodeValue v)
    {
        if (n.Type == IrType.Ref)
        {
            if (v.Ref == null) Claim(!n.NotNull, n, "isn't null");
            else if (n.Class != null) Claim(n.AdmitsHeirs ? n.Class.IsInstanceOfType(v.Ref) : IsExactly(v.Ref, n.Class), n, $"has class {n.Class.Name}, not {v.Ref.GetType().Name}");
        }
        values[region.PlaceOf(n)] = v;
    }

    /// <summary>What the region says of a node must hold: what built or changed the region is at fault else.</summary>
    private void Claim(bool holds, Node n, string claim)
    {
        if (!holds) throw new IrException($"{region.Region.Name}: it doesn't hold that {n} {claim}: {IrPrinter.Print(n)}");
    }

    // ---- ways out

    /// <summary>Leaves by an exit; the result is false, for who executes a node.</summary>
    private bool Leave(Snapshot s)
    {
        int exit = region.ExitOf(s);
        LeaveBehind(exit);
        if (region.Region.Function == null) action = Exits.Leave(t, target, exit);
        else DirectCalls.Leave(t, target, exit);
        return false;
    }

    /// <summary>What a node called failed, with the exception pending. True: it was caught in the region.</summary>
    private bool Raised(Node n)
    {
        int exit = region.ExitOf(n.Exit!);
        if (n.CaughtAt == null)
        {
            LeaveBehind(exit);
            if (region.Region.Function == null) action = Exits.Raise(t, target, exit);
            else DirectCalls.Raise(t, target, exit);
            return false;
        }
        if (n.Exit!.Frames.Length == 1 && n.Exit.Writes.Length == 0 && Exits.CatchInRoot(t, target, exit))
        {
            values[region.FlagOf(n)] = new NodeValue(true);
            return true;
        }
        LeaveBehind(exit);
        return LeaveUnlessCaught(n, Exits.Catch(t, target, exit));
    }

    private bool LeaveUnlessCaught(Node n, int then)
    {
        if (then != Exits.Caught) return LeaveWith(then);
        values[region.FlagOf(n)] = new NodeValue(true);
        return true;
    }

    /// <summary>Leaves, with the frames up to date; the interpreter runs the rest of a function.</summary>
    private bool LeaveWith(int then)
    {
        if (region.Region.Function == null) action = then;
        else DirectCalls.Finish(t, then);
        return false;
    }

    /// <summary>Stores what an exit needs where the frame rebuilder finds it.</summary>
    private void LeaveBehind(int exit)
    {
        foreach (var n in target.Exits[exit].Left)
        {
            if (ResumeData.LeavesNumber(n)) Exits.Numbers1(t, Get(n).Bits);
            if (ResumeData.LeavesReference(n)) Exits.References1(t, Get(n).AsObject);
        }
    }

    private void Return(Node v, Snapshot? watched)
    {
        var called = region.Region.Function!;
        if (watched != null && frame.Object != null)
        {
            // The frame's object keeps the variables.
            int exit = region.ExitOf(watched);
            LeaveBehind(exit);
            DirectCalls.KeepVariables(t, target, exit);
        }
        DirectCalls.Pop(t, frame);
        result = Get(v);
        if (called.Frames != FrameUse.Looks || epoch == DirectCalls.Epoch) return;
        // What the caller's code relies upon may have changed while this ran.
        t.Transfer = result.ToValue(called.Result);
        t.CallStatus = CallStatus.Transferred;
    }
}
