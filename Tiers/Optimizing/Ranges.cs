using System.Reflection;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Finds between which bounds ints stay, and takes out the checks that follow from it: overflow, a divisor of zero, a negative index.
/// Interval analysis over the SSA graph, with the conditions of branches on the way to a block, widening at loops and one narrowing round
/// (Cousot and Cousot 1977).
/// </summary>
internal sealed class Ranges
{
    /// <summary>Rounds before bounds that go on moving are widened, and after which the analysis gives up.</summary>
    private const int Patience = 2, MostRounds = 16;

    private readonly ControlFlow flow;
    private readonly NodeMap<Interval> known;

    /// <summary>The condition under which a block is entered, if there is one.</summary>
    private readonly BlockMap<Condition?> conditions = new();

    /// <summary>The nearest block that is entered under a condition and dominates a block, or the block itself.</summary>
    private readonly BlockMap<Block> constrained = new();
    private readonly BlockMap<List<(Edge Edge, Block From)>> incoming = new();

    /// <summary>A comparison of ints that holds, or doesn't, wherever a block's nodes run.</summary>
    private readonly record struct Condition(Node Comparison, bool Holds);

    private Ranges(Region region)
    {
        flow = new ControlFlow(region);
        known = new NodeMap<Interval>(region.NodeCount);
        // A value that nothing is known of yet counts as one that can't come: what a function's callers pass can be anything.
        foreach (var p in region.Parameters)
            if (p.Type == IrType.Int) known[p] = Interval.All;
        foreach (var b in flow.Order)
            foreach (var e in b.Edges) (incoming[e.Target] ??= []).Add((e, b));
        foreach (var b in flow.Order)
        {
            conditions[b] = ConditionOf(b);
            constrained[b] = conditions[b] != null ? b : flow.DominatorOf(b) is { } d ? constrained[d] : null;
        }
    }

    public static void Run(Region region)
    {
        if (!region.Blocks.Exists(b => b.Nodes.Exists(n => IsChecked(n) || n.Op == IrOp.GuardTrue))) return;
        var ranges = new Ranges(region);
        if (ranges.Solve()) ranges.Simplify();
    }

    private static bool IsChecked(Node n) => n.Op is IrOp.CheckIndex or IrOp.AddInt or IrOp.SubInt or IrOp.MulInt or IrOp.NegInt or IrOp.FloorDivInt or IrOp.ModInt or IrOp.ShlInt;

    private Condition? ConditionOf(Block b)
    {
        if (incoming[b] is not [var (edge, source)]) return null;
        if (source.End != EndKind.Branch || source.Condition is not { Op: IrOp.LtInt or IrOp.LeInt or IrOp.EqInt or IrOp.NeInt } c) return null;
        return new Condition(c, source.Then == edge);
    }

    // ---- solving

    /// <summary>False when it would take too long.</summary>
    private bool Solve()
    {
        for (int round = 0; Round(round >= Patience, false); round++)
            if (round == MostRounds) return false;
        // From bounds that hold, one more round without widening can only give better ones that hold.
        Round(false, true);
        return true;
    }

    private bool Round(bool widen, bool narrow)
    {
        bool changed = false;
        foreach (var b in flow.Order)
        {
            for (int k = 0; k < b.Params.Count; k++)
            {
                if (b.Params[k].Type != IrType.Int) continue;
                Interval? all = null;
                foreach (var (e, from) in incoming[b] ?? [])
                    if (At(e.Args[k], from, e) is { } v) all = all is { } before ? before.Join(v) : v;
                // What the region's caller passes.
                if (incoming[b] == null) all = Interval.All;
                if (all is { } found) changed |= Set(b.Params[k], found, widen && b.IsLoopHead, narrow);
            }
            foreach (var n in b.Nodes)
                if (n.Type == IrType.Int && Evaluate(n, b) is { } v) changed |= Set(n, v, false, narrow);
        }
        return changed;
    }

    private bool Set(Node n, Interval v, bool widen, bool narrow)
    {
        if (!known.TryGetValue(n, out var was))
        {
            known[n] = v;
            return true;
        }
        if (!narrow)
        {
            v = was.Join(v);
            if (widen) v = was.Widen(v);
        }
        else v = was.Meet(v);
        known[n] = v;
        return v != was;
    }

    /// <summary>The bounds of a value where a block's nodes run, and beyond it along an edge; null when no path there was followed yet.</summary>
    private Interval? At(Node n, Block b, Edge? along = null)
    {
        if (n.Op == IrOp.ConstInt) return Interval.Only(n.Imm);
        if (!known.TryGetValue(n, out var v)) return null;
        for (var c = constrained[b]; c != null; c = flow.DominatorOf(c) is { } d ? constrained[d] : null)
            v = Constrain(v, n, conditions[c]!.Value);
        if (along != null && b.End == EndKind.Branch && b.Condition is { Op: IrOp.LtInt or IrOp.LeInt or IrOp.EqInt or IrOp.NeInt } last && b.Then!.Target != b.Else!.Target)
            v = Constrain(v, n, new Condition(last, b.Then == along));
        return v;
    }

