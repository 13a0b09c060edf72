using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>Loops that become vectors leave, on each level of the processor, exactly what the loop does one round at a time.</summary>
[Collection("kernels")]
public sealed class VectorTests : IDisposable
{
    private const int Length = 100;

    private readonly CpuLevel before = Cpu.Level;
    private readonly LoopBench bench = new();
    private readonly long[] numbers = [.. Enumerable.Range(0, Length).Select(k => (long)k * 37 % 50 - 20)];
    private readonly double[] reals = [.. Enumerable.Range(0, Length).Select(k => k * 0.1 - 3.05)];

    public static TheoryData<CpuLevel> Levels => [.. Enum.GetValues<CpuLevel>().Where(l => l <= Cpu.Native)];

    public void Dispose() => Cpu.Level = before;

    private Node i = null!, n = null!, next = null!;

    /// <summary>i counts from 0 to below n.</summary>
    private Node Begin(CpuLevel level)
    {
        Cpu.Level = level;
        n = bench.Outside(IrType.Int);
        i = bench.Param(IrType.Int);
        return bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, n);
    }

    private Node At(Node index, Node length) =>
        LoopBench.Put(bench.Body, new Node(1000 + bench.Body.Nodes.Count, IrOp.CheckIndex, IrType.Int, index, length) { NonNegative = true, Exit = bench.ExitLeaving(i) });

    private Node Load(Node store, Node at, IrType type) => bench.Put(bench.Body, IrOp.LoadItem, type, store, at);

    private void Step() => next = bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1));

    private static void UsesVectors(KernelPlan plan, CpuLevel level) =>
        Assert.Equal(level >= CpuLevel.Avx2, plan.Machine.Blocks.Exists(b => b.Instructions.Exists(x => x.Op >= MachineOp.VectorLoad)));

    [Theory, MemberData(nameof(Levels))]
    public void AnOverflowLeavesTheRoundsBeforeItStored(CpuLevel level)
    {
        if (!Cpu.IsSupported) return;
        var more = Begin(level);
        var (x, y) = (bench.Outside(IrType.Ref, typeof(long[])), bench.Outside(IrType.Ref, typeof(long[])));
        var at = At(i, n);
        var sum = bench.Exiting(bench.Body, IrOp.AddInt, IrType.Int, [Load(x, at, IrType.Int), bench.Int(7)], i);
        bench.Put(bench.Body, IrOp.StoreItem, IrType.None, y, at, sum);
        Step();
        bench.Close(more, [bench.Int(0)], [next], i);
        var plan = bench.Compile();
        UsesVectors(plan, level);
        foreach (int bad in new[] { 0, 5, 32, 61, 99 })
        {
            var (from, to) = ((long[])numbers.Clone(), new long[Length]);
            from[bad] = long.MaxValue - 6;
            var (exit, values) = LoopBench.Run(plan, (n, (long)Length), (i, 0L), (x, from), (y, to));
            Assert.Same(sum.Exit, exit.Snapshot);
            Assert.Equal(bad, values[i]);
            Assert.Equal(from.Take(bad).Select(v => v + 7).Concat(new long[Length - bad]), to);
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void ASumOverflowsWhereItDoesOneByOne(CpuLevel level)
    {
        if (!Cpu.IsSupported) return;
        var more = Begin(level);
        var x = bench.Outside(IrType.Ref, typeof(long[]));
        var (s, last) = (bench.Param(IrType.Int), bench.Param(IrType.Int));
        var item = Load(x, At(i, n), IrType.Int);
        var sum = bench.Exiting(bench.Body, IrOp.AddInt, IrType.Int, [s, item], s, i, last);
        Step();
        bench.Close(more, [bench.Int(0), bench.Int(0), bench.Int(0)], [next, sum, item], i, s, last);
        var plan = bench.Compile();
        UsesVectors(plan, level);
        var (_, values) = LoopBench.Run(plan, (n, (long)Length), (i, 0L), (s, 1000L), (last, -1L), (x, numbers));
        Assert.Equal((numbers.Sum() + 1000, numbers[^1], Length), (values[s], values[last], values[i]));
        // Large numbers that cancel out, and then too large ones.
        var large = (long[])numbers.Clone();
        (large[10], large[20], large[30], large[40]) = (long.MaxValue - 500, -(long.MaxValue - 500), 1L << 62, 1L << 62);
        (var exit, values) = LoopBench.Run(plan, (n, (long)Length), (i, 0L), (s, 0L), (last, -1L), (x, large));
        Assert.Same(sum.Exit, exit.Snapshot);
        Assert.Equal((40, large.Take(40).Sum(), large[39]), (values[i], values[s], values[last]));
    }

    [Theory, MemberData(nameof(Levels))]
    public void ADivisionByZeroLeavesTheRoundsBeforeItStored(CpuLevel level)
    {
        if (!Cpu.IsSupported) return;
        var more = Begin(level);
        var (x, y) = (bench.Outside(IrType.Ref, typeof(double[])), bench.Outside(IrType.Ref, typeof(double[])));
        var left = bench.Param(IrType.Float);
        var at = At(i, n);
        var item = Load(x, at, IrType.Float);
        var quotient = bench.Exiting(bench.Body, IrOp.DivFloat, IrType.Float, [bench.Put(bench.Body, IrOp.MulFloat, IrType.Float, item, bench.Float(0.3)), item], i, left);
        bench.Put(bench.Body, IrOp.StoreItem, IrType.None, y, at, quotient);
        Step();
        bench.Close(more, [bench.Int(0), bench.Float(0)], [next, quotient], i, left);
        var plan = bench.Compile();
        UsesVectors(plan, level);
        foreach (int bad in new[] { 3, 50, 97 })
        {
            var (from, to) = ((double[])reals.Clone(), new double[Length]);
            from[bad] = -0.0;
            from[1] = double.NaN;
            var (exit, values) = LoopBench.Run(plan, (n, (long)Length), (i, 0L), (left, 5.5), (x, from), (y, to));
            Assert.Same(quotient.Exit, exit.Snapshot);
            Assert.Equal(bad, values[i]);
            var expected = from.Take(bad).Select(v => v * 0.3 / v).ToArray();
            Assert.Equal(expected.Concat(new double[Length - bad]), to);
            Assert.Equal(expected[^1], BitConverter.Int64BitsToDouble(values[left]));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void ListsThatAreTheSameDependOnEarlierRounds(CpuLevel level)
    {
        if (!Cpu.IsSupported) return;
        var more = Begin(level);
        var (x, y) = (bench.Outside(IrType.Ref, typeof(double[])), bench.Outside(IrType.Ref, typeof(double[])));
        var item = Load(x, At(i, n), IrType.Float);
        var after = bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1));
        bench.Put(bench.Body, IrOp.StoreItem, IrType.None, y, At(after, n), bench.Put(bench.Body, IrOp.MulFloat, IrType.Float, item, bench.Float(1.01)));
        next = after;
        bench.Close(more, [bench.Int(0)], [next], i);
        var plan = bench.Compile();
        UsesVectors(plan, level);
        var (one, other) = ((double[])reals.Clone(), new double[Length]);
        LoopBench.Run(plan, (n, (long)Length), (i, 0L), (x, one), (y, other));
        Assert.Equal(reals.Take(Length - 1).Select(v => v * 1.01).Prepend(0), other);
        LoopBench.Run(plan, (n, (long)Length), (i, 0L), (x, one), (y, one));
        var expected = (double[])reals.Clone();
        for (int k = 0; k + 1 < Length; k++) expected[k + 1] = expected[k] * 1.01;
        Assert.Equal(expected, one);
    }
}
