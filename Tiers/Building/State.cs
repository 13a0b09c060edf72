using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>What the builder knows of one frame at a point.</summary>
internal sealed class FrameEnv(ProfileNode context)
{
    public ProfileNode Context { get; } = context;

    /// <summary>The function; null for the root frame.</summary>
    public Node? Function { get; set; }

    /// <summary>The generator whose body this is; null for plain frames.</summary>
    public Node? Generator { get; init; }
    public FrameKind Kind { get; init; }
    public int Dst { get; init; }
    public int Aux { get; init; }

    /// <summary>Where this frame goes on once its callee has returned.</summary>
    public int ReturnPc { get; set; }

    /// <summary>The registers; null: in the root frame as at the region's entry, else never written.</summary>
    public Node?[] Registers { get; private init; } = new Node?[context.Code.RegCount];

    /// <summary>
    /// Of the root frame, where the interpreter worked on it, and of a generator's: what its registers in memory are known to hold; null: not known.
    /// </summary>
    public Node?[] Memory { get; private init; } = new Node?[context.Code.RegCount];

    public FrameEnv Clone() => new(Context)
    {
        Memory = (Node?[])Memory.Clone(),
        Function = Function,
        Generator = Generator,
        Kind = Kind,
        Dst = Dst,
        Aux = Aux,
        ReturnPc = ReturnPc,
        Registers = (Node?[])Registers.Clone(),
    };
}

/// <summary>A fact about the heap or a pure expression: the op, its operands and what it names.</summary>
internal readonly record struct FactKey(IrOp Op, Node? A, Node? B, object? Data, long Imm)
{
    public bool Equals(FactKey other) => Op == other.Op && A == other.A && B == other.B && Imm == other.Imm && object.Equals(Data, other.Data);

    public override int GetHashCode() =>
        ((((int)Op * 31 + (A?.Id ?? -1)) * 31 + (B?.Id ?? -1)) * 31 + (Data?.GetHashCode() ?? 0)) * 31 + Imm.GetHashCode();
}

/// <summary>Everything the builder knows at a point: the frames, and facts that hold there.</summary>
internal sealed class State
{
    public List<FrameEnv> Frames { get; private init; } = [];

    /// <summary>Shapes of objects; they end when code that may change any object runs.</summary>
    public Dictionary<Node, Shape> Shapes { get; private init; } = [];

    /// <summary>Objects that are of one of a few shapes; that ends as what is known of one shape does.</summary>
    public Dictionary<Node, Shape[]> ShapeSets { get; private init; } = [];

    /// <summary>An object that is of more shapes than this isn't worth telling apart.</summary>
    private const int MaxShapes = 8;

    /// <summary>An object is of a shape from here on, whatever it was before.</summary>
    public void SetShape(Node o, Shape shape)
    {
        Shapes[o] = shape;
        ShapeSets.Remove(o);
    }

    /// <summary>The shapes that an object may be of; null where that isn't known.</summary>
    public Shape[]? ShapesOf(Node o) => Shapes.TryGetValue(o, out var one) ? [one] : ShapeSets.GetValueOrDefault(o);

    /// <summary>A value of unknown type, and the node that a guard made of it.</summary>
    public Dictionary<Node, Node> Refined { get; private init; } = [];

    /// <summary>Results that are available: pure ones for ever, loads (with their alias key) until something may have written there.</summary>
    public KeyMap<FactKey, (Node Value, object? Alias)> Facts { get; private init; } = new();

    /// <summary>Objects made in the region that nothing but the frames refers to: no unknown code and no other store changes them.</summary>
    public HashSet<Node> Fresh { get; private init; } = [];

    /// <summary>What was found in dicts since anything was written: the alias of those facts.</summary>
    public static readonly object Lookups = "lookups";

    private bool hasLookups;

    /// <summary>Notes what a dict has for a key; it holds until anything is written.</summary>
    public void NoteLookup(Node dict, Node key, Node found)
    {
        Facts[LookupOf(dict, key)] = (found, Lookups);
        hasLookups = true;
    }

    /// <summary>What a dict was just found to have for a key, Done for nothing; null where that isn't known.</summary>
    public Node? Lookup(Node dict, Node key) => Facts.TryGetValue(LookupOf(dict, key), out var found) ? found.Value : null;

    private static FactKey LookupOf(Node dict, Node key) => new(IrOp.Call, dict, key, Lookups, 0);

