using System.Reflection;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Ir;

/// <summary>A region that breaks the IR's rules: a fault of what built or changed it.</summary>
internal sealed class IrException(string message) : Exception(message);

/// <summary>
/// Checks a region where the runtime switch <see cref="Switch"/> is on. The rules:
/// <list type="bullet">
/// <item>The first block is the entry; no edge leads to it, and every block is reachable from it, closed, and ends as its kind says.</item>
/// <item>A node is in one block, once; constants are in none, parameters are of one block. Ids are unique.</item>
/// <item>A use is dominated by its definition: operands, edge arguments, conditions, the values of snapshots (as they are before the node).</item>
/// <item>Operands and results have the types of the op table, those of calls the types of the kernel. Edge arguments have the parameter's type,
/// and its class where it has one.</item>
/// <item>What reads memory without a check knows what it reads: the class of the object or storage array is proven.</item>
/// <item>What may exit has a snapshot. Its frames have their code's registers, each at most once; only the root has no function.</item>
/// </list>
/// </summary>
internal sealed class IrVerifier
{
    /// <summary>The switch of runtimeconfig.json, which the projects set in Debug builds and for the tests.</summary>
    public const string Switch = "TieredPy.VerifyRegions";

    /// <summary>An environment variable that turns the checks on (<c>1</c>) or off (<c>0</c>) whatever the switch says.</summary>
    public const string Variable = "TIEREDPY_VERIFY_REGIONS";

    /// <summary>What a thread keeps room for at an exit.</summary>
    public const int MaxExitValues = 1000;

    public static readonly bool Enabled = Environment.GetEnvironmentVariable(Variable) switch
    {
        "1" => true,
        "0" => false,
        _ => AppContext.TryGetSwitch(Switch, out bool on) && on,
    };

    private readonly Region region;
    private readonly Dictionary<Block, int> order = [];
    private readonly Dictionary<Block, Block> dominator = [];
    private readonly Dictionary<Node, (Block Block, int Index)> definitions = [];

    private IrVerifier(Region region) => this.region = region;

    /// <summary>Throws <see cref="IrException"/> where the region breaks a rule.</summary>
    public static void Verify(Region region) => new IrVerifier(region).Run();

    private void Run()
    {
        foreach (var b in region.Blocks) CheckEnd(b);
        FindDominators();
        foreach (var p in region.Parameters) Demand(definitions.TryAdd(p, (region.Entry, -1)), $"{p} is there twice");
        foreach (var b in region.Blocks) Define(b);
        var ids = new HashSet<int>();
        foreach (var n in definitions.Keys) Demand(ids.Add(n.Id), $"{n} is there twice");
        foreach (var b in region.Blocks)
        {
            for (int k = 0; k < b.Nodes.Count; k++) Check(b, k, b.Nodes[k]);
            CheckUses(b);
        }
    }

    // ---- blocks

    private void CheckEnd(Block b)
    {
        switch (b.End)
        {
            case EndKind.Jump:
                Demand(b is { Then: not null, Else: null, Condition: null, Exit: null }, $"{b} isn't a plain jump");
                break;
            case EndKind.Branch:
                Demand(b is { Then: not null, Else: not null, Condition.Type: IrType.Bool, Exit: null }, $"{b} isn't a branch on a truth value");
                break;
            case EndKind.Leave:
                Demand(b is { Then: null, Else: null, Exit: not null }, $"{b} has no exit, or edges");
                break;
            case EndKind.Return:
                Demand(b is { Then: null, Else: null, Condition: not null } && b.Condition.Type == region.Function?.Result, $"{b} doesn't return what the region's function does");
                break;
            case EndKind.Finish:
                Demand(b is { Then: null, Else: null, Condition: null, Exit: null } && region.Function == null, $"{b} has an exit, or edges, or is a function's");
                break;
            default:
                throw Broken($"{b} is open");
        }
        foreach (var edge in b.Edges)
        {
            var p = edge.Target.Params;
            Demand(edge.Target != region.Entry, $"{b} leads to the entry");
            Demand(b.End == EndKind.Jump || p.Count == 0, $"{b} passes values by a branch: only jumps do");
            Demand(p.Count == edge.Args.Length, $"{b} passes {edge.Args.Length} values to {edge.Target}, which has {p.Count}");
            for (int k = 0; k < p.Count; k++)
            {
                Demand(edge.Args[k].Type == p[k].Type, $"{b} passes {edge.Args[k]} of type {edge.Args[k].Type} as {p[k]} of type {p[k].Type}");
                Demand(p[k].Class == null || edge.Args[k].Class == p[k].Class && (p[k].AdmitsHeirs || !edge.Args[k].AdmitsHeirs), $"{b} passes {edge.Args[k]} as {p[k]} of class {p[k].Class?.Name}");
            }
        }
    }

