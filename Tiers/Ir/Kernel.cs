using System.Reflection;

namespace TieredPy.Tiers.Ir;

/// <summary>
/// A C# static method that compiled code calls with typed operands: long for ints, double, bool, PyObject (or a class of it) for references, Value.
/// A first parameter of type PyThread is passed by itself. How a failure shows is told by the result: a Value that is Error; false where
/// <see cref="FalseFails"/>.
/// </summary>
internal sealed class Kernel
{
    private readonly Type owner;
    private readonly string methodName;
    private readonly BindingFlags visibility;
    private MethodInfo? method;
    private Signature? signature;

    /// <summary>What the method takes and gives.</summary>
    private sealed record Signature(bool TakesThread, IrType Result, IrType[] Parameters, Type[] ParameterTypes);

    /// <summary>A kernel whose method is looked for when it is first asked for: there are hundreds, and a program needs few.</summary>
    /// <param name="name">As <see cref="Name"/>.</param>
    /// <param name="owner">The class of the method.</param>
    /// <param name="methodName">The static method, which has no overloads of that visibility.</param>
    /// <param name="effects">What it does beside giving a result.</param>
    /// <param name="falseFails">As <see cref="FalseFails"/>.</param>
    /// <param name="allocates">As <see cref="Allocates"/>.</param>
    /// <param name="visibility">Whether the method is public.</param>
    public Kernel(string name, Type owner, string methodName, Effects effects, bool falseFails = false, Allocation allocates = Allocation.None, BindingFlags visibility = BindingFlags.Public)
    {
        (this.owner, this.methodName, this.visibility) = (owner, methodName, visibility);
        Allocates = allocates;
        Name = name;
        Effects = effects;
        FalseFails = falseFails;
    }

    /// <summary>Stable name, for printing and for caches.</summary>
    public string Name { get; }
    public MethodInfo Method => method ??= owner.GetMethod(methodName, BindingFlags.Static | visibility) ?? throw new InvalidOperationException($"{owner} has no {methodName}");
    public Effects Effects { get; }

    /// <summary>The method returns false where it failed: with the exception pending when it <see cref="Effects.Raises"/>, else just to leave the region.</summary>
    public bool FalseFails { get; }
    public bool TakesThread => Described.TakesThread;

    /// <summary>The kernel does nothing but make an object, which a region may do without.</summary>
    public Allocation Allocates { get; }
    public IrType Result => Described.Result;
    public IrType[] Parameters => Described.Parameters;

    /// <summary>The C# types of <see cref="Parameters"/>.</summary>
    public Type[] ParameterTypes => Described.ParameterTypes;

    private Signature Described => signature ??= Describe();

    private Signature Describe()
    {
        var types = Array.ConvertAll(Method.GetParameters(), p => p.ParameterType);
        bool takesThread = types.Length > 0 && types[0] == typeof(Runtime.Interpreter.PyThread);
        if (takesThread) types = types[1..];
        return new Signature(takesThread, FalseFails ? IrType.None : TypeOf(Method.ReturnType), Array.ConvertAll(types, TypeOf), types);
    }

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
