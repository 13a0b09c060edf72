using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Interpreting;

/// <summary>Arithmetic. Where a pass said that a check isn't needed, it is made all the same.</summary>
internal sealed partial class Activation
{
    private static void FillArithmetic()
    {
        Checked(IrOp.AddInt, (x, y) => (long)((Int128)x + y) == (Int128)x + y, (x, y) => x + y);
        Checked(IrOp.SubInt, (x, y) => (long)((Int128)x - y) == (Int128)x - y, (x, y) => x - y);
        Checked(IrOp.MulInt, (x, y) => (long)((Int128)x * y) == (Int128)x * y, (x, y) => x * y);
        Checked(IrOp.FloorDivInt, (_, y) => y > 0, (x, y) => (long)Floor(x, y));
        Checked(IrOp.ModInt, (_, y) => y > 0, (x, y) => (long)(x - Floor(x, y) * y));
        Checked(IrOp.ShlInt, (x, y) => y is >= 0 and <= 62 && x << (int)y >> (int)y == x, (x, y) => x << (int)y);
        Checked(IrOp.ShrInt, (_, y) => y >= 0, (x, y) => x >> (int)Math.Min(y, 63));
        Do(IrOp.NegInt, (a, n) => a.Finish(n, a.Get(n.Args[0]).Bits != long.MinValue, -a.Get(n.Args[0]).Bits));
        Ints(IrOp.AndInt, (x, y) => x & y);
        Ints(IrOp.OrInt, (x, y) => x | y);
        Ints(IrOp.XorInt, (x, y) => x ^ y);
        Make(IrOp.NotInt, (a, n) => new NodeValue(~a.Get(n.Args[0]).Bits));
        Floats(IrOp.AddFloat, (x, y) => x + y);
        Floats(IrOp.SubFloat, (x, y) => x - y);
        Floats(IrOp.MulFloat, (x, y) => x * y);
        Do(IrOp.DivFloat, (a, n) =>
        {
            double y = a.Get(n.Args[1]).AsFloat;
            if (y == 0) return a.Leave(n.Exit!);
            a.Set(n, new NodeValue(a.Get(n.Args[0]).AsFloat / y));
            return true;
        });
        Make(IrOp.NegFloat, (a, n) => new NodeValue(-a.Get(n.Args[0]).AsFloat));
        Do(IrOp.CheckIndex, (a, n) =>
        {
            long index = a.Get(n.Args[0]).Bits, length = a.Get(n.Args[1]).Bits;
            a.Claim(!n.NonNegative || index >= 0, n, $"indexes from the start, not with {index}");
            if (index < 0) index += length;
            if (index < 0 || index >= length) return a.Leave(n.Exit!);
            a.Set(n, new NodeValue(index));
            return true;
        });
    }

    private static Int128 Floor(Int128 x, Int128 y)
    {
        var q = x / y;
        return q * y > x ? q - 1 : q;
    }

    private static void Ints(IrOp op, Func<long, long, long> value) => Make(op, (a, n) => new NodeValue(value(a.Get(n.Args[0]).Bits, a.Get(n.Args[1]).Bits)));

    private static void Floats(IrOp op, Func<double, double, double> value) => Make(op, (a, n) => new NodeValue(value(a.Get(n.Args[0]).AsFloat, a.Get(n.Args[1]).AsFloat)));

    /// <summary>Arithmetic that exits unless its operands fit.</summary>
    private static void Checked(IrOp op, Func<long, long, bool> fits, Func<long, long, long> value) => Do(op, (a, n) =>
    {
        long x = a.Get(n.Args[0]).Bits, y = a.Get(n.Args[1]).Bits;
        a.Claim(!n.NonNegative || x >= 0, n, $"has a first operand that isn't negative, not {x}");
        bool fit = fits(x, y);
        return a.Finish(n, fit, fit ? value(x, y) : 0);
    });

    private bool Finish(Node n, bool fits, long value)
    {
        if (!fits)
        {
            Claim(!n.Wraps, n, $"fits, with {string.Join(" and ", n.Args.Select(x => Get(x).Bits))}");
            return Leave(n.Exit!);
        }
        Set(n, new NodeValue(value));
        return true;
    }
}