    private Interval Constrain(Interval v, Node n, Condition c)
    {
        var (left, right) = (c.Comparison.Args[0], c.Comparison.Args[1]);
        if (left != n && right != n || left == right) return v;
        if (Plain(left == n ? right : left) is not { } other) return v;
        bool isLeft = left == n;
        switch (c.Comparison.Op)
        {
            case IrOp.EqInt: return c.Holds ? v.Meet(other) : Except(v, other);
            case IrOp.NeInt: return c.Holds ? Except(v, other) : v.Meet(other);
            case IrOp.LtInt when c.Holds: return isLeft ? Below(v, other, 1) : Above(v, other, 1);
            case IrOp.LtInt: return isLeft ? Above(v, other, 0) : Below(v, other, 0);
            case IrOp.LeInt when c.Holds: return isLeft ? Below(v, other, 0) : Above(v, other, 0);
            case IrOp.LeInt: return isLeft ? Above(v, other, 1) : Below(v, other, 1);
            default: return v;
        }
    }

    private Interval? Plain(Node n) => n.Op == IrOp.ConstInt ? Interval.Only(n.Imm) : known.TryGetValue(n, out var v) ? v : null;

    private static Interval Below(Interval v, Interval other, int strict) => other.High == long.MinValue ? v : v.Meet(new(long.MinValue, other.High - strict));

    private static Interval Above(Interval v, Interval other, int strict) => other.Low == long.MaxValue ? v : v.Meet(new(other.Low + strict, long.MaxValue));

    private static Interval Except(Interval v, Interval other)
    {
        if (other.Low != other.High || v.Low == v.High) return v;
        return other.Low == v.Low ? v with { Low = v.Low + 1 } : other.Low == v.High ? v with { High = v.High - 1 } : v;
    }

    // ---- operations

    private Interval? Evaluate(Node n, Block b)
    {
        switch (n.Op)
        {
            case IrOp.Count: return Interval.Count;
            case IrOp.BoolToInt: return new(0, 1);
            case IrOp.TupleLength: return Interval.Count;
            case IrOp.LoadElement: return ElementFormats.RangeOf((ElementFormat)n.Imm) is var (low, high) && n.Imm != (long)ElementFormat.UInt64 ? new(low, high) : Interval.All;
            case IrOp.LoadField: return OfField((FieldInfo)n.Data!);
            case IrOp.Call when IsCount((Kernel)n.Data!): return Interval.Count;
        }
        if (n.Args.Length == 0 || n.Args[0].Type != IrType.Int || n.Args.Length > 1 && n.Args[1].Type != IrType.Int) return Interval.All;
        if (At(n.Args[0], b) is not { } x) return null;
        if (n.Args.Length == 1) return n.Op == IrOp.NegInt ? Interval.Only(0).Minus(x, out _) : n.Op == IrOp.NotInt ? new(~x.High, ~x.Low) : Interval.All;
        if (At(n.Args[1], b) is not { } y) return null;
        switch (n.Op)
        {
            case IrOp.Call when n.Data == Kernels.MinInt: return new(Math.Min(x.Low, y.Low), Math.Min(x.High, y.High));
            case IrOp.Call when n.Data == Kernels.MaxInt: return new(Math.Max(x.Low, y.Low), Math.Max(x.High, y.High));
            case IrOp.AddInt or IrOp.SubInt or IrOp.MulInt:
                {
                    var result = Exactly(n.Op, x, y, out bool fits);
                    return n.Wraps && !fits ? Interval.All : result;
                }
            case IrOp.AndInt when x.Low >= 0 && y.Low >= 0: return new(0, Math.Min(x.High, y.High));
            case IrOp.AndInt when x.Low >= 0: return new(0, x.High);
            case IrOp.AndInt when y.Low >= 0: return new(0, y.High);
            case IrOp.OrInt or IrOp.XorInt when x.Low >= 0 && y.Low >= 0: return new(0, AllOnes(x.High | y.High));
            case IrOp.ShrInt: return new(x.Low < 0 ? x.Low : Shifted(x.Low, y.High), x.High < 0 ? Shifted(x.High, y.High) : Shifted(x.High, Math.Max(y.Low, 0)));
            case IrOp.ShlInt when x.Low >= 0: return new(0, y.High < 62 ? x.Times(PowerOf2(Math.Max(y.High, 0)), out _).High : long.MaxValue);
            case IrOp.ModInt: return new(0, x.Low >= 0 ? Math.Min(x.High, Math.Max(y.High - 1, 0)) : Math.Max(y.High - 1, 0));
            case IrOp.FloorDivInt:
                {
                    long least = Math.Max(y.Low, 1), most = Math.Max(y.High, least);
                    return new(x.Low >= 0 ? x.Low / most : FloorDiv(x.Low, least), x.High >= 0 ? x.High / least : FloorDiv(x.High, most));
                }
            case IrOp.CheckIndex: return new(0, Math.Max(y.High - 1, 0));
            default: return Interval.All;
        }
    }

