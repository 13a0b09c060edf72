using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>
/// The detail of a function with a closure. Such functions are made while a program runs, often to be dropped soon: a profile that held one would keep
/// all alive that its variables refer to.
/// </summary>
internal sealed class ClosureKind
{
    private static readonly ConditionalWeakTable<PyFunction, ClosureKind> Known = [];
    private readonly WeakReference<PyFunction> function;

    private ClosureKind(PyFunction function)
    {
        this.function = new WeakReference<PyFunction>(function);
        General = new Kind.FunctionKind(function);
    }

    public PyCode Code => General.Code;

    /// <summary>What it has in common with the other functions of its code.</summary>
    public Kind.FunctionKind General { get; }

    /// <summary>The function; null when it is gone.</summary>
    public PyFunction? Function => function.TryGetTarget(out var f) ? f : null;

    /// <summary>The one kind of a function.</summary>
    public static ClosureKind Of(PyFunction f) => Known.GetValue(f, static f => new ClosureKind(f));

    /// <summary>A function to build from in place of one with a closure: the same code and globals, and nothing else of it.</summary>
    public static PyFunction StandIn(PyFunction f) => !f.HasClosure ? f : new PyFunction(f.Code, f.Globals, null, f.Builtins);

    public override string ToString() => $"closure {Code.Name}";
}
