using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>An instruction in a calling context.</summary>
internal sealed class Point(ProfileNode context, int pc, int copy)
{
    public ProfileNode Context { get; } = context;
    public int Pc { get; } = pc;

    /// <summary>See <see cref="LoopCopies"/>.</summary>
    public int Copy { get; } = copy;
    public Instr Instr => Context.Code.Code[Pc];

    /// <summary>No instruction, but the way into a generator's body: to each of the instructions where it was resumed.</summary>
    public bool IsDispatch => Pc < 0;
    public List<Point> Successors { get; } = [];
    public List<Point> Predecessors { get; } = [];

    /// <summary>The point to which control goes from here for an instruction; null when it wasn't seen to.</summary>
    public Point? To(ProfileNode context, int pc) => Successors.Find(s => s.Context == context && s.Pc == pc);

    /// <summary>The innermost loop that the point is in.</summary>
    public Loop? Loop { get; set; }

    /// <summary>The loop of which this is the head.</summary>
    public Loop? HeadOf { get; set; }

    /// <summary>Place in reverse post-order.</summary>
    public int Order { get; set; }

    /// <summary>How far a walk that goes over each point once has come with it.</summary>
    public Visit Visit { get; set; }

    public override string ToString() => $"{Context.Code.Name}:{Pc}";
}

/// <summary>Of a depth-first walk: whether it has been at a point, and at all that can be reached from there.</summary>
internal enum Visit : byte { None, Begun, Done }

/// <summary>A natural loop of the flow graph.</summary>
internal sealed class Loop(Point head)
{
    public Point Head { get; } = head;
    public Loop? Outer { get; set; }
    public HashSet<Point> Body { get; } = [];

    /// <summary>Registers of the head's context that some instruction in the loop writes.</summary>
    public HashSet<int> Assigned { get; } = [];

    public int Depth => Outer == null ? 1 : Outer.Depth + 1;

    public bool Contains(Loop? inner)
    {
        for (var l = inner; l != null; l = l.Outer)
            if (l == this) return true;
        return false;
    }
}

/// <summary>
/// The control flow of what a profile has seen: the instructions that ran, in their contexts, with calls joined to the bodies they entered.
/// What was never reached isn't in it. Every loop has one head, which is an instruction that counts loops.
/// </summary>
internal sealed class FlowGraph
{
    private readonly KeyMap<PointKey, Point> points = new();

    private readonly record struct PointKey(ProfileNode Context, int Pc, int Copy)
    {
        public bool Equals(PointKey other) => Context == other.Context && Pc == other.Pc && Copy == other.Copy;

        public override int GetHashCode() => (RuntimeHelpers.GetHashCode(Context) * 31 + Copy) * 31 + Pc;
    }

    /// <summary>More instructions than this never make a region that is small enough.</summary>
    private const int MaxPoints = 900;

    private readonly JoinPolicy policy;

    /// <summary>Of a body that goes on in the middle of loops, which then have copies.</summary>
    private LoopCopies? copies;

    /// <summary>A loop would have had a second entry, where the body goes on.</summary>
    private bool isEnteredTwice;

    /// <summary>The graph has more instructions than make a region.</summary>
    public bool IsTooLarge => points.Count > MaxPoints;

    /// <summary>Calls within one another.</summary>
    public int Deepest
    {
        get
        {
            int deepest = 0;
            foreach (var (_, p) in points) deepest = Math.Max(deepest, p.Context.Depth);
            return deepest;
        }
    }

    /// <summary>Code in it may look at its callers' frames, though perhaps where it was never seen to run.</summary>
    public bool MentionsFrames
    {
        get
        {
            ProfileNode? last = null;
            foreach (var (_, p) in points)
            {
                if (p.Context == last) continue;
                last = p.Context;
                if (last.Info.MentionsFrames) return true;
            }
            return false;
        }
    }

    /// <summary>The graph from an instruction of a profile's root, of which those bodies are a part that the policy lets join.</summary>
    public FlowGraph(ProfileNode root, int entryPc, JoinPolicy policy)
    {
        this.policy = policy;
        Entry = Trace(root, entryPc);
        if (!isEnteredTwice) return;
        points.Clear();
        copies = new LoopCopies();
        Entry = Trace(root, entryPc);
    }

