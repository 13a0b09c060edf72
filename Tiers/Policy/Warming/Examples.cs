using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy.Warming;

/// <summary>What is compiled from where.</summary>
internal sealed record Example(ProfileNode Profile, int Pc);

/// <summary>Code as programs have it: what compiling it does, compiling theirs does, too.</summary>
internal static class Examples
{
    private static readonly Kind Int = new(KindTag.Int), Float = new(KindTag.Float), Missing = new(KindTag.Missing);

    public static IEnumerable<Example> All()
    {
        var (numbers, counts) = (Kind.Of(new Value(new PyList([Value.Float(1)]))), Kind.Of(new Value(new PyList([Value.Int(1)]))));
        var sum = Sum(out int head);
        yield return new Example(sum.Profile(numbers, counts, Int), head);
        yield return new Example(Scale().Profile(Float, Int), 0);
    }

    /// <summary><code>
    /// def scale(x, by):
    ///     return x * by
    /// </code></summary>
    private static ExampleFunction Scale() => new ExampleFunction("scale", 3, "x", "by")
        .Do(new Instr(Op.Mul, 2, 0, 1), Float)
        .Do(new Instr(Op.Return, 2));

    /// <summary><code>
    /// def sum(numbers, counts, n):
    ///     total = 0.0
    ///     for i in range(n):
    ///         x = numbers[i]
    ///         if x &lt; total:
    ///             total += scale(x, 2)
    ///         else:
    ///             counts[i] = counts[i] + 1
    ///         pair = (i, x)
    ///         a, b = pair
    ///     return total
    /// </code></summary>
    /// <param name="head">The instruction at which the loop goes round.</param>
    private static ExampleFunction Sum(out int head)
    {
        const int Numbers = 0, Counts = 1, N = 2, Total = 3, I = 4, X = 5, Pair = 6, A = 7, T0 = 9, T1 = 10, T2 = 11, T3 = 12, T4 = 13, Registers = 14;
        var scale = Scale();
        var (range, scaling) = (new Value(PyRange.TypeObject), new Value(scale.Function));
        var f = new ExampleFunction("sum", Registers, "numbers", "counts", "n");
        f.Do(Instr.Wide(Op.LoadConst, Total, f.Constant(Value.Float(0))), Float)
            .Do(new Instr(Op.LoadGlobalCallee, T0, f.Global("range", range)), Kind.Of(range), Missing)
            .Do(new Instr(Op.Move, T2, N), Int)
            .Do(new Instr(Op.Call, T0, T0, 1), Object<PyRange>())
            .Do(new Instr(Op.GetIter, T0, T0), Object<PyRangeIterator>())
            .Do(Instr.Wide(Op.Jump, 0, 15));
        int body = f.Next;
        f.Do(new Instr(Op.GetItem, X, Numbers, I), Float)
            .Do(new Instr(Op.JumpIfLt, X, Total, 6, 1))
            .Do(new Instr(Op.LoadGlobalCallee, T1, f.Global("scale", scaling)), Kind.Of(scaling), Missing)
            .Do(new Instr(Op.Move, T3, X), Float)
            .Do(Instr.Wide(Op.LoadInt, T4, 2), Int)
            .Call(scale, new Instr(Op.Call, T1, T1, 2), Float)
            .Do(new Instr(Op.Add, Total, Total, T1, 1), Float)
            .Do(Instr.Wide(Op.Jump, 0, 3))
            .Do(new Instr(Op.GetItem, T1, Counts, I), Int)
            .Do(new Instr(Op.AddK, T1, T1, f.Constant(Value.Int(1))), Int)
            .Do(new Instr(Op.SetItem, Counts, I, T1))
            .Do(new Instr(Op.Move, T1, I), Int)
            .Do(new Instr(Op.Move, T2, X), Float)
            .Do(new Instr(Op.BuildTuple, Pair, T1, 2), Object<PyTuple>())
            .Do(new Instr(Op.Unpack, A, Pair, 2), Int, Float);
        head = f.Next;
        // Jumps are counted from the next instruction.
        return f.Do(new Instr(Op.ForLoop, I, T0, unchecked((ushort)(body - head - 1))), Int)
            .Do(new Instr(Op.Return, Total));
    }

    private static Kind Object<T>() => new(KindTag.Object, typeof(T));
}
