using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Builds a region's IR from a profile: abstract interpretation of the bytecode along the paths that were seen, with the kinds that were seen
/// guarded, calls inlined, and everything else an exit. Guards, loads and pure operations on values from outside a loop are placed before it.
/// This part: blocks, loops and joins. The others translate instructions.
/// </summary>
internal sealed partial class RegionBuilder
{
    private readonly FlowGraph graph;
    private readonly BuildKnowledge knowledge;
    private readonly Region region;
    private readonly Dictionary<Point, List<(Block Block, State State)>> incoming = [];
    private readonly Dictionary<Loop, LoopSite> sites = [];
    private readonly Dictionary<int, Node> initial = [];
    private readonly HashSet<int> rootWritten = [];
    private readonly BlockMap<Loop> loopOf = new();
    private readonly NodeMap<Loop?> definedIn = new();
    private readonly Block entry;

    private Block block = null!;
    private State state = null!;
    private Point point = null!;
    private Snapshot? snapshot;

    /// <summary>An exit has more values than there is room for.</summary>
    private bool tooLarge;

    /// <summary>A loop head under construction.</summary>
    private sealed class LoopSite
    {
        public required Block Preheader;
        public required Block Head;
        public required Snapshot EntryExit;
        public required List<(int Register, Node Param)> Params;
    }

    private RegionBuilder(FlowGraph graph, BuildKnowledge knowledge, string name, CallTarget? function, ICallTargets targets)
    {
        this.targets = targets;
        this.graph = graph;
        this.knowledge = knowledge;
        region = new Region(name) { Function = function };
        entry = region.NewBlock();
        region.Blocks.Add(entry);
        loopOf[entry] = null;
        foreach (var p in graph.Points)
            if (p.Context.Depth == 0 && !p.IsDispatch)
                foreach (int r in p.Context.Info.Writes[p.Pc]) rootWritten.Add(r);
    }

    /// <summary>Globals whose values are constants to the region.</summary>
    public HashSet<GlobalCell> Globals { get; } = [];

    /// <summary>Types whose versions the region relies upon.</summary>
    public HashSet<PyType> Types { get; } = [];

    /// <summary>
    /// The region for a profile; null when there is nothing to compile. Where it would be too large for good machine code, the innermost calls stay calls.
    /// </summary>
    public static BuiltRegion? Build(ProfileNode root, int entryPc, ICallTargets targets)
    {
        if (entryPc >= 0 && root.At[entryPc] == null) return null;
        var held = root.KeepAlive();
        try
        {
            return BuildWhole(root, entryPc, targets);
        }
        finally
        {
            GC.KeepAlive(held);
        }
    }

    private static BuiltRegion? BuildWhole(ProfileNode root, int entryPc, ICallTargets targets)
    {
        BuiltRegion? built = null;
        var policy = JoinPolicy.For(root);
        while (true)
        {
            var graph = new FlowGraph(root, entryPc, policy);
            if (!graph.IsTooLarge || policy.Small == 0)
            {
                built = Build(graph, targets) ?? built;
                if (built != null && !RegionSize.IsTooLarge(built.Region)) break;
            }
            if (policy.Narrower(graph.Deepest) is not { } next) break;
            policy = next;
        }
        policy.Note(root);
        return built;
    }

    private static BuiltRegion? Build(FlowGraph graph, ICallTargets targets)
    {
        var (root, entryPc) = (graph.Entry.Context, graph.Entry.Pc);
        var knowledge = new BuildKnowledge();
        ForeseenEffects.Note(graph, knowledge);
        string name = $"{root.Code.QualName}:{root.Code.LineAt(Math.Max(entryPc, 0))}{(entryPc < 0 ? " body" : "")}";
        var function = entryPc == 0 ? SignatureOf(root, graph.MentionsFrames ? FrameUse.Looks : FrameUse.None) : null;
        for (int attempt = 0; attempt < 12; attempt++)
        {
            knowledge.Changed = false;
            var builder = new RegionBuilder(graph, knowledge, name, function, targets);
            builder.Run();
            if (builder.tooLarge) return null;
            if (function != null && builder.frameUse > function.Frames)
            {
                function = SignatureOf(root, builder.frameUse);
                continue;
            }
            if (!knowledge.Changed) return new BuiltRegion(builder.region, builder.Types, builder.Globals, builder.Wanted, Work(graph));
        }
        return null;
    }

    /// <summary>Instructions that ran on the paths of the graph while they were recorded.</summary>
    private static long Work(FlowGraph graph)
    {
        long work = 0;
        foreach (var p in graph.Points)
            if (!p.IsDispatch) work += p.Context.At[p.Pc]?.Count ?? 0;
        return work;
    }

