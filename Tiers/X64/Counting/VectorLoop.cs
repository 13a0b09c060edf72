using System.Numerics;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Lowering;

namespace TieredPy.Tiers.X64.Counting;

/// <summary>Two arrays that must not be the same: a round reads of one what an earlier round writes to the other.</summary>
internal sealed record Distinct(Node Read, Node Written);

/// <summary>A variable that keeps something of the last round, and what.</summary>
internal sealed record Leftover(Node Variable, Node Value);

/// <summary>A node that reads or writes an element of an array. Of a load: how many stores come before it.</summary>
internal sealed record Access(Node Node, Node Array, Affine Index, int Order);

/// <summary>
/// A counted loop whose rounds don't depend on each other, but for sums of ints: several of them are one with vectors. Floats are computed lane by lane as they
/// are one by one, so that nothing is rounded otherwise.
/// </summary>
internal sealed class VectorLoop
{
    private readonly CountedLoop counted;
    private readonly HashSet<Node> vectors = [];
    private readonly List<Access> stores = [];
    private readonly List<Access> loads = [];

    private VectorLoop(CountedLoop counted)
    {
        this.counted = counted;
        Nodes = [.. counted.Body.SelectMany(b => b.Nodes)];
    }

    /// <summary>The nodes of a round, in order.</summary>
    public List<Node> Nodes { get; }

    /// <summary>The variables that are sums of ints: by the addition that makes the next one.</summary>
    public Dictionary<Node, Node> Sums { get; } = [];

    /// <summary>The variables that keep something of the last round.</summary>
    public List<Leftover> Leftovers { get; } = [];
    public List<Distinct> Distinct { get; } = [];

    /// <summary>A round may turn out to be one that must be done alone.</summary>
    public bool HasChecks { get; private set; }

    /// <summary>
    /// Turns may have lanes that don't count, where 0 is computed with: no sum or variable keeps something of them, and dividing by them isn't asked for.
    /// </summary>
    public bool CanBePartial { get; private set; }

    public bool IsVector(Node n) => vectors.Contains(n);

    public static VectorLoop? Of(CountedLoop counted)
    {
        if (Cpu.Level < CpuLevel.Avx2) return null;
        var v = new VectorLoop(counted);
        if (!v.IsStraight() || !v.FindVariables() || !v.Nodes.TrueForAll(v.Take) || !v.IsIndependent() || !v.KeepsWhatItCan() || v.stores.Count == 0 && v.Sums.Count == 0) return null;
        v.CanBePartial = v.Nodes.TrueForAll(n => FormatOf(n) == ElementFormat.None || ElementFormats.SizeOf(FormatOf(n)) == 8) && v.Sums.Count == 0 && !v.Leftovers.Exists(l => v.IsVector(l.Value)) && !v.Nodes.Exists(n => n.Op == IrOp.DivFloat && IsAsked(n));
        return v;
    }

    /// <summary>Whether it must be asked if the divisor is zero.</summary>
    public static bool IsAsked(Node division) => division.Args[1].Op != IrOp.ConstFloat || division.Args[1].AsFloat == 0;

    private bool IsStraight()
    {
        var next = counted.First;
        for (int k = 0; k < counted.Body.Count; k++)
        {
            if (next != counted.Body[k] || next.End != EndKind.Jump || k > 0 && next.Params.Count > 0) return false;
            next = next.Then!.Target;
        }
        return next == counted.Head && counted.Head.Nodes.Count == 1;
    }

    private bool FindVariables()
    {
        var read = new NodeSet();
        foreach (var n in Nodes) read.AddAll(n.Args);
        for (int k = 0; k < counted.Head.Params.Count; k++)
        {
            var (p, next) = (counted.Head.Params[k], counted.Latch.Then!.Args[k]);
            if (counted.Inductions.ContainsKey(p) || next == p) continue;
            if (p.Type is IrType.Ref or IrType.Val) return false;
            if (!read.Contains(p))
            {
                Leftovers.Add(new(p, next));
                continue;
            }
            if (next is not { Op: IrOp.AddInt } || next.Args[0] != p && next.Args[1] != p || next.Args[0] == next.Args[1] || Nodes.Count(n => n.Args.Contains(p)) > 1 || Nodes.Exists(n => n.Args.Contains(next))) return false;
            Sums[p] = next;
        }
        // Their last values are those that the vectors have.
        return Leftovers.TrueForAll(l => !Sums.ContainsKey(l.Value) && !Sums.ContainsValue(l.Value));
    }

    private bool KeepsWhatItCan() => Leftovers.TrueForAll(l => vectors.Contains(l.Value) || counted.Sums.ContainsKey(l.Value) || counted.IsInvariant(l.Value));