    private Point Trace(ProfileNode root, int entryPc)
    {
        var first = Get(root, entryPc, LoopRanges.None);
        var work = new Stack<Point>([first]);
        first.Visit = Visit.Begun;
        while (work.TryPop(out var p))
        {
            AddSuccessors(p);
            if (!p.IsDispatch && Handlers.Of(p.Context, p.Pc) is { } caught && Get(p, caught.Root, caught.Entry.Handler) is var handler && !p.Successors.Contains(handler)) p.Successors.Add(handler);
            foreach (var s in p.Successors)
            {
                if (s.Visit != Visit.None) continue;
                s.Visit = Visit.Begun;
                work.Push(s);
            }
        }
        Arrange(first);
        return first;
    }

    public Point Entry { get; }

    /// <summary>All reachable points in reverse post-order.</summary>
    public List<Point> Points { get; private set; } = [];

    public List<Loop> Loops { get; } = [];

    private Point Get(ProfileNode c, int pc, int copy)
    {
        var key = new PointKey(c, pc, copy);
        if (!points.TryGetValue(key, out var p)) points[key] = p = new Point(c, pc, copy);
        return p;
    }

    /// <summary>The point for an instruction that control comes to from another.</summary>
    private Point Get(Point from, ProfileNode c, int pc)
    {
        if (copies == null) return Get(c, pc, LoopRanges.None);
        return Get(c, pc, from.IsDispatch ? copies.Entered(c, pc) : copies.Next(from, c, pc));
    }

    private void AddSuccessors(Point p)
    {
        var c = p.Context;
        var info = c.Info;
        void Add(ProfileNode context, int pc)
        {
            if (pc < context.At.Length && context.At[pc] != null && Get(p, context, pc) is var s && !p.Successors.Contains(s)) p.Successors.Add(s);
        }
        void AddConsumer()
        {
            if (Generators.Consumer(c) is { Parent: { } consumer } outer)
                Add(consumer, consumer.Code.Code[outer.CallPc].Op == Op.Call ? consumer.Info.Next(outer.CallPc) : consumer.Info.Target(outer.CallPc));
        }
        if (p.IsDispatch)
        {
            foreach (int pc in c.Resumed) Add(c, pc);
            return;
        }
        var op = p.Instr.Op;
        if (c.At[p.Pc]!.IsHopeless && op is Op.Call or Op.CallKw or Op.CallEx) op = Op.Nop;
        if (ImplicitCalls.At(c, p.Pc) is { } method && policy.Joins(method.Child))
        {
            Add(method.Child, 0);
            return;
        }
        switch (op)
        {
            case Op.Return or Op.ReturnNone:
                if (c.Parent is { } parent && !Generators.IsCalled(c))
                {
                    Add(parent, parent.Info.Next(c.CallPc));
                    if (ImplicitCalls.IsComparison(parent.Code.Code[c.CallPc].Op)) Add(parent, parent.Info.Target(c.CallPc));
                }
                return;
            case Op.Yield when Generators.Consumer(c) != null:
                AddConsumer();
                return;
            case Op.Send when Generators.IteratorOf(c, p.Pc) != null:
                if (c.Parent != null) AddConsumer();
                Add(c, info.Next(p.Pc));
                if (Generators.Body(c, p.Pc) is { } delegated && policy.Joins(delegated))
                    foreach (int pc in Generators.ResumePoints(delegated)) Add(delegated, pc);
                return;
            case Op.ForLoop or Op.Send or Op.Call when Generators.Body(c, p.Pc) is { } body && Generators.ResumePoints(body).Any() && (op == Op.ForLoop || policy.Joins(body)):
                foreach (int pc in Generators.ResumePoints(body)) Add(body, pc);
                return;
            case Op.Send when c.Parent == null:
                break;
            case Op.Send when Generators.DelegatesByInterpreter(c, p.Pc):
                AddConsumer();
                break;
            case Op.Raise or Op.Reraise or Op.Yield or Op.Send or Op.EndAsyncFor:
                return;
            case Op.Call or Op.CallKw when c.At[p.Pc] is { Operands: { Length: > 0 } operands } && Inlining.Callee(c, p.Pc, operands) is { } child && policy.Joins(child):
                Add(child, 0);
                return;
            case Op.CallEx when c.At[p.Pc] is { Operands: { Length: > 2 } unpacked } && Inlining.CalleeOfUnpacked(c, p.Pc, unpacked) is { } body && policy.Joins(body):
                Add(body, 0);
                return;
            case Op.Call when c.At[p.Pc] is { Operands: { Length: > 1 } several } && Inlining.Several(c, p.Pc, several) is { } callees:
                foreach (var callee in callees)
                    if (callee.Child is { } entered && policy.Joins(entered)) Add(entered, 0);
                break;
        }
        if (OpInfo.IsEnd(op))
        {
            Add(c, info.Target(p.Pc));
            return;
        }
        Add(c, info.Next(p.Pc));
        int target = info.Target(p.Pc);
        if (target >= 0) Add(c, target);
    }

