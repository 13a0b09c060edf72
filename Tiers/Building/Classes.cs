using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Building;

/// <summary>What calling a class does where that is known.</summary>
internal enum ConstructionKind : byte
{
    /// <summary>A plain instance, then <c>__init__</c>.</summary>
    Plain,

    /// <summary>An exception, whose <c>args</c> are the arguments, then <c>__init__</c>.</summary>
    Exception,

    /// <summary>Just <c>__new__</c>, which is given the class and returns the value.</summary>
    New,
}

/// <summary>What calling a class does.</summary>
/// <param name="Function">The Python <c>__init__</c> or <c>__new__</c>; null where there is no <c>__init__</c> but object's or BaseException's.</param>
/// <param name="Kind">Which.</param>
internal sealed record Construction(PyFunction? Function, ConstructionKind Kind);

/// <summary>What calling a class means.</summary>
internal static class Classes
{
    /// <summary>The plan for calling a class; null when calling it is anything else.</summary>
    public static Construction? Construction(PyType type)
    {
        if (!type.IsHeap) return null;
        if (Interp.ConstructPlan(type, out var init)) return new Construction(init, ConstructionKind.Plain);
        if (Interp.ExceptionPlan(type, out init)) return new Construction(init, ConstructionKind.Exception);
        return Interp.NewPlan(type) is { } make ? new Construction(make, ConstructionKind.New) : null;
    }
}