    private void Run()
    {
        var start = new State();
        start.Frames.Add(region.Function == null ? new FrameEnv(graph.Entry.Context) : FunctionFrame());
        incoming[graph.Entry] = [(entry, start)];
        foreach (var p in graph.Points)
        {
            if (!incoming.Remove(p, out var from)) continue;
            point = p;
            snapshot = null;
            leavingLoop = false;
            if (p.IsDispatch)
            {
                (block, state) = from[0];
                EnterBody();
                continue;
            }
            if (p.HeadOf is { } loop) OpenLoop(loop, from);
            else Join(from, p.Pc);
            int depth = state.Frames.Count - 1;
            if (depth > region.MaxInlineDepth) region.MaxInlineDepth = depth;
            Translate();
        }
        foreach (var b in region.Blocks)
            if (b.End == EndKind.Open) throw new InvalidOperationException($"{b} of {region.Name} was left open");
    }

    private FrameEnv Top => state.Top;
    /// <summary>On a path that ends a loop: effects there are no longer the loop's.</summary>
    private bool leavingLoop;

    private Loop? CurrentLoop => leavingLoop ? point.Loop?.Outer : point.Loop;

    private Block NewBlock(Loop? loop)
    {
        var b = region.NewBlock();
        b.LoopDepth = loop?.Depth ?? 0;
        region.Blocks.Add(b);
        loopOf[b] = loop;
        return b;
    }

    // ---- edges

    /// <summary>Goes on at a point: control flows there from the open block.</summary>
    private void GoTo(ProfileNode context, int pc)
    {
        var target = point.Context == context && point.Pc == pc ? point : point.To(context, pc);
        if (target == null)
        {
            LeaveAt(pc, "unseen");
            return;
        }
        if (target.HeadOf is { } loop && sites.TryGetValue(loop, out var site)) CloseLoop(loop, site);
        else if (target.HeadOf != null || target.IsDispatch || !GoThrough(target))
        {
            if (!incoming.TryGetValue(target, out var list)) incoming[target] = list = [];
            list.Add((block, state));
        }
    }

    /// <summary>Leaves the region: the interpreter goes on at the instruction.</summary>
    private void LeaveAt(int pc, string reason)
    {
        block.End = EndKind.Leave;
        block.Exit = MakeSnapshot(pc);
        block.ExitReason = reason;
        block.Exit.IsEnd = reason is not ("unseen" or "undone" or "unbound" or "result type");
    }

    /// <summary>Ends the block with a branch; each side then goes on with its own state.</summary>
    private void Branch(Node condition, Action then, Action otherwise)
    {
        var from = block;
        var before = state;
        var a = NewBlock(CurrentLoop);
        var b = NewBlock(CurrentLoop);
        from.End = EndKind.Branch;
        from.Condition = condition;
        from.Then = new Edge(a, []);
        from.Else = new Edge(b, []);
        block = a;
        state = before.Clone();
        NoteTruth(condition, true);
        snapshot = null;
        then();
        block = b;
        state = before;
        NoteTruth(condition, false);
        snapshot = null;
        otherwise();
    }

    private static void Jump(Block from, Block to, Node[] args)
    {
        from.End = EndKind.Jump;
        from.Then = new Edge(to, args);
    }

    // ---- joins

    private void Join(List<(Block Block, State State)> from, int pc)
    {
        if (from.Count == 1)
        {
            (block, state) = from[0];
            // Out of a loop: the exit path is a block of its own.
            if (loopOf[block] != point.Loop)
            {
                var b = NewBlock(point.Loop);
                Jump(block, b, []);
                block = b;
            }
            return;
        }
        (block, state) = Merge(from, pc, point.Loop);
    }