    /// <summary>Whether a node has a vector instruction, or needs none.</summary>
    private bool Take(Node n)
    {
        switch (n.Op)
        {
            case IrOp.Poll: return true;
            case IrOp.CheckIndex: return counted.Checks.TryGetValue(n, out var at) && counted.StepOf(at.Variable) == 1;
            case IrOp.Count: return counted.Sums.ContainsKey(n) || counted.IsInvariant(n.Args[0]);
            case IrOp.LoadItem or IrOp.LoadElement:
                if (!counted.Sums.TryGetValue(n.Args[1], out var from) || counted.StepOf(from.Variable) != 1 || !counted.IsInvariant(n.Args[0])) return false;
                loads.Add(new(n, n.Args[0], from, stores.Count));
                return vectors.Add(n);
            case IrOp.StoreItem or IrOp.StoreElement:
                if (n.Op == IrOp.StoreElement && !CanStore((ElementFormat)n.Imm)) return false;
                if (!counted.Sums.TryGetValue(n.Args[1], out var to) || counted.StepOf(to.Variable) != 1 || !IsOperand(n.Args[2])) return false;
                stores.Add(new(n, n.Args[0], to, stores.Count));
                return true;
            case IrOp.AddInt when Sums.ContainsValue(n):
                return n.Args.All(a => Sums.ContainsKey(a) || IsOperand(a));
        }
        if (counted.Sums.ContainsKey(n) || counted.IsHoisted(n)) return true;
        if (!n.Args.All(IsOperand)) return false;
        switch (n.Op)
        {
            case IrOp.AddFloat or IrOp.SubFloat or IrOp.MulFloat or IrOp.NegFloat: break;
            case IrOp.DivFloat: HasChecks |= IsAsked(n); break;
            case IrOp.AddInt or IrOp.SubInt: HasChecks |= !n.Wraps; break;
            case IrOp.MulInt when n.Wraps && Cpu.Level >= CpuLevel.Avx512: break;
            case IrOp.MulInt when !n.Wraps: HasChecks = true; break;
            case IrOp.AndInt or IrOp.OrInt or IrOp.XorInt or IrOp.NotInt: break;
            case IrOp.ShrInt when n.Args[1] is { Op: IrOp.ConstInt, Imm: >= 0 }: break;
            case IrOp.ShlInt when n is { Wraps: true, Args: [_, { Op: IrOp.ConstInt, Imm: >= 0 and < 63 }] }: break;
            case IrOp.ModInt or IrOp.FloorDivInt when n.Args[1] is { Op: IrOp.ConstInt, Imm: > 0 and var d } && BitOperations.IsPow2(d): break;
            case IrOp.IntToFloat when Cpu.Level >= CpuLevel.Avx512: break;
            case IrOp.Call when NumericKernels.Of((Kernel)n.Data!) is NumericKernel.AbsFloat or NumericKernel.Sqrt or NumericKernel.MinFloat or NumericKernel.MaxFloat: break;
            default: return false;
        }
        return vectors.Add(n);
    }

    /// <summary>How a number is stored; none: as lists have them.</summary>
    private static ElementFormat FormatOf(Node n) => n.Op is IrOp.LoadElement or IrOp.StoreElement ? (ElementFormat)n.Imm : ElementFormat.None;

    /// <summary>Lanes lose bits only with AVX-512.</summary>
    private static bool CanStore(ElementFormat f) => Cpu.Level >= CpuLevel.Avx512 || ElementFormats.SizeOf(f) == 8 || f == ElementFormat.Float32;

    /// <summary>A value that a vector can be made of: one, a variable that counts up, or what is the same in all rounds.</summary>
    private bool IsOperand(Node n) =>
        vectors.Contains(n) || (counted.Sums.TryGetValue(n, out var sum) ? counted.StepOf(sum.Variable) == 1 : counted.IsInvariant(n)) && n.Type is IrType.Int or IrType.Float;

    /// <summary>
    /// No round reads what an earlier one wrote, and rounds that come later than those that are done with them write nothing that these read: of one array by the
    /// distance of the indices, of two by their being two.
    /// </summary>
    private bool IsIndependent()
    {
        foreach (var (store, written, to, place) in stores)
        {
            foreach (var (load, read, from, order) in loads)
            {
                if (written.Class != read.Class) continue;
                bool after = order > place;
                bool fine = FormatOf(load) == FormatOf(store) && from.Variable == to.Variable && from.Base == to.Base && (from.Offset > to.Offset || from.Offset == to.Offset && !after);
                if (fine) continue;
                if (written == read) return false;
                Distinct.Add(new Distinct(read, written));
            }
            foreach (var (other, array, at, _) in stores)
            {
                if (other == store || array.Class != written.Class || at == to && FormatOf(other) == FormatOf(store)) continue;
                if (array == written) return false;
                Distinct.Add(new Distinct(array, written));
            }
        }
        // A sum is only known to fit once all rounds are done: then they may have to be done again.
        return Sums.Count == 0 || stores.Count == 0;
    }
}
