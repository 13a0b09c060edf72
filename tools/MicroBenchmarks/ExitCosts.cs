using BenchmarkDotNet.Attributes;
using TieredPy.Runtime.Objects;

namespace TieredPy.MicroBenchmarks;

/// <summary>
/// An iteration of a compiled loop: with guards that hold, and with an exit that is taken once in a thousand iterations and never joins the region. A thousand
/// times the difference of the last two is an exit with its way back. (A region that is left all the time would be given up.)
/// </summary>
public class ExitCosts
{
    private const int Iterations = 100_000;
    private const string Program = """
        class Point:
            def __init__(self, x): self.x = x
        points = [Point(k) for k in range(100000)]
        numbers = list(range(100000))
        never = [False] * 100000
        sometimes = [k % 1000 == 999 for k in range(100000)]
        def ints(items):
            t = 0
            for v in items: t += v
            return t
        def attributes(items):
            t = 0
            for p in items: t += p.x
            return t
        def flags(items):
            t = 0
            for v in items:
                if v: t += 1
                t += 2
            return t

        """;

    private HotProgram? program;
    private Value numbers, points, never, sometimes, ints, attributes, flags;

    [GlobalSetup]
    public void Compile()
    {
        // Exits are never recorded: they stay exits.
        program = new HotProgram(Program, o => o.ExitThreshold = int.MaxValue);
        (numbers, points, never, sometimes) = (program["numbers"], program["points"], program["never"], program["sometimes"]);
        (ints, attributes, flags) = (program["ints"], program["attributes"], program["flags"]);
        for (int k = 0; k < 10; k++)
        {
            Ops.Call(ints, numbers);
            Ops.Call(attributes, points);
            Ops.Call(flags, never);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Iterations)]
    public Value NoGuards() => Ops.Call(ints, numbers);

    [Benchmark(OperationsPerInvoke = Iterations)]
    public Value GuardsOfClassShapeAndKind() => Ops.Call(attributes, points);

    [Benchmark(OperationsPerInvoke = Iterations)]
    public Value BranchNotTaken() => Ops.Call(flags, never);

    [Benchmark(OperationsPerInvoke = Iterations)]
    public Value ExitTakenOnceInAThousand() => Ops.Call(flags, sometimes);
}