    private (Block, State) Merge(List<(Block Block, State State)> from, int pc, Loop? loop)
    {
        var target = NewBlock(loop);
        var merged = from[0].State.Clone();
        for (int k = 1; k < from.Count; k++) merged.Meet(from[k].State);
        var args = new List<Node>[from.Count];
        for (int k = 0; k < from.Count; k++) args[k] = [];
        for (int d = 0; d < merged.Frames.Count; d++)
        {
            var frame = merged.Frames[d];
            bool[]? clean = frame.Generator != null || d == 0 && graph.Entry.IsDispatch ? CleanIn(from, d) : null;
            int made = InstanceRegister(merged, d);
            if (from.Exists(f => f.State.Frames[d].Function != frame.Function))
            {
                // Several functions of one code.
                var function = new Node(region.NewId(), IrOp.Param, IrType.Ref) { Class = typeof(PyFunction), NotNull = true };
                definedIn[function] = loop;
                target.Params.Add(function);
                for (int k = 0; k < from.Count; k++) args[k].Add(from[k].State.Frames[d].Function!);
                frame.Function = function;
            }
            for (int r = 0; r < frame.Registers.Length; r++)
            {
                if (r != made && !IsLive(merged, d, pc, r))
                {
                    frame.Registers[r] = null;
                    continue;
                }
                bool same = true, any = false;
                foreach (var (_, s) in from)
                {
                    var v = s.Frames[d].Registers[r];
                    same &= v == frame.Registers[r];
                    any |= v != null;
                }
                if (same || !any) continue;
                var values = new Node?[from.Count];
                for (int k = 0; k < from.Count; k++) values[k] = from[k].State.Frames[d].Registers[r] ?? (d == 0 && region.Function == null ? Initial(r) : null);
                if (Array.Exists(values, v => v == null))
                {
                    frame.Registers[r] = null;
                    continue;
                }
                if (Array.TrueForAll(values, v => v == values[0]))
                {
                    frame.Registers[r] = values[0];
                    continue;
                }
                var (type, c) = (values[0]!.Type, values[0]!.Class);
                bool notNull = true;
                foreach (var v in values)
                {
                    (type, c) = JoinTypes(type, c, IsMissing(values[0]), v!);
                    notNull &= v!.NotNull || v.Op == IrOp.ConstRef;
                }
                var param = new Node(region.NewId(), IrOp.Param, type) { Class = c, NotNull = notNull };
                definedIn[param] = loop;
                target.Params.Add(param);
                frame.Registers[r] = param;
                merged.Fresh.ExceptWith(values!);
                for (int k = 0; k < from.Count; k++) args[k].Add(Convert(values[k]!, type, from[k].Block));
            }
            if (clean == null) continue;
            for (int r = 0; r < clean.Length; r++) frame.Memory[r] = clean[r] ? frame.Registers[r] : null;
        }
        for (int k = 0; k < from.Count; k++)
        {
            Jump(from[k].Block, target, [.. args[k]]);
            merged.Fresh.ExceptWith(args[k]);
        }
        return (target, merged);
    }

    /// <summary>The register of a frame in which the callee's <c>__init__</c> has its instance, which the call returns; -1 where there is none.</summary>
    private static int InstanceRegister(State s, int depth) =>
        depth + 1 < s.Frames.Count && s.Frames[depth + 1].Kind == FrameKind.Init ? s.Frames[depth + 1].Aux : -1;

    private static bool IsMissing(Node? n) => n is { Op: IrOp.ConstRef } && ReferenceEquals(n.Data, Tags.Missing);

    /// <summary>The narrowest type for a value that may be either.</summary>
    private static (IrType, Type?) JoinTypes(IrType type, Type? c, bool missing, Node other)
    {
        if (missing != IsMissing(other)) return (IrType.Val, null);
        if (type == other.Type) return (type, c == other.Class ? c : null);
        return type is IrType.Ref or IrType.Bool && other.Type is IrType.Ref or IrType.Bool ? (IrType.Ref, null) : (IrType.Val, null);
    }

    /// <summary>The value as another type that can hold it, computed at the end of a block.</summary>
    private Node Convert(Node v, IrType type, Block at)
    {
        if (v.Type == type) return v;
        var op = type == IrType.Ref ? IrOp.BoolToRef : IrOp.ToValue;
        var n = new Node(region.NewId(), op, type, v) { NotNull = true };
        definedIn[n] = loopOf[at];
        at.Nodes.Add(n);
        return n;
    }

    // ---- loops