    public void ForgetLookups()
    {
        if (!hasLookups) return;
        hasLookups = false;
        foreach (var (k, v) in Facts)
            if (v.Alias == Lookups) Facts.Remove(k);
    }

    public FrameEnv Top => Frames[^1];

    public State Clone() => new()
    {
        Fresh = [.. Fresh],
        Frames = Frames.ConvertAll(f => f.Clone()),
        Shapes = new(Shapes),
        ShapeSets = new(ShapeSets),
        Refined = new(Refined),
        Facts = new(Facts),
        hasLookups = hasLookups,
    };

    /// <summary>Keeps just the facts that hold in the other state too.</summary>
    public void Meet(State other)
    {
        var (memory, others) = (Frames[0].Memory, other.Frames[0].Memory);
        for (int r = 0; r < memory.Length; r++)
            if (memory[r] != others[r]) memory[r] = null;
        hasLookups |= other.hasLookups;
        Fresh.IntersectWith(other.Fresh);
        MeetShapes(other);
        foreach (var (n, s) in Refined)
            if (!other.Refined.TryGetValue(n, out var o) || o != s) Refined.Remove(n);
        foreach (var (n, s) in Facts)
            if (!other.Facts.TryGetValue(n, out var o) || o.Value != s.Value) Facts.Remove(n);
    }

    /// <summary>Of an object that is of one shape on one way here and of another on the other, both.</summary>
    private void MeetShapes(State other)
    {
        foreach (var n in (Node[])[.. Shapes.Keys, .. ShapeSets.Keys])
        {
            var (mine, others) = (ShapesOf(n)!, other.ShapesOf(n));
            if (mine == others) continue;
            var all = others != null ? mine.Union(others).ToArray() : [];
            if (all.Length == 1) continue;
            Shapes.Remove(n);
            if (all.Length is 0 or > MaxShapes) ShapeSets.Remove(n);
            else ShapeSets[n] = all;
        }
    }

    /// <summary>Ends what is known of the shapes of objects that may be of such a shape.</summary>
    public void ForgetShapes(Predicate<Shape> changes)
    {
        foreach (var (n, s) in Shapes)
            if (changes(s) && !Fresh.Contains(n)) Shapes.Remove(n);
        foreach (var (n, all) in ShapeSets)
            if (Array.Exists(all, changes) && !Fresh.Contains(n)) ShapeSets.Remove(n);
    }

    /// <summary>Ends the facts about what an alias key names.</summary>
    public void Kill(object alias)
    {
        if (alias is Shape shape) ForgetShapes(s => s == shape);
        foreach (var (k, v) in Facts)
            if (v.Alias != null && v.Alias.Equals(alias) && !IsOfFresh(k)) Facts.Remove(k);
    }

    /// <summary>Ends all facts about the heap.</summary>
    public void KillHeap()
    {
        ForgetShapes(_ => true);
        foreach (var (k, v) in Facts)
            if (v.Alias != null && !IsOfFresh(k)) Facts.Remove(k);
    }

    private bool IsOfFresh(FactKey k) => k.A != null && Fresh.Contains(k.A);

    /// <summary>Something else may now refer to the operands of a node: all but the object that it reads, writes or tests.</summary>
    public void Escape(Node n)
    {
        if (Fresh.Count == 0) return;
        for (int k = 0; k < n.Args.Length; k++)
        {
            if (k == 0 && n.Op is IrOp.LoadSlot or IrOp.StoreSlot or IrOp.LoadField or IrOp.StoreField or IrOp.GuardShape) continue;
            if (k == 0 && n.Op == IrOp.Call && (n.Data == Kernels.AddHeirAttr || n.Data == Kernels.StoreHeirSlot || n.Data == Kernels.InitException)) continue;
            if (n.Op is IrOp.RefEq or IrOp.IsNone || n.Op == IrOp.Call && n.Effects == Effects.None && n.Type is IrType.Bool or IrType.Int or IrType.Float) continue;
            Fresh.Remove(n.Args[k]);
        }
    }

    /// <summary>Replaces a value by a better known one in all registers.</summary>
    public void Replace(Node old, Node better)
    {
        foreach (var f in Frames)
            for (int r = 0; r < f.Registers.Length; r++)
                if (f.Registers[r] == old) f.Registers[r] = better;
    }
}

/// <summary>What a loop may change in the heap.</summary>
internal sealed class LoopEffects
{
    public bool All { get; set; }
    public HashSet<object> Aliases { get; } = [];

    public bool Kills(object? alias) => alias != null && (All || Aliases.Contains(alias));
}
