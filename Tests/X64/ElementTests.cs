using System.Runtime.InteropServices;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>Numbers of each format in arrays of bytes, read and written by kernels.</summary>
[Collection("kernels")]
public sealed class ElementTests
{
    private const int Count = 40;

    private readonly LoopBench bench = new();

    /// <summary>to[i] = from[i] for i from 0; leaves i and what was read last.</summary>
    private (KernelPlan Plan, Node From, Node To, Node Length, Node I, Node Last) CopyLoop(ElementFormat format)
    {
        var type = ElementFormats.IsFloat(format) ? IrType.Float : IrType.Int;
        var (from, to, length) = (bench.Outside(IrType.Ref, typeof(byte[])), bench.Outside(IrType.Ref, typeof(byte[])), bench.Outside(IrType.Int));
        var (i, last) = (bench.Param(IrType.Int), bench.Param(type));
        var more = bench.Put(bench.Head, IrOp.LtInt, IrType.Bool, i, bench.Int(1000));
        var at = bench.Exiting(bench.Body, IrOp.CheckIndex, IrType.Int, [i, length], i, last);
        var read = bench.Put(bench.Body, IrOp.LoadElement, format, type, from, at);
        bench.Put(bench.Body, IrOp.StoreElement, format, IrType.None, to, at, read);
        var after = bench.Wrapping(bench.Body, IrOp.AddInt, i, bench.Int(1));
        bench.Close(more, [bench.Int(0), type == IrType.Float ? bench.Float(0) : bench.Int(0)], [after, read], i, last);
        return (bench.Compile(), from, to, length, i, last);
    }

    [Theory]
    [InlineData(ElementFormat.Int8), InlineData(ElementFormat.UInt8), InlineData(ElementFormat.Int16), InlineData(ElementFormat.UInt16)]
    [InlineData(ElementFormat.Int32), InlineData(ElementFormat.UInt32), InlineData(ElementFormat.Int64), InlineData(ElementFormat.Float64)]
    public void NumbersAreReadAndWrittenInTheirFormat(object which)
    {
        if (!Cpu.IsSupported) return;
        var format = (ElementFormat)which;
        var (plan, from, to, length, i, last) = CopyLoop(format);
        int size = ElementFormats.SizeOf(format);
        byte[] source = new byte[Count * size], target = new byte[Count * size];
        new Random(7).NextBytes(source);
        // The highest bit of the last number is set.
        source[^1] = 0xF3;
        var (_, values) = LoopBench.Run(plan, (from, source), (to, target), (length, (long)Count), (i, 0L), (last, 0L));
        Assert.Equal(Count, values[i]);
        Assert.Equal(source, target);
        var item = source.AsSpan(^size);
        Assert.Equal(format switch
        {
            ElementFormat.Int8 => (sbyte)item[0],
            ElementFormat.UInt8 => item[0],
            ElementFormat.Int16 => MemoryMarshal.Read<short>(item),
            ElementFormat.UInt16 => MemoryMarshal.Read<ushort>(item),
            ElementFormat.Int32 => MemoryMarshal.Read<int>(item),
            ElementFormat.UInt32 => MemoryMarshal.Read<uint>(item),
            _ => MemoryMarshal.Read<long>(item),
        }, values[last]);
    }

    [Fact]
    public void FloatsOf32BitsAreWidenedAndRounded()
    {
        if (!Cpu.IsSupported) return;
        var (plan, from, to, length, i, last) = CopyLoop(ElementFormat.Float32);
        float[] numbers = [0.1f, -0f, float.Epsilon, float.MaxValue, float.NegativeInfinity, float.NaN, 1e-40f, -2.5f];
        byte[] source = MemoryMarshal.AsBytes<float>(numbers).ToArray(), target = new byte[source.Length];
        var (_, values) = LoopBench.Run(plan, (from, source), (to, target), (length, (long)numbers.Length), (i, 0L), (last, 0.0));
        Assert.Equal(source, target);
        Assert.Equal(-2.5, BitConverter.Int64BitsToDouble(values[last]));
    }

    [Fact]
    public void NothingIsWrittenPastTheLength()
    {
        if (!Cpu.IsSupported) return;
        var (plan, from, to, length, i, last) = CopyLoop(ElementFormat.Int16);
        byte[] source = [.. Enumerable.Repeat((byte)9, 2 * Count)], target = new byte[2 * Count];
        var (exit, values) = LoopBench.Run(plan, (from, source), (to, target), (length, 21L), (i, -2L), (last, 0L));
        Assert.NotNull(exit.Snapshot);
        Assert.Equal(21, values[i]);
        Assert.Equal(42, target.Count(b => b == 9));
        Assert.True(target.AsSpan(0, 42).IndexOfAnyExcept((byte)9) < 0);
    }
}