    private void OpenLoop(Loop loop, List<(Block Block, State State)> from)
    {
        var head = loop.Head;
        Block preheader;
        if (from.Count == 1)
        {
            preheader = NewBlock(loop.Outer);
            Jump(from[0].Block, preheader, []);
            state = from[0].State;
        }
        else (preheader, state) = Merge(from, head.Pc, loop.Outer);
        block = preheader;
        snapshot = null;
        var headBlock = NewBlock(loop);
        headBlock.IsLoopHead = true;
        var exit = MakeSnapshot(head.Pc);
        exit.IsLoopEntry = true;
        var site = new LoopSite { Preheader = preheader, Head = headBlock, EntryExit = exit, Params = [] };
        var args = new List<Node>();
        var frame = Top;
        var seen = head.Context.At[head.Pc]!.Registers!;
        foreach (int r in loop.Assigned)
        {
            if (!head.Context.Info.IsLive(head.Pc, r))
            {
                frame.Registers[r] = null;
                continue;
            }
            var v = frame.Registers[r] ?? (state.Frames.Count == 1 && region.Function == null ? Initial(r) : null);
            if (v == null) continue;
            var (type, c) = LoopVariableType(loop, r, seen[r], v);
            var arg = Coerce(v, type, c, exit, preheader);
            var param = new Node(region.NewId(), IrOp.Param, type) { Class = c, NotNull = c != null || type == IrType.Ref };
            definedIn[param] = loop;
            headBlock.Params.Add(param);
            site.Params.Add((r, param));
            args.Add(arg);
            frame.Registers[r] = param;
        }
        Jump(preheader, headBlock, [.. args]);
        if (state.Frames.Count == 1)
            foreach (int r in loop.Assigned) frame.Memory[r] = null;
        // What memory holds of other registers may change in the loop, to what they are.
        var outermost = state.Frames[0];
        for (int r = 0; r < outermost.Memory.Length; r++)
            if (outermost.Memory[r] != outermost.Registers[r]) outermost.Memory[r] = null;
        // What held before the loop holds in it unless the loop ends it.
        var effects = knowledge.EffectsOf(loop);
        state.Fresh.Clear();
        state.ForgetLookups();
        state.ForgetShapes(effects.Kills);
        foreach (var (k, v) in state.Facts)
            if (effects.Kills(v.Alias)) state.Facts.Remove(k);
        sites[loop] = site;
        block = headBlock;
        snapshot = null;
    }

    private (IrType, Type?) LoopVariableType(Loop loop, int register, KindSet seen, Node v)
    {
        if (knowledge.WidenedTo(loop, register) is { } w) return w;
        // What every iteration writes before it reads may be anything at first, as the variable of an inner loop is.
        if (v.Type == IrType.Val && !loop.Head.Context.Info.IsReadLater(loop.Head.Pc, register)) return (IrType.Val, null);
        // A variable that the first iteration binds is taken to be bound, until that proves wrong.
        if (v.Type == IrType.Val && !loop.Head.Context.At[loop.Head.Pc]!.KeepGuards) seen = seen.WithoutMissing();
        var (type, c) = TypeOf(seen);
        if (v.Type == IrType.Val) return (type, c);
        if (type == IrType.Val) return (IrType.Val, null);
        if (IsMissing(v)) return (IrType.Val, null);
        if (v.Type == type) return (type, type == IrType.Ref && v.Class != null && v.Class != c ? null : c);
        return type is IrType.Ref or IrType.Bool && v.Type is IrType.Ref or IrType.Bool ? (IrType.Ref, null) : (IrType.Val, null);
    }

    /// <summary>The representation that fits what was seen.</summary>
    private static (IrType, Type?) TypeOf(KindSet seen) => seen.Tag switch
    {
        KindTag.Int => (IrType.Int, null),
        KindTag.Float => (IrType.Float, null),
        KindTag.Bool => (IrType.Bool, null),
        KindTag.Object => (IrType.Ref, seen.Class),
        KindTag.None => (IrType.Ref, null),
        _ => AllReferences(seen) ? (IrType.Ref, null) : (IrType.Val, null),
    };

    private static bool AllReferences(KindSet seen)
    {
        if (seen.Count == 0 || seen.Overflowed) return false;
        foreach (var k in seen.Kinds)
            if (k.Tag is not (KindTag.Object or KindTag.None or KindTag.Bool)) return false;
        return true;
    }

    /// <summary>The value as a loop variable's type, guarded at the end of a block where it isn't known to be.</summary>
    private Node Coerce(Node v, IrType type, Type? c, Snapshot exit, Block at)
    {
        if (v.Type == type && (c == null || v.Class == c)) return v;
        if (type == IrType.Val || type == IrType.Ref && v.Type == IrType.Bool) return Convert(v, type, at);
        if (state.Refined.TryGetValue(v, out var known) && known.Type == type && (c == null || known.Class == c)) return known;
        var op = type switch
        {
            IrType.Int => IrOp.GuardInt,
            IrType.Float => IrOp.GuardFloat,
            IrType.Bool => IrOp.GuardBool,
            _ => c != null ? IrOp.GuardClass : IrOp.GuardRef,
        };
        var n = new Node(region.NewId(), op, type, v) { Data = c, Class = c, NotNull = true, Exit = exit };
        definedIn[n] = loopOf[at];
        at.Nodes.Add(n);
        return n;
    }

