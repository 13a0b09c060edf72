using System.Text;
using BenchmarkDotNet.Attributes;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Options;
using TieredPy.Tiers.Policy;

namespace TieredPy.MicroBenchmarks;

/// <summary>From a finished recording to code that can run, RyuJIT's part included, by the size of the loop.</summary>
public class CompileLatency
{
    private HotProgram? program;
    private RegionVersion? version;

    /// <summary>Statements in the loop, each with a multiplication, a comparison and an addition.</summary>
    [Params(1, 4, 16, 64)]
    public int Statements { get; set; }

    [GlobalSetup]
    public void Record()
    {
        var source = new StringBuilder("def f(n):\n    a = b = 0\n    for i in range(n):\n");
        for (int k = 0; k < Statements; k++) source.Append(System.Globalization.CultureInfo.InvariantCulture, $"        if i * {k + 3} > b: a = a + {k}\n        else: b = b + i\n");
        source.Append("    return a\n");
        program = new HotProgram(source.ToString());
        for (int k = 0; k < 20; k++) program.Call(Value.Int(5000));
        version = program.Tier.Versions().MaxBy(v => v.Profile.Code.Code.Length) ?? throw new InvalidOperationException("nothing was compiled");
        long before = JitStats.Get(Counter.CilInstructions);
        program.Tier.Compile(version);
        Console.WriteLine($"// {Statements} statements: {JitStats.Get(Counter.CilInstructions) - before} CIL instructions");
    }

    [Benchmark]
    public void Compile() => program!.Tier.Compile(version!);
}
