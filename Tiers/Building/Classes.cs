using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Building;

/// <summary>What calling a class means, and which argument counts a function takes as they are.</summary>
internal static class Classes
{
    /// <summary>The plan for calling a class whose instances are plain; null when calling it is anything else.</summary>
    public static ConstructCache? Construction(PyType type)
    {
        if (!type.IsHeap || !Interp.ConstructPlan(type, out var init)) return null;
        return new ConstructCache { Type = type, Version = type.Version, Init = init };
    }

    /// <summary>True when a positional call with so many arguments needs at most defaults filled in.</summary>
    public static bool Accepts(PyFunction f, int count)
    {
        if (f.SimpleArgCount == count) return true;
        if (f.SimpleArgCount < count || f.Defaults is not { } defaults) return false;
        return count >= f.SimpleArgCount - defaults.Count;
    }
}