    private void CloseLoop(Loop loop, LoopSite site)
    {
        var head = loop.Head;
        var exit = MakeSnapshot(head.Pc);
        Append(new Node(region.NewId(), IrOp.Poll, IrType.None) { Exit = exit });
        var args = new Node[site.Params.Count];
        for (int k = 0; k < args.Length; k++)
        {
            var (r, param) = site.Params[k];
            var v = Top.Registers[r] ?? (state.Frames.Count == 1 && region.Function == null ? Initial(r) : Missing());
            if (!Fits(v, param))
            {
                var (type, c) = JoinTypes(param.Type, param.Class, false, v);
                knowledge.Widen(loop, r, type, c);
                args[k] = v;
                continue;
            }
            args[k] = Coerce(v, param.Type, param.Class, exit, block);
        }
        Jump(block, site.Head, args);
    }

    /// <summary>Whether a value can become the loop variable, by a guard if need be.</summary>
    private static bool Fits(Node v, Node param)
    {
        if (param.Type == IrType.Val) return true;
        if (IsMissing(v)) return false;
        if (v.Type == param.Type) return param.Class == null || v.Class == null || v.Class == param.Class;
        return v.Type == IrType.Val || param.Type == IrType.Ref && v.Type == IrType.Bool && param.Class == null;
    }

    // ---- nodes

    /// <summary>A register of the root frame as it is when the region is entered.</summary>
    private Node Initial(int register)
    {
        if (initial.TryGetValue(register, out var n)) return n;
        n = new Node(region.NewId(), IrOp.LoadRegister, IrType.Val) { Imm = register };
        definedIn[n] = null;
        entry.Nodes.Insert(initial.Count, n);
        initial[register] = n;
        return n;
    }

    private Node Append(Node n)
    {
        definedIn[n] = loopOf[block];
        block.Nodes.Add(n);
        state.Escape(n);
        if ((n.Effects & (Effects.Writes | Effects.RunsPython)) != 0) state.ForgetLookups();
        if ((n.Effects & Effects.Raises) != 0 && Seen.Raises) Catch(n);
        return n;
    }

    // ---- snapshots

    /// <summary>The state at the instruction being translated; before it has changed anything.</summary>
    private Snapshot Exit => snapshot ??= MakeSnapshot(point.Pc);

    /// <summary>The values of the frame that a snapshot is being made of.</summary>
    private readonly List<RegisterValue> held = [];

    private Snapshot MakeSnapshot(int pc)
    {
        var frames = new FrameSnapshot[state.Frames.Count];
        for (int d = 0; d < frames.Length; d++)
        {
            var f = state.Frames[d];
            bool top = d == frames.Length - 1;
            int dst = top || IsOperator(state.Frames[d + 1]) || IsSentTo(state.Frames[d + 1]) ? -1 : state.Frames[d + 1].Dst, aux = InstanceRegister(state, d);
            held.Clear();
            for (int r = 0; r < f.Registers.Length; r++)
            {
                var v = f.Registers[r];
                if (v == null || d == 0 && region.Function == null && v.Op == IrOp.LoadRegister && v.Imm == r && !rootWritten.Contains(r)) continue;
                if (r != aux && (!IsLive(state, d, pc, r) || r == dst && r >= f.Context.Info.NamedCount)) continue;
                held.Add(new RegisterValue(r, IsMissing(v) ? null : v));
            }
            frames[d] = new FrameSnapshot
            {
                Function = d == 0 ? null : f.Function,
                Code = f.Context.Code,
                Generator = f.Generator,
                Pc = top ? pc : f.ReturnPc,
                Kind = f.Kind,
                Dst = f.Dst,
                Aux = f.Aux,
                Registers = [.. held],
            };
        }
        var made = new Snapshot { Frames = frames, Origin = state.Top.Context };
        tooLarge |= made.Values().Count() > IrVerifier.MaxExitValues;
        return made;
    }
}

/// <summary>A region, and what it relies upon.</summary>
/// <param name="Region">The region.</param>
/// <param name="Types">Types whose versions it relies upon.</param>
/// <param name="Globals">Globals whose values it relies upon.</param>
/// <param name="Wanted">Functions that it would rather call directly.</param>
/// <param name="Work">Instructions that ran on its paths while they were recorded.</param>
internal sealed record BuiltRegion(Region Region, HashSet<PyType> Types, HashSet<GlobalCell> Globals, HashSet<PyCode> Wanted, long Work);
