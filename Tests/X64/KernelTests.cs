using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Allocating;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>Loops in the region IR, and what their machine code leaves.</summary>
[Collection("kernels")]
public sealed class KernelTests
{
    private readonly LoopBench bench = new();

    /// <summary>i counts from 0 to below n, and the sum grows by i.</summary>
    private (Node Count, Node I, Node Sum, Node Next) SumLoop()
    {
        var n = bench.Outside(IrType.Int);
        var (i, sum) = (bench.Param(IrType.Int), bench.Param(IrType.Int));
        var more = bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, n);
        var next = bench.Exiting(bench.Body, IrOp.AddInt, IrType.Int, [sum, i], sum, i);
        var after = bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1));
        bench.Close(more, [bench.Int(0), bench.Int(0)], [after, next], i, sum);
        return (n, i, sum, next);
    }

    [Fact]
    public void ALoopLeavesItsVariables()
    {
        if (!Cpu.IsSupported) return;
        var (n, i, sum, _) = SumLoop();
        var (exit, values) = LoopBench.Run(bench.Compile(), (n, 100L), (i, 0L), (sum, 0L));
        Assert.NotNull(exit.Edge);
        Assert.Equal(100, values[i]);
        Assert.Equal(4950, values[sum]);
    }

    [Fact]
    public void ASumThatOverflowsIsTakenBack()
    {
        if (!Cpu.IsSupported) return;
        var (n, i, sum, next) = SumLoop();
        var (exit, values) = LoopBench.Run(bench.Compile(), (n, 100L), (i, 0L), (sum, long.MaxValue - 20));
        Assert.Same(next.Exit, exit.Snapshot);
        // 0 + ... + 5 is 15, and 6 is too many.
        Assert.Equal(6, values[i]);
        Assert.Equal(long.MaxValue - 5, values[sum]);
    }

    [Fact]
    public void VariablesThatChangePlacesDoSoAtOnce()
    {
        if (!Cpu.IsSupported) return;
        var n = bench.Outside(IrType.Int);
        var (a, b, c, i) = (bench.Param(IrType.Float), bench.Param(IrType.Float), bench.Param(IrType.Float), bench.Param(IrType.Int));
        var more = bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, n);
        var after = bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1));
        bench.Close(more, [bench.Float(0), bench.Float(0), bench.Float(0), bench.Int(0)], [b, c, a, after], a, b, c);
        var (_, values) = LoopBench.Run(bench.Compile(), (n, 7L), (i, 0L), (a, 1.5), (b, -0.0), (c, double.NaN));
        Assert.Equal([-0.0, double.NaN, 1.5], new[] { a, b, c }.Select(v => BitConverter.Int64BitsToDouble(values[v])));
        Assert.True(double.IsNegative(BitConverter.Int64BitsToDouble(values[a])));
    }

    [Fact]
    public void MoreValuesThanRegistersAreKeptOnTheStack()
    {
        if (!Cpu.IsSupported) return;
        const int Count = 40;
        var n = bench.Outside(IrType.Int);
        var i = bench.Param(IrType.Int);
        var more = bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, n);
        var (ints, floats) = (new Node[Count], new Node[Count]);
        for (int k = 0; k < Count; k++) (ints[k], floats[k]) = (bench.Param(IrType.Int), bench.Param(IrType.Float));
        List<Node> next = [bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1))];
        for (int k = 0; k < Count; k++)
        {
            next.Add(bench.Exiting(bench.Body, IrOp.SubInt, IrType.Int, [ints[(k + 1) % Count], ints[k]], ints));
            next.Add(bench.Put(bench.Body, IrOp.AddFloat, IrType.Float, floats[k], floats[(k + 1) % Count]));
        }
        Node[] initial = [bench.Int(0)];
        for (int k = 0; k < Count; k++) initial = [.. initial, bench.Int(0), bench.Float(0)];
        bench.Close(more, initial, [.. next], [.. ints, .. floats]);
        List<(Node, object)> inputs = [(n, 3L), (i, 0L)];
        var (expectedInts, expectedFloats) = (new long[Count], new double[Count]);
        for (int k = 0; k < Count; k++)
        {
            inputs.Add((ints[k], expectedInts[k] = k * k));
            inputs.Add((floats[k], expectedFloats[k] = k * 0.1));
        }
        for (int round = 0; round < 3; round++)
        {
            expectedInts = [.. expectedInts.Select((v, k) => expectedInts[(k + 1) % Count] - v)];
            expectedFloats = [.. expectedFloats.Select((v, k) => v + expectedFloats[(k + 1) % Count])];
        }
        var (_, values) = LoopBench.Run(bench.Compile(), [.. inputs]);
        Assert.Equal(expectedInts, ints.Select(v => values[v]));
        Assert.Equal(expectedFloats, floats.Select(v => BitConverter.Int64BitsToDouble(values[v])));
    }

    [Fact]
    public void AnIndexOutOfRangeLeavesBeforeTheStore()
    {
        if (!Cpu.IsSupported) return;
        var (store, length) = (bench.Outside(IrType.Ref, typeof(long[])), bench.Outside(IrType.Int));
        var i = bench.Param(IrType.Int);
        var more = bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, bench.Int(50));
        var at = bench.Exiting(bench.Body, IrOp.CheckIndex, IrType.Int, [i, length], i);
        bench.Put(bench.Body, IrOp.StoreItem, IrType.None, store, at, i);
        var after = bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1));
        bench.Close(more, [bench.Int(0)], [after], i);
        var array = new long[12];
        // A negative index counts from the end.
        var (exit, values) = LoopBench.Run(bench.Compile(), (store, array), (length, 10L), (i, -3L));
        Assert.Same(at.Exit, exit.Snapshot);
        Assert.Equal(10, values[i]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0], array);
    }

    [Theory]
    [InlineData(3), InlineData(7), InlineData(10), InlineData(641), InlineData(1000003), InlineData(long.MaxValue), InlineData((1L << 62) + 1)]
    public void DivisionByAConstantRoundsDown(long divisor)
    {
        if (!Cpu.IsSupported) return;
        var i = bench.Param(IrType.Int);
        var (q, r) = (bench.Param(IrType.Int), bench.Param(IrType.Int));
        var dividend = bench.Outside(IrType.Int);
        var more = bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, bench.Int(1));
        var quotient = bench.Exiting(bench.Body, IrOp.FloorDivInt, IrType.Int, [dividend, bench.Int(divisor)], i);
        var remainder = bench.Exiting(bench.Body, IrOp.ModInt, IrType.Int, [dividend, bench.Int(divisor)], i);
        bench.Close(more, [bench.Int(0), bench.Int(0), bench.Int(0)], [bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1)), quotient, remainder], q, r);
        var plan = bench.Compile();
        foreach (long v in new[] { 0, 1, -1, divisor, -divisor, divisor - 1, 1 - divisor, long.MaxValue, long.MinValue, 123456789012345678, -98765432109876543 })
        {
            var (_, values) = LoopBench.Run(plan, (dividend, v), (i, 0L), (q, 0L), (r, 0L));
            var floor = Int128.DivRem(v, divisor);
            bool below = floor.Remainder < 0;
            Assert.Equal((long)(floor.Quotient - (below ? 1 : 0)), values[q]);
            Assert.Equal((long)(floor.Remainder + (below ? divisor : 0)), values[r]);
        }
    }

    [Fact]
    public void SpansOfARangeAreJoinedAndCompared()
    {
        var (a, b) = (new LiveRange(), new LiveRange());
        a.Add(10, 20);
        a.Add(2, 5);
        a.Add(5, 7);
        b.Add(7, 10);
        Assert.Equal([(2, 7), (10, 20)], a.Spans.ToArray());
        Assert.False(a.Overlaps(b));
        b.Add(19, 30);
        Assert.True(a.Overlaps(b));
        Assert.True(a.IsAcross(15));
        Assert.False(a.IsAcross(10));
    }
}