    private static long FloorDiv(long a, long b) => a / b - (a % b < 0 ? 1 : 0);

    private static long Shifted(long v, long by) => v >> (int)Math.Clamp(by, 0, 63);

    private static long AllOnes(long v) => v == 0 ? 0 : long.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((ulong)v) - 1;

    private static Interval PowerOf2(long exponent) => Interval.Only(1L << (int)exponent);

    private static Interval Exactly(IrOp op, Interval x, Interval y, out bool fits) =>
        op == IrOp.AddInt ? x.Plus(y, out fits) : op == IrOp.SubInt ? x.Minus(y, out fits) : x.Times(y, out fits);

    private static Interval OfField(FieldInfo f) =>
        f == Fields.ListCount || f == Fields.ListIteratorIndex || f == Fields.TupleIteratorIndex || f == Fields.StrIteratorIndex
            || f == Fields.ByteArrayHead || f == Fields.ByteArrayCount || f == Fields.BytesIteratorIndex || f == Fields.ByteArrayIteratorIndex
            || f == Fields.ArrayCount || f == Fields.ViewFirst || f == Fields.ViewCount ? Interval.Count
        : f == Fields.ArrayIteratorIndex || f == Fields.MemoryIteratorIndex ? new(0, long.MaxValue)
        : f == Fields.RangeLeft ? new(0, long.MaxValue)
        : f.FieldType == typeof(int) ? new(int.MinValue, int.MaxValue)
        : Interval.All;

    private static bool IsCount(Kernel k) => k == Kernels.StrLength || k == Kernels.DictCount || k == Kernels.CodeAt || k == Kernels.BytesLength;

    // ---- use

    private void Simplify()
    {
        foreach (var b in flow.Order)
        {
            b.Nodes.RemoveAll(n => n.Op == IrOp.GuardTrue && Holds(n.Args[0], b));
            foreach (var n in b.Nodes)
            {
                if (!IsChecked(n) || At(n.Args[0], b) is not { } x) continue;
                var y = n.Args.Length > 1 ? At(n.Args[1], b) ?? Interval.All : default;
                switch (n.Op)
                {
                    case IrOp.AddInt or IrOp.SubInt or IrOp.MulInt:
                        Exactly(n.Op, x, y, out bool fits);
                        if (fits) Fits(n);
                        break;
                    case IrOp.NegInt when x.Low > long.MinValue:
                        Fits(n);
                        break;
                    case IrOp.ShlInt when y.Low >= 0 && y.High < 62:
                        x.Times(PowerOf2(y.High), out bool shifted);
                        if (shifted) Fits(n);
                        break;
                    case IrOp.FloorDivInt or IrOp.ModInt:
                        n.NonNegative = x.Low >= 0;
                        if (y.Low > 0) Fits(n);
                        break;
                    case IrOp.CheckIndex:
                        n.NonNegative = x.Low >= 0;
                        break;
                }
            }
        }
    }

    /// <summary>The bounds of ints that floats hold exactly.</summary>
    private static readonly Interval Exact = new(-(1L << 53), 1L << 53);

    /// <summary>Whether a condition is known to be true where a block's nodes run.</summary>
    private bool Holds(Node condition, Block b)
    {
        if (condition.Args.Length == 0 || condition.Args[0].Type != IrType.Int || At(condition.Args[0], b) is not { } x) return false;
        if (condition is { Op: IrOp.Call, Data: Kernel k }) return k == Kernels.FitsFloat && x.Low >= Exact.Low && x.High <= Exact.High;
        if (condition.Args.Length < 2 || condition.Args[1].Type != IrType.Int || At(condition.Args[1], b) is not { } y) return false;
        return condition.Op switch
        {
            IrOp.LtInt => x.High < y.Low,
            IrOp.LeInt => x.High <= y.Low,
            IrOp.NeInt => x.High < y.Low || y.High < x.Low,
            _ => false,
        };
    }

    private static void Fits(Node n)
    {
        n.Wraps = true;
        n.Exit = null;
    }
}