    private void FindDominators()
    {
        var known = region.Blocks.ToHashSet();
        var post = new List<Block>();
        var seen = new HashSet<Block> { region.Entry };
        var stack = new Stack<(Block, IEnumerator<Edge>)>([(region.Entry, region.Entry.Edges.GetEnumerator())]);
        var before = new Dictionary<Block, List<Block>>();
        while (stack.TryPeek(out var top))
        {
            if (!top.Item2.MoveNext())
            {
                post.Add(top.Item1);
                stack.Pop();
                continue;
            }
            var to = top.Item2.Current.Target;
            Demand(known.Contains(to), $"{top.Item1} leads to {to}, which isn't in the region");
            if (!before.TryGetValue(to, out var list)) before[to] = list = [];
            list.Add(top.Item1);
            if (seen.Add(to)) stack.Push((to, to.Edges.GetEnumerator()));
        }
        foreach (var b in region.Blocks) Demand(seen.Contains(b), $"{b} can't be reached");
        post.Reverse();
        for (int k = 0; k < post.Count; k++) order[post[k]] = k;
        dominator[region.Entry] = region.Entry;
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (var b in post.Skip(1))
            {
                Block? common = null;
                foreach (var p in before[b])
                    if (dominator.ContainsKey(p)) common = common == null ? p : Common(common, p);
                if (dominator.TryGetValue(b, out var was) && was == common) continue;
                dominator[b] = common!;
                changed = true;
            }
        }
    }

    private Block Common(Block a, Block b)
    {
        while (a != b)
        {
            if (order[a] > order[b]) a = dominator[a];
            else b = dominator[b];
        }
        return a;
    }

    private bool Dominates(Block a, Block b)
    {
        while (order[b] > order[a]) b = dominator[b];
        return a == b;
    }

    // ---- definitions and uses

    private void Define(Block b)
    {
        foreach (var p in b.Params)
        {
            Demand(p.Op == IrOp.Param && p.Type != IrType.None, $"{p} of {b} isn't a parameter");
            Demand(definitions.TryAdd(p, (b, -1)), $"{p} is there twice");
        }
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            Demand(n.Op is not (IrOp.Param or IrOp.Transferred) && !n.IsConst, $"{n} ({n.Op}) stands in {b}");
            Demand(definitions.TryAdd(n, (b, k)), $"{n} is there twice");
        }
    }

    private void CheckUses(Block b)
    {
        int end = b.Nodes.Count;
        if (b.Condition != null) CheckUse(b.Condition, b, end, "the condition");
        if (b.Exit != null) CheckSnapshot(b.Exit, b, end, b.ToString());
        foreach (var edge in b.Edges)
            foreach (var a in edge.Args) CheckUse(a, b, end, $"an argument of {edge.Target}");
    }

    private void CheckUse(Node v, Block b, int index, string use)
    {
        Demand(v.Op != IrOp.Virtual, $"{v} is no object yet: {use} in {b}");
        Demand(v.Type != IrType.None, $"{v} ({v.Op}) has no value: {use} in {b}");
        if (v.IsConst) return;
        Demand(definitions.TryGetValue(v, out var at), $"{v} ({v.Op}) isn't in the region: {use} in {b}");
        Demand(at.Block == b ? at.Index < index : Dominates(at.Block, b), $"{v} ({v.Op}) of {at.Block} isn't defined where it is used: {use} in {b}");
    }

    // ---- nodes

    private void Check(Block b, int index, Node n)
    {
        foreach (var a in n.Args) CheckUse(a, b, index, $"an operand of {n} ({n.Op})");
        var info = IrOps.Of(n.Op);
        CheckNames(n);
        if (n.Op == IrOp.Call) CheckCall(n);
        else if (n.Op == IrOp.CallDirect) CheckDirect(n);
        else
        {
            CheckOperands(n, info.Operands);
            Demand(info.Result == IrType.None || info.Result == n.Type, $"{n} ({n.Op}) has type {n.Type}");
        }
        CheckMemory(n);
        Demand(n.Op != IrOp.WasRaised || n.Data is Node { CaughtAt: not null } asked && b.Nodes.IndexOf(asked) is var place && place >= 0 && place < index, $"{n} doesn't stand behind what it asks about");
        bool exits = !n.Wraps && (n.Effects & (Effects.Exits | Effects.Raises)) != 0;
        Demand(exits == (n.Exit != null), $"{n} ({n.Op}) " + (exits ? "has no exit" : "has an exit"));
        if (n.Exit != null) CheckSnapshot(n.Exit, b, index, $"{n} ({n.Op})");
        Demand((n.AfterExit != null) == (n.Op == IrOp.CallDirect), $"{n} ({n.Op}) " + (n.AfterExit == null ? "has no exit behind it" : "has an exit behind it"));
        if (n.AfterExit != null) CheckSnapshot(n.AfterExit, b, index, $"what is behind {n}");
    }

    private void CheckOperands(Node n, string letters)
    {
        if (letters == "*") return;
        Demand(letters.Length == n.Args.Length, $"{n} ({n.Op}) has {n.Args.Length} operands");
        for (int k = 0; k < letters.Length; k++)
        {
            var type = letters[k] switch { 'i' => IrType.Int, 'f' => IrType.Float, 'b' => IrType.Bool, 'r' => IrType.Ref, 'v' => IrType.Val, _ => n.Args[k].Type };
            Demand(n.Args[k].Type == type, $"operand {k} of {n} ({n.Op}) has type {n.Args[k].Type}");
        }
    }

    private void CheckCall(Node n)
    {
        Demand(n.Data is Kernel, $"{n} calls nothing");
        var kernel = (Kernel)n.Data!;
        Demand(n.Type == kernel.Result, $"{n} ({kernel}) has type {n.Type}");
        Demand(n.Args.Length == kernel.Parameters.Length, $"{n} ({kernel}) has {n.Args.Length} operands");
        for (int k = 0; k < n.Args.Length; k++)
        {
            Demand(n.Args[k].Type == kernel.Parameters[k], $"operand {k} of {n} ({kernel}) has type {n.Args[k].Type}");
            var wanted = kernel.ParameterTypes[k];
            if (wanted == typeof(object) || wanted == typeof(PyObject) || wanted.IsValueType) continue;
            Demand(wanted.IsAssignableFrom(n.Args[k].Class), $"operand {k} of {n} ({kernel}) may be no {wanted.Name}");
        }
    }

    private void CheckDirect(Node n)
    {
        Demand(n.Data is CallTarget, $"{n} calls nothing");
        var callee = (CallTarget)n.Data!;
        Demand(n.Type == callee.Result, $"{n} ({callee}) has type {n.Type}");
        Demand(n.Args.Length == callee.Parameters.Length + 1, $"{n} ({callee}) has {n.Args.Length} operands");
        Demand(n.Args[0] is { Type: IrType.Ref, Class: { } c } && c == typeof(PyFunction), $"{n} ({callee}) may call no function");
        for (int k = 0; k < callee.Parameters.Length; k++) Demand(n.Args[k + 1].Type == callee.Parameters[k], $"operand {k + 1} of {n} ({callee}) has type {n.Args[k + 1].Type}");
    }

    /// <summary>Unchecked reads and writes: of what is known to be there.</summary>
    private void CheckMemory(Node n)
    {
        switch (n.Op)
        {
            case IrOp.LoadField or IrOp.StoreField:
                var field = (FieldInfo)n.Data!;
                DemandClass(n, field.DeclaringType!);
                var type = n.Op == IrOp.LoadField ? n.Type : n.Args[1].Type;
                var wanted = field.FieldType == typeof(double) ? IrType.Float
                    : field.FieldType == typeof(bool) ? IrType.Bool
                    : field.FieldType == typeof(Value) ? IrType.Val
                    : field.FieldType.IsPrimitive ? IrType.Int : IrType.Ref;
                Demand(type == wanted, $"{n} ({n.Op} {field.Name}) has type {type}");
                break;
            case IrOp.LoadSlot or IrOp.StoreSlot:
                DemandClass(n, typeof(PyInstance));
                break;
            case IrOp.LoadCell or IrOp.StoreCell:
                DemandClass(n, (n.Op == IrOp.LoadCell ? n.Type : n.Args[1].Type) == IrType.Int ? typeof(HeapSlot.IntCell) : typeof(HeapSlot.FloatCell));
                break;
            case IrOp.LoadItem or IrOp.StoreItem:
                DemandClass(n, (n.Op == IrOp.LoadItem ? n.Type : n.Args[2].Type) switch
                {
                    IrType.Int => typeof(long[]),
                    IrType.Float => typeof(double[]),
                    _ => typeof(PyObject[]),
                });
                break;
            case IrOp.LoadElement or IrOp.StoreElement:
                if (n.Args[0].Class != typeof(int[]) || n.Imm != (long)ElementFormat.Int32) DemandClass(n, n.Imm == (long)ElementFormat.Char ? typeof(string) : typeof(byte[]));
                var stored = n.Op == IrOp.LoadElement ? n.Type : n.Args[2].Type;
                Demand(stored == (ElementFormats.IsFloat((ElementFormat)n.Imm) ? IrType.Float : IrType.Int), $"{n} ({n.Op} {(ElementFormat)n.Imm}) has type {stored}");
                break;
            case IrOp.LoadTupleItem or IrOp.TupleLength:
                DemandClass(n, typeof(PyTuple));
                break;
        }
    }

    private void DemandClass(Node n, Type c) =>
        Demand(c == typeof(PyObject) || c.IsAssignableFrom(n.Args[0].Class), $"{n.Args[0]} may be no {c.Name}, as {n} ({n.Op}) takes it");

    // ---- snapshots

    private void CheckSnapshot(Snapshot s, Block b, int index, string at)
    {
        Demand(s.Frames.Length > 0, $"the exit of {at} has no frames");
        foreach (var v in s.Held())
            if (v.Op == IrOp.Virtual) CheckVirtual(v, at);
        foreach (var v in s.Values())
            if (v.Op != IrOp.Transferred || b.Nodes.ElementAtOrDefault(index)?.AfterExit != s) CheckUse(v, b, index, $"the exit of {at}");
        Demand(s.Values().Count() <= MaxExitValues, $"the exit of {at} has too many values");
        for (int d = 0; d < s.Frames.Length; d++)
        {
            var f = s.Frames[d];
            Demand((f.Function == null) == (d == 0), $"frame {d} of the exit of {at} has the wrong function");
            Demand(f.Function == null || f.Function.Type == IrType.Ref && f.Function.Class == typeof(PyFunction), $"the function of frame {d} of the exit of {at} may be none");
            Demand((uint)f.Pc < (uint)f.Code.Code.Length, $"frame {d} of the exit of {at} is at {f.Pc}");
            Demand(d == 0 || f.Dst < s.Frames[d - 1].Code.RegCount, $"frame {d} of the exit of {at} returns to register {f.Dst}");
            var registers = new HashSet<int>();
            foreach (var r in f.Registers)
            {
                Demand((uint)r.Register < (uint)f.Code.RegCount, $"register {r.Register} in frame {d} of the exit of {at}");
                Demand(registers.Add(r.Register), $"register {r.Register} is twice in frame {d} of the exit of {at}");
            }
        }
    }

    private readonly HashSet<Node> sound = [];

    /// <summary>An exit makes what an object contains before the object: none contains itself, however deep.</summary>
    private void CheckVirtual(Node v, string at)
    {
        var inside = new HashSet<Node>();
        var work = new Stack<(Node Object, int Next)>([(v, 0)]);
        while (work.TryPop(out var top))
        {
            if (sound.Contains(top.Object)) continue;
            if (top.Next == 0)
            {
                Demand(inside.Add(top.Object), $"{top.Object} contains itself at the exit of {at}");
                Demand(top.Object.Data is VirtualObject what && (what.Shape == null || what.Places.Length == top.Object.Args.Length), $"{top.Object} isn't described at the exit of {at}");
            }
            int next = Array.FindIndex(top.Object.Args, top.Next, a => a.Op == IrOp.Virtual);
            if (next < 0)
            {
                sound.Add(top.Object);
                inside.Remove(top.Object);
                continue;
            }
            work.Push((top.Object, next + 1));
            work.Push((top.Object.Args[next], 0));
        }
    }

    private void CheckNames(Node n)
    {
        var names = IrOps.Of(n.Op).Names;
        bool fits = names switch
        {
            Naming.Nothing => n.Data == null,
            Naming.Format => n.Data == null && n.Imm > (long)ElementFormat.None && n.Imm <= (long)(n.Op == IrOp.LoadElement ? ElementFormat.Char : ElementFormat.Float64),
            Naming.Number => n.Data == null && n.Imm is >= 0 and <= int.MaxValue,
            Naming.Object => n.Data is PyObject,
            Naming.Operation => n.Data is Node,
            Naming.Work => n.Data is InterpretInfo,
            Naming.Virtual => n.Data is VirtualObject,
            _ => n.Data != null && Namings.KindOf(n.Data) == names,
        };
        Demand(fits, $"{n} ({n.Op}) names {n.Data ?? "nothing"}");
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds) throw Broken(otherwise);
    }

    private IrException Broken(string rule) => new($"{region.Name}: {rule}");
}