    private void Arrange(Point first)
    {
        // Back edges that don't end at a loop head are cut until none is left.
        while (true)
        {
            var order = new List<Point>(points.Count);
            foreach (var (_, p) in points) p.Visit = Visit.None;
            var back = new List<(Point From, Point To)>();
            bool again = false;
            var stack = new Stack<(Point P, int Next)>();
            stack.Push((first, 0));
            first.Visit = Visit.Begun;
            while (stack.TryPop(out var top))
            {
                if (top.Next < top.P.Successors.Count)
                {
                    stack.Push((top.P, top.Next + 1));
                    var s = top.P.Successors[top.Next];
                    if (s.Visit == Visit.None)
                    {
                        s.Visit = Visit.Begun;
                        stack.Push((s, 0));
                    }
                    else if (s.Visit == Visit.Begun) back.Add((top.P, s));
                }
                else
                {
                    top.P.Visit = Visit.Done;
                    order.Add(top.P);
                }
            }
            foreach (var (from, to) in back)
            {
                if (to.Instr.Op is Op.LoopHead or Op.ForLoop && to.Context.At[to.Pc]!.Registers != null) continue;
                from.Successors.Remove(to);
                again = true;
            }
            if (again) continue;
            order.Reverse();
            Points = order;
            for (int k = 0; k < order.Count; k++) order[k].Order = k;
            foreach (var p in order) p.Predecessors.Clear();
            foreach (var p in order)
                foreach (var s in p.Successors) s.Predecessors.Add(p);
            if (FindLoops(first, back)) return;
        }
    }

    /// <summary>False when a loop had a second entry: the edge that closed it was cut.</summary>
    private bool FindLoops(Point first, List<(Point From, Point To)> back)
    {
        Loops.Clear();
        foreach (var p in Points)
        {
            p.Loop = null;
            p.HeadOf = null;
        }
        foreach (var (from, to) in back)
        {
            var loop = to.HeadOf;
            if (loop == null)
            {
                to.HeadOf = loop = new Loop(to);
                loop.Body.Add(to);
                Loops.Add(loop);
            }
            var work = new Stack<Point>([from]);
            while (work.TryPop(out var p))
            {
                if (!loop.Body.Add(p)) continue;
                if (p == first)
                {
                    isEnteredTwice = true;
                    from.Successors.Remove(to);
                    return false;
                }
                foreach (var q in p.Predecessors) work.Push(q);
            }
        }
        // Inner loops have smaller bodies: assign from the largest.
        Loops.Sort((a, b) => b.Body.Count.CompareTo(a.Body.Count));
        foreach (var loop in Loops)
        {
            loop.Outer = loop.Head.Loop;
            foreach (var p in loop.Body) p.Loop = loop;
            foreach (var p in loop.Body)
            {
                if (p.Context != loop.Head.Context) continue;
                foreach (int r in p.Context.Info.Writes[p.Pc]) loop.Assigned.Add(r);
            }
            // What inlined calls return is written by the call, which is in the body too. A call consumes its arguments' registers.
        }
        return true;
    }
}
