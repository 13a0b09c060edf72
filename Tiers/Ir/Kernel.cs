using System.Reflection;

namespace TieredPy.Tiers.Ir;

/// <summary>
/// A C# static method that compiled code calls with typed operands: long for ints, double, bool, PyObject (or a class of it) for references, Value.
/// A first parameter of type PyThread is passed by itself. How a failure shows is told by the result: a Value that is Error; false where
/// <see cref="FalseFails"/>.
/// </summary>
internal sealed class Kernel
{
    public Kernel(string name, MethodInfo method, Effects effects, bool falseFails = false, Allocation allocates = Allocation.None)
    {
        Allocates = allocates;
        Name = name;
        Method = method;
        Effects = effects;
        FalseFails = falseFails;
        var parameters = method.GetParameters();
        TakesThread = parameters.Length > 0 && parameters[0].ParameterType == typeof(Runtime.Interpreter.PyThread);
        Result = falseFails ? IrType.None : TypeOf(method.ReturnType);
        Parameters = new IrType[parameters.Length - (TakesThread ? 1 : 0)];
        for (int k = 0; k < Parameters.Length; k++) Parameters[k] = TypeOf(parameters[k + (TakesThread ? 1 : 0)].ParameterType);
    }

    /// <summary>Stable name, for printing and for caches.</summary>
    public string Name { get; }
    public MethodInfo Method { get; }
    public Effects Effects { get; }

    /// <summary>The method returns false where it failed: with the exception pending when it <see cref="Effects.Raises"/>, else just to leave the region.</summary>
    public bool FalseFails { get; }
    public bool TakesThread { get; }

    /// <summary>The kernel does nothing but make an object, which a region may do without.</summary>
    public Allocation Allocates { get; }
    public IrType Result { get; }
    public IrType[] Parameters { get; }

    private static IrType TypeOf(Type t) =>
        t == typeof(long) ? IrType.Int
        : t == typeof(double) ? IrType.Float
        : t == typeof(bool) ? IrType.Bool
        : t == typeof(void) ? IrType.None
        : t == typeof(Runtime.Objects.Value) ? IrType.Val
        : !t.IsValueType ? IrType.Ref
        : throw new ArgumentException($"a kernel can't have {t.Name}");

    public override string ToString() => Name;
}
